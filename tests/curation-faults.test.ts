import { tortureEdits } from '../scripts/torture-edits.js';

test('What curators were told is written outlives kill -9 of Neo4j: nothing lost, doubled or half-written', async () => {
  const { failures, edits, kills, backAfterMs } = await tortureEdits(200, 2);
  expect(failures).toEqual([]);
  expect({ edits, kills, back: backAfterMs.length }).toEqual({ edits: 200, kills: 2, back: 2 });
}, 300_000);
