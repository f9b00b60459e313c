import { labelOf } from '../graph-seed/graph-writes.js';
import { sharedGraph } from './support/shared-graph.js';

/** What must hold of every graph, whatever is loaded into it. */
describe('In the whole graph', () => {
  const count = async (cypher: string): Promise<number> => (await (await sharedGraph()).read<{ n: number }>(cypher))[0]!.n;

  test('no fact is without a source, and no source is dangling', async () => {
    expect(await count('MATCH ()-[claim]->() WHERE claim.source IS NULL RETURN count(*) AS n')).toBe(0);
    expect(await count('MATCH ()-[claim]->() WHERE NOT EXISTS { (:Source { id: claim.source }) } RETURN count(*) AS n')).toBe(0);
    expect(await count('MATCH ()-[claim]->() RETURN count(*) AS n')).toBeGreaterThan(1_000);
  });

  test('every claim has its own id, and no source claims a thing twice', async () => {
    expect(await count(`MATCH ()-[claim]->() WHERE claim.id IS NULL AND type(claim) <> 'RELEASED_BY' RETURN count(*) AS n`)).toBe(0);
    expect(
      await count(`MATCH (a)-[claim]->(b)
        WITH a, b, type(claim) AS type, claim.source AS source, claim.stage AS stage, claim.label AS label, count(*) AS claims
        WHERE claims > 1 RETURN count(*) AS n`),
    ).toBe(0);
  });

  test('importance and level lie within 0 to 1', async () => {
    expect(
      await count(
        'MATCH ()-[r:REQUIRES]->() WHERE NOT 0 <= coalesce(r.importance, 0) <= 1 OR NOT 0 <= coalesce(r.level, 0) <= 1 RETURN count(*) AS n',
      ),
    ).toBe(0);
  });

  test('no source’s ladder goes round in a circle', async () => {
    expect(
      await count(`MATCH ()-[step:PROGRESSES_TO]->() WITH DISTINCT step.source AS source
        MATCH (role:Role) WHERE EXISTS { (role) (()-[r:PROGRESSES_TO WHERE r.source = source]->()){1,30} (role) }
        RETURN count(*) AS n`),
    ).toBe(0);
  });

  test('every id is type:rest, of its own type, and unique', async () => {
    const rows = await (
      await sharedGraph()
    ).read<{ id: string; labels: string[] }>('MATCH (n) WHERE NOT n:Change RETURN n.id AS id, labels(n) AS labels');
    for (const { id, labels } of rows) {
      if (labels[0] === 'Graph' || labels[0] === 'Release') continue;
      expect({ id, labels }).toEqual({ id, labels: [labelOf(id)] });
    }
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  test('every concept is spoken of by a source, has a status and the revision of its last change', async () => {
    expect(
      await count(
        `MATCH (n:Role|Skill|Certification|Industry|Employer|RoleFamily|Level) WHERE NOT EXISTS { (n)-[:ATTESTED_BY]->(:Source) } RETURN count(*) AS n`,
      ),
    ).toBe(0);
    expect(await count(`MATCH (n:Role|Skill|Certification) WHERE n.status IS NULL OR n.revision IS NULL RETURN count(*) AS n`)).toBe(0);
  });

  test('nothing is left over from the import', async () => {
    expect(await count('MATCH (n:Touched) RETURN count(*) AS n')).toBe(0);
    expect(await count('MATCH (n:Graph) WHERE n.importing IS NOT NULL RETURN count(*) AS n')).toBe(0);
  });
});
