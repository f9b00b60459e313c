import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import neo4j, { type Plan } from 'neo4j-driver';
import * as graphFactsQueries from '../graph-seed/dump/graph-facts.queries.js';
import * as historyQueries from '../graph-seed/dump/history.queries.js';
import * as nameQueries from '../graph-seed/names-in-common.queries.js';
import { writeFacts } from '../graph-seed/writer.js';
import * as writerQueries from '../graph-seed/writer.queries.js';
import { applySchema } from '../src/graph/graph-schema.js';
import { mergedQuery } from '../src/graph/merged-reads.js';
import { KeyedQuery } from '../src/graph/projection.js';
import { countRoles, rolesByLevel, rolesByTitle } from '../src/features/role/role.queries.js';
import { countSkills, ROLES_OF_SKILLS, skillsByName } from '../src/features/skill/skill.queries.js';
import { projectRoot } from '../src/project-root.js';
import { defineEditors } from './support/curate.js';
import { claimedBy, factsOfEveryKind, sourceA, sourceB } from './support/facts.js';
import { ownGraph } from './support/own-graph.js';

const own = ownGraph();
const smith = { fact: 'role', id: 'role:smith', scheme: 'guide', title: 'Smith' } as const;
const features = join(projectRoot, 'src/features');
const files = readdirSync(features, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.queries.ts'));

/** Every query that a module gives, those made for a label or a type included. */
function queriesOf(module: Record<string, unknown>): (string | KeyedQuery)[] {
  return Object.values(module).flatMap((value) => {
    const made = [typeof value === 'function' ? value('Role', 'Role', 'Role') : value].flat() as unknown[];
    return made.filter((query): query is string | KeyedQuery => typeof query === 'string' || query instanceof KeyedQuery);
  });
}

test('Every query is understood by Neo4j without a warning, begins with its name, and no two have the same', async () => {
  await applySchema(own.graph);
  await writeFacts(own.graph, 'test', [claimedBy(sourceA, ...factsOfEveryKind), claimedBy(sourceB, smith)]);
  await writeFacts(own.graph, 'test', [{ ...claimedBy(sourceB), complete: new Set(['role'] as const) }]); // a smith who is retired
  await defineEditors(own.graph);
  const modules: Record<string, unknown>[] = [];
  for (const file of files) modules.push(await import(join(features, file))); // Jest mixes up modules that are linked at once
  const { createClaims, rewriteClaims, removeClaims, claimIds, claimsById } = writerQueries;
  const ofAdjacency = [
    createClaims('ADJACENT_TO', 'Role', 'Role'),
    ...[rewriteClaims, removeClaims, claimsById].map((query) => query('ADJACENT_TO')),
    claimIds('ADJACENT_TO', ':Role'),
  ];
  const queries = [
    ...modules,
    nameQueries,
    graphFactsQueries,
    { ...historyQueries, RESTORE_HISTORY: Object.values(historyQueries.RESTORE_HISTORY) },
    { ...writerQueries, createClaims: [], rewriteClaims: [], removeClaims: [], claimsById: [], claimIds: ofAdjacency },
  ].flatMap(queriesOf);
  const inFull = queries.map((query) => (typeof query === 'string' ? query : query.cypher));
  const keyed = queries.filter((query) => typeof query !== 'string');
  const narrowed = keyed.map((query) => query.only({ rows: {} }).cypher);
  const merged = keyed.map((query) => mergedQuery([query]));
  const everything = new Proxy({}, { get: () => [] });
  const filtered = [rolesByTitle, rolesByLevel, countRoles, skillsByName, countSkills].map((query) => query(everything));
  const literals = (cypher: string): string[] => cypher.match(/'[^']*'/g) ?? [];
  keyed.forEach(({ cypher }, place) => expect(literals(merged[place]!)).toEqual(literals(cypher)));
  expect(inFull.length).toBeGreaterThan(60);

  const { uri, user, password } = own.neo4j.connection;
  const driver = neo4j.driver(uri, neo4j.auth.basic(user, password));
  const notices: string[] = [];
  for (const query of [...inFull, ...filtered, ...narrowed, ...merged]) {
    expect(query).toMatch(/^\/\* \w+ \*\/\n/);
    const parameters = Object.fromEntries([...query.matchAll(/\$(\w+)/g)].map(([, name]) => [name, null]));
    const { summary } = await driver.executeQuery(`EXPLAIN ${query}`, parameters, { database: 'neo4j' });
    const found = summary.gqlStatusObjects.filter(({ gqlStatus }) => !/^0[02]000|^00001/.test(gqlStatus));
    notices.push(...found.map(({ statusDescription }) => `${query.split('\n')[0]} ${statusDescription}`));
  }
  await driver.close();
  expect(notices).toEqual([]);
  const names = inFull.map((query) => query.split('\n')[0]);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('Claims are sought by their id also while Neo4j takes their index for empty, as it was when last counted', async () => {
  const { uri, user, password } = own.neo4j.connection;
  const driver = neo4j.driver(uri, neo4j.auth.basic(user, password));
  const run = (cypher: string, parameters = {}) => driver.executeQuery(cypher, parameters, { database: 'neo4j' });
  await applySchema(own.graph);
  await run('MATCH (n) DETACH DELETE n');
  await run('CALL db.resampleOutdatedIndexes()');
  const counted = async (): Promise<number> => {
    const { records } = await run(`CALL db.stats.retrieve('GRAPH COUNTS') YIELD data
      RETURN [index IN data.indexes WHERE index.relationshipTypes = ['ADJACENT_TO'] AND index.properties = ['id'] | index.totalSize][0] AS size`);
    return Number(records[0]!.get('size'));
  };
  while ((await counted()) > 0) await sleep(100);
  await run(
    `UNWIND range(1, 100) AS n CREATE (:Role { id: 'role:' + n })-[:ADJACENT_TO { id: 'claim:' + n }]->(:Role { id: 'role:to-' + n })`,
  );
  await run('CALL db.clearQueryCaches()');
  const operators = ({ operatorType, children }: Plan): string[] => [operatorType, ...children.flatMap(operators)];
  const scansOf = async (query: string): Promise<string[]> => {
    const { summary } = await run(`EXPLAIN ${query}`, { ids: ['claim:1'], rows: [{ id: 'claim:1', properties: {} }] });
    return operators(summary.plan as Plan).filter((operator) => /Scan/.test(operator));
  };
  const { claimsById, rewriteClaims, removeClaims } = writerQueries;
  const scans = await Promise.all([claimsById, rewriteClaims, removeClaims].map((query) => scansOf(query('ADJACENT_TO'))));
  await driver.close();
  expect(scans.flat()).toEqual([]);
});

test('Of one query no more than some hundred are made, whoever asks for whatever set of fields', () => {
  const fields = ['wording', 'asOf', 'importance', 'level', 'necessity', 'stageLabel', 'anyOf', 'hotTechnology', 'inDemand', 'source'];
  const made = Array.from({ length: 2 ** fields.length }, (_, set) => {
    const claims = Object.fromEntries(fields.flatMap((field, place) => ((set >> place) & 1 ? [[field, {}]] : [])));
    return ROLES_OF_SKILLS.only({ rows: { claims } });
  });
  const narrowed = new Set(made.map(({ cypher }) => cypher));
  expect(narrowed.size).toBeGreaterThan(300);
  expect(narrowed.size).toBeLessThanOrEqual(501);
  expect(made.at(-1)!.cypher).toBe(ROLES_OF_SKILLS.cypher);
});
