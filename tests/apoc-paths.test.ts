import { DEFAULT_CONSTRAINTS } from '../src/career-map/path-query.js';
import { findPaths } from '../src/career-map/paths.js';
import { APOC_CHEAPEST, newcomerTo, startNeo4jWithApoc, writeMoves } from './support/apoc.js';
import { ownGraph } from './support/own-graph.js';
import { Random } from './support/random.js';
import { randomCareerMap } from './support/random-career-map.js';

const PAIRS = 100;
const LIMIT = 5;
const SAME = 1e-8;

const own = ownGraph(startNeo4jWithApoc);

/** `npm run bench -- paths` asks the same of the whole of O*NET, ESCO and the guides, for which APOC takes minutes. */
test('Where skills do not accumulate and any number of moves is allowed, paths cost what APOC’s cheapest do', async () => {
  const random = new Random(5);
  const map = randomCareerMap(random, { stops: 500, skills: 200, clauses: 12, density: 0.02 });
  await writeMoves(own.graph, map);
  let compared = 0;
  for (let tries = 0; compared < PAIRS && tries < 10 * PAIRS; tries++) {
    const [from, to] = [random.whole(0, map.stops.count - 1), random.whole(0, map.stops.count - 1)];
    if (from === to) continue;
    const { paths, exhaustive } = findPaths(map, {
      profile: newcomerTo(map, from),
      targets: [to],
      objective: 'EFFORT',
      constraints: { ...DEFAULT_CONSTRAINTS, maxSteps: Infinity, allowStepDown: true },
      limit: LIMIT,
      accumulate: false,
      maxWork: Infinity,
    });
    const cheapest = await own.graph.read<{ weight: number }>(APOC_CHEAPEST, { from, to, limit: LIMIT });
    const [ours, theirs] = [paths.map(({ totalEffort }) => totalEffort), cheapest.map(({ weight }) => weight)];
    const differ = ours.length !== theirs.length || ours.some((effort, index) => Math.abs(effort - theirs[index]!) > SAME);
    expect({ from, to, exhaustive, ours, theirs, differ }).toEqual({ from, to, exhaustive: true, ours, theirs, differ: false });
    if (paths.length > 0) compared++;
  }
  expect(compared).toBe(PAIRS);
});
