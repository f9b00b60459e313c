import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seed } from '../graph-seed/seed.js';
import { startEmbeddedNeo4j } from '../src/graph/embedded-neo4j.js';
import { Graph } from '../src/graph/graph.js';
import { post, serve } from './support/serve.js';
import { sharedGraph } from './support/shared-graph.js';

describe('The server', () => {
  let url: string;
  beforeAll(async () => {
    url = await serve(await sharedGraph());
  });

  test('answers a query that is posted, and one in the address', async () => {
    const query = '{ role(title: "ML engineer") { title } }';
    const answer = { data: { role: { title: 'Machine Learning Engineer' } } };
    expect(await (await post(url, { query })).json()).toMatchObject(answer);
    const got = await fetch(`${url}/graphql?query=${encodeURIComponent(query)}`, { headers: { 'apollo-require-preflight': 'true' } });
    expect(await got.json()).toMatchObject(answer);
  });

  test('shows Apollo Sandbox to a browser, opened on an example query, and leads there from its root', async () => {
    const page = await fetch(url, { headers: { accept: 'text/html' } });
    expect(page.url).toBe(`${url}/graphql`);
    const html = await page.text();
    expect(html).toContain('sandbox');
    expect(html).toContain('MachineLearningEngineer');
  });

  test('tells that it lives and that it is ready', async () => {
    expect(await (await fetch(`${url}/health/live`)).json()).toEqual({ status: 'live' });
    const ready = await fetch(`${url}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready', graph: 'careergraph' }]);
  });

  test('lets pages of every origin read, or of those that are configured', async () => {
    const origin = 'https://example.org';
    const allowed = async (base: string) =>
      (await fetch(`${base}/health/live`, { headers: { origin } })).headers.get('access-control-allow-origin');
    expect(await allowed(url)).toBe('*');
    expect(await allowed(await serve(await sharedGraph(), { CORS_ORIGINS: 'https://example.org,https://example.net' }))).toBe(origin);
    expect(await allowed(await serve(await sharedGraph(), { CORS_ORIGINS: 'https://example.net' }))).toBeNull();
    const preflight = await fetch(`${url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
    });
    expect([preflight.status, preflight.headers.get('access-control-allow-headers')]).toEqual([204, 'content-type']);
  });

  test('refuses with a stable code: what cannot be parsed, what the schema has not, and what cannot be used', async () => {
    const refusal = async (query: string) => {
      const response = await post(url, { query });
      return [response.status, ((await response.json()) as any).errors[0].extensions];
    };
    expect(await refusal('{ role(')).toEqual([400, { code: 'GRAPHQL_PARSE_FAILED' }]);
    expect(await refusal('{ nothing }')).toEqual([400, { code: 'GRAPHQL_VALIDATION_FAILED' }]);
    expect(await refusal('{ roles(first: 1000) { totalCount } }')).toEqual([
      200,
      { code: 'BAD_USER_INPUT', argument: 'first', expected: 'a whole number from 1 to 200' },
    ]);
  });

  test('hides a defect of its own behind an id', async () => {
    const broken = { read: () => Promise.reject(new Error('the secret of the house')), close: () => Promise.resolve() } as unknown as Graph;
    const response = await post(await serve(broken), { query: '{ sources { id } }' });
    const text = await response.text();
    expect(text).not.toContain('secret');
    expect(JSON.parse(text).errors[0]).toMatchObject({
      message: 'Something went wrong on our side.',
      extensions: { code: 'INTERNAL_SERVER_ERROR', errorId: expect.any(String) },
    });
  });
});

test('A database that goes away is told as such, and reads resume by themselves when it is back', async () => {
  const home = await mkdtemp(join(tmpdir(), 'careergraph-test-'));
  let neo4j = await startEmbeddedNeo4j({ home });
  const graph = await Graph.connect(neo4j.connection);
  try {
    await seed(graph);
    const url = await serve(graph);
    const ask = () => post(url, { query: '{ role(id: "role:machine-learning-engineer") { title } }' });
    expect((await ask()).status).toBe(200);

    await neo4j.stop();
    const response = await ask();
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2']);
    expect(((await response.json()) as any).errors[0]).toEqual({
      message: expect.stringContaining('cannot be reached'),
      locations: expect.anything(),
      path: ['role'],
      extensions: { code: 'GRAPH_UNAVAILABLE', retryAfterSeconds: 2 },
    });
    expect((await fetch(`${url}/health/ready`)).status).toBe(503);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);

    neo4j = await startEmbeddedNeo4j({ home });
    expect(await (await ask()).json()).toMatchObject({ data: { role: { title: 'Machine Learning Engineer' } } });
  } finally {
    await graph.close();
    await neo4j.stop();
    await rm(home, { recursive: true, force: true });
  }
});
