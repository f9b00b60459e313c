import { Writable } from 'node:stream';
import { pino } from 'pino';
import { applySchema } from '../src/graph/graph-schema.js';
import { loadConfig } from '../src/config.js';
import { createServer } from '../src/server.js';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { removeTemporaryFolders, temporaryFolder } from './support/child-process.js';
import { ownGraph } from './support/own-graph.js';
import { post, serve } from './support/serve.js';
import { sharedGraph, stateOf } from './support/shared-graph.js';

afterAll(removeTemporaryFolders);

test('Prometheus is told of requests, round trips, caches and the revision, and of nothing that a client has made up', async () => {
  const url = await serve(await sharedGraph());
  await stateOf(await sharedGraph()).revisions.look();
  const query = 'query Invented { role(title: "ML engineer") { title } }';
  for (let n = 0; n < 3; n++) await post(url, { query });
  await post(url, { query: '{ invented }' });
  const text = await (await fetch(`${url}/metrics`)).text();
  const value = (line: string): number =>
    Number(
      text
        .split('\n')
        .find((each) => each.startsWith(`${line} `))
        ?.split(' ')
        .at(-1),
    );
  expect(value('careergraph_requests_total{operation="role",outcome="ok"}')).toBeGreaterThan(0);
  expect(value('careergraph_requests_total{operation="none",outcome="GRAPHQL_VALIDATION_FAILED"}')).toBe(1);
  expect(value('careergraph_request_duration_seconds_count{operation="role"}')).toBeGreaterThan(0);
  expect(value('careergraph_query_duration_seconds_count{query="rolesByTitleKeys",outcome="ok"}')).toBeGreaterThan(0);
  expect(value('careergraph_revision')).toBeGreaterThan(0);
  expect(value('careergraph_queries_in_flight')).toBeGreaterThanOrEqual(0);
  for (const cache of ['facts', 'answers']) {
    expect(value(`careergraph_${cache}_cache_hits`) + value(`careergraph_${cache}_cache_misses`)).toBeGreaterThan(0);
  }
  expect(text).not.toMatch(/invented/i);
});

test('The log names slow queries and operations with the request’s id, which the answer tells', async () => {
  const lines: string[] = [];
  const out = new Writable({ write: (chunk, _encoding, done) => (lines.push(String(chunk)), done()) });
  const graph = await sharedGraph();
  const config = loadConfig({ PORT: '0', SLOW_MS: '1' });
  const server = await createServer({ shared: stateOf(graph), config, log: pino({ level: 'warn' }, out) });
  const { url } = await server.listen();
  const query = '{ roles(first: 200, orderBy: LEVEL) { nodes { title skills(first: 200) { nodes { name } } } } }';
  const response = await post(url, { query }, { 'x-request-id': 'request-of-a-test' });
  await server.close();
  expect(response.headers.get('x-request-id')).toBe('request-of-a-test');
  const logged = lines.map((line) => JSON.parse(line)).filter(({ requestId }) => requestId === 'request-of-a-test');
  expect(logged.filter(({ msg }) => msg === 'A slow query.').map(({ query: name }) => name)).toContain('rolesByLevel');
  expect(logged.filter(({ msg }) => msg === 'A slow operation.')).toHaveLength(1);
  expect(lines.join('')).not.toContain('orderBy');
});

describe('Migrations', () => {
  const own = ownGraph();

  test('run once each, in the order of their numbers, and only those that a graph has not had', async () => {
    const folder = temporaryFolder();
    const add = (name: string, step: string) =>
      writeFile(
        join(folder, name),
        `// A step.\nMATCH (graph:Graph) SET graph.steps = coalesce(graph.steps, '') + '${step};';\nMATCH (graph:Graph) SET graph.last = '${step}';\n`,
      );
    const state = () => own.graph.read('MATCH (graph:Graph) RETURN graph.steps AS steps, graph.last AS last, graph.migration AS migration');
    await own.graph.write(`CREATE (:Graph { id: 'graph:careergraph', revision: 1 })`);
    await add('0002-second.cypher', 'two');
    await add('0001-first.cypher', 'one');
    await writeFile(join(folder, 'README.md'), 'No migration.');
    await applySchema(own.graph, folder);
    await applySchema(own.graph, folder);
    expect(await state()).toEqual([{ steps: 'one;two;', last: 'two', migration: 2 }]);
    await add('0003-third.cypher', 'three');
    await applySchema(own.graph, folder);
    expect(await state()).toEqual([{ steps: 'one;two;three;', last: 'three', migration: 3 }]);
  });
});
