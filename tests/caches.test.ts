import { writeFacts } from '../graph-seed/writer.js';
import { TELL_OF_CHANGES } from '../graph-seed/writer.queries.js';
import { examplesIn, handWrittenDocuments } from '../scripts/write-doc-answers.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildHere } from '../src/career-map-keeper.js';
import { loadConfig } from '../src/config.js';
import { applySchema } from '../src/graph/graph-schema.js';
import { Graph } from '../src/graph/graph.js';
import { RevisionCache } from '../src/graph/revision-cache.js';
import { RevisionWatch } from '../src/graph/revision-watch.js';
import { projectRoot } from '../src/project-root.js';
import type { Answer } from '../src/response-cache.js';
import { createServer, type Server } from '../src/server.js';
import { createSharedState, type SharedState } from '../src/shared-state.js';
import { pino } from 'pino';
import { baker, claimedBy, kneading, sourceA } from './support/facts.js';
import { ownGraph } from './support/own-graph.js';
import { sharedGraph } from './support/shared-graph.js';

const own = ownGraph();
const log = pino({ level: 'silent' });
const ended: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(ended.map((end) => end())));

/** A server of its own on a graph, as `npm start` has it. */
async function serverOn(graph: Graph, env: Record<string, string> = {}): Promise<{ url: string; shared: SharedState }> {
  const config = loadConfig({ PORT: '0', ...env });
  const shared = createSharedState({ graph, buildCareerMap: () => buildHere(graph), cacheBytes: config.cacheBytes, onFailure: () => {} });
  const server: Server = await createServer({ shared, config, log });
  ended.push(() => server.close());
  return { url: `${(await server.listen()).url}/graphql`, shared };
}

const headers = { 'content-type': 'application/json' };
const post = (url: string, query: string, more: Record<string, string> = {}, variables = {}): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { ...headers, ...more }, body: JSON.stringify({ query, variables }) });
const get = (url: string, query: string, more: Record<string, string> = {}): Promise<Response> =>
  fetch(`${url}?query=${encodeURIComponent(query)}`, { headers: { ...headers, ...more } });

const BAKER = '{ role(id: "role:baker") { title summary } }';
const summaryAt = async (url: string, more?: Record<string, string>): Promise<string> => {
  const { data } = (await (await post(url, BAKER, more)).json()) as any;
  return data.role.summary;
};
const restate = (summary: string) => writeFacts(own.graph, 'test', [claimedBy(sourceA, { ...baker, summary })]);
const revisionNow = async (): Promise<number> =>
  (await own.graph.read<{ revision: number }>('MATCH (graph:Graph) RETURN graph.revision AS revision'))[0]!.revision;

describe('What is kept of the graph', () => {
  let one: Awaited<ReturnType<typeof serverOn>>;
  let other: Awaited<ReturnType<typeof serverOn>>;
  const bothLook = () => Promise.all([one.shared.revisions.look(), other.shared.revisions.look()]);

  beforeAll(async () => {
    await applySchema(own.graph);
    one = await serverOn(own.graph, { CACHE_MB: '64' });
    other = await serverOn(await reconnected(), { CACHE_MB: '64' });
  });
  beforeEach(async () => {
    await restate('Bakes bread.');
    await bothLook();
  });

  async function reconnected(): Promise<Graph> {
    const graph = await Graph.connect(own.neo4j.connection);
    ended.push(() => graph.close());
    return graph;
  }

  test('is answered again without asking the database, to the letter', async () => {
    const first = await (await post(one.url, BAKER)).text();
    const sent: string[] = [];
    const stop = own.graph.onQuery(({ name }) => sent.push(name));
    expect(await (await post(one.url, BAKER)).text()).toBe(first);
    expect(await (await post(one.url, `${BAKER} # in other words`)).text()).toBe(first);
    stop();
    expect(sent).toEqual([]);
  });

  test('is of the revision that a server has seen, and of no other one', async () => {
    expect([await summaryAt(one.url), await summaryAt(other.url)]).toEqual(['Bakes bread.', 'Bakes bread.']);
    const clock = import.meta.jest.spyOn(performance, 'now').mockReturnValue(performance.now()); // however long the machine takes
    await restate('Bakes rolls.');
    expect(await summaryAt(other.url)).toBe('Bakes bread.'); // until it looks
    clock.mockRestore();
    await bothLook();
    expect([await summaryAt(one.url), await summaryAt(other.url)]).toEqual(['Bakes rolls.', 'Bakes rolls.']);
  });

  test('does not stand in the way of a client that names the revision it wrote', async () => {
    expect(await summaryAt(other.url)).toBe('Bakes bread.');
    await restate('Bakes cakes.');
    expect(await summaryAt(other.url, { 'careergraph-revision': String(await revisionNow()) })).toBe('Bakes cakes.');
  });

  test('is forgotten at once by a server that is told of its own write', async () => {
    expect(await summaryAt(one.url)).toBe('Bakes bread.');
    await restate('Bakes tarts.');
    one.shared.revisions.wrote(await revisionNow());
    expect(await summaryAt(one.url)).toBe('Bakes tarts.');
  });

  test('is forgotten after changes by other tools, once they are told of', async () => {
    expect(await summaryAt(one.url)).toBe('Bakes bread.');
    await own.graph.write(`MATCH (role:Role { id: 'role:baker' }) SET role.summary = 'Bakes by hand.'`);
    await own.graph.write(TELL_OF_CHANGES);
    await bothLook();
    expect(await summaryAt(one.url)).toBe('Bakes by hand.');
  });

  test('is counted with its keys, and so is what is not there', async () => {
    const before = one.shared.cache.bytes;
    const id = `role:${'a'.repeat(50_000)}`;
    expect(await (await post(one.url, 'query ($id: ID!) { role(id: $id) { title } }', {}, { id })).json()).toMatchObject({
      data: { role: null },
    });
    expect(one.shared.cache.bytes - before).toBeGreaterThan(2 * id.length);
  });

  test('is forgotten when it came shortly before an import was seen, for one look may have been answered before that began', async () => {
    const revisions = new RevisionWatch(own.graph);
    const cache = new RevisionCache<{ of: string }>(revisions, 10_000, () => 1);
    await revisions.look();
    for (const key of ['long before', 'before']) {
      cache.set(key, { of: key }, cache.stampNow());
      await revisions.look();
    }
    await own.graph.write(`MATCH (graph:Graph) SET graph.importing = 'test'`);
    await revisions.look();
    expect(['long before', 'before'].map((key) => cache.get(key))).toEqual([{ of: 'long before' }, undefined]);
    await own.graph.write('MATCH (graph:Graph) REMOVE graph.importing');
  });

  test('does not grow by what is read while an import is under way', async () => {
    const asked = async (id: string): Promise<string[]> => {
      const sent: string[] = [];
      const stop = own.graph.onQuery(({ name }) => sent.push(name));
      await post(one.url, `{ role(id: "${id}") { title } }`);
      stop();
      return sent;
    };
    await asked('role:before');
    for (let look = 0; look < 2; look++) await bothLook(); // what came in lately might be of an import that has begun
    let go = (): void => {};
    const waiting = new Promise<void>((resolve) => (go = resolve));
    async function* slowly() {
      yield* claimedBy(sourceA, kneading).facts as Iterable<never>;
      await waiting;
    }
    // By a connection of its own: what the importer asks the database is not what the server asks.
    const importing = writeFacts(await reconnected(), 'slow', [{ source: sourceA, facts: slowly() }]);
    while (
      !(await own.graph.read<{ importing: boolean }>('MATCH (graph:Graph) RETURN graph.importing IS NOT NULL AS importing'))[0]!.importing
    );
    await bothLook();
    expect([await asked('role:before'), await asked('role:meanwhile'), await asked('role:meanwhile')]).toEqual([
      [],
      ['rolesByIds'],
      ['rolesByIds'],
    ]);
    go();
    await importing;
    await bothLook();
    expect([await asked('role:meanwhile'), await asked('role:meanwhile')]).toEqual([['rolesByIds'], []]);
  });

  test('is not used while the database does not say that it still holds', async () => {
    await post(one.url, BAKER);
    const later = performance.now() + 10_000;
    const clock = import.meta.jest.spyOn(performance, 'now').mockReturnValue(later);
    const sent: string[] = [];
    const stop = own.graph.onQuery(({ name }) => sent.push(name));
    await post(one.url, BAKER);
    stop();
    clock.mockRestore();
    expect(sent).toEqual(['rolesByIds']);
  });
});

describe('A revision that a client names', () => {
  test('is refused when it is none, and waited for in vain when it never comes', async () => {
    const { url } = await serverOn(own.graph);
    const refused = await post(url, BAKER, { 'careergraph-revision': 'latest' });
    expect([refused.status, ((await refused.json()) as any).errors[0].extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
    const unknown = await post(url, BAKER, { 'careergraph-revision': '999999' });
    expect([unknown.status, unknown.headers.get('retry-after')]).toEqual([503, '2']);
    expect(((await unknown.json()) as any).errors[0].extensions.code).toBe('GRAPH_UNAVAILABLE');
  });
});

describe('An answer to GET', () => {
  test('has an ETag by which it is not sent again, compressed or not', async () => {
    const { url, shared } = await serverOn(await sharedGraph());
    await shared.revisions.look();
    const query = '{ roles(first: 50) { nodes { id title summary } } }';
    for (const encoding of ['gzip', 'br', 'identity']) {
      const [first, again] = [
        await get(url, query, { 'accept-encoding': encoding }),
        await get(url, query, { 'accept-encoding': encoding }),
      ];
      expect(await again.json()).toEqual(await first.json());
      expect(again.headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding);
      expect([first.headers.get('cache-control'), again.headers.get('cache-control')]).toEqual(['no-cache', 'no-cache']);
      const etag = first.headers.get('etag')!;
      expect(again.headers.get('etag')).toBe(etag);
      const unchanged = await get(url, query, { 'accept-encoding': encoding, 'if-none-match': etag });
      expect([unchanged.status, await unchanged.text()]).toEqual([304, '']);
    }
    const kept = (await get(url, query)).headers.get('etag')!;
    shared.responses.clear();
    await shared.revisions.look(); // on a busy machine the last look may be too long ago for answers to be kept
    const sent = await get(url, query, { 'if-none-match': kept });
    expect([sent.status, shared.responses.size]).toEqual([304, 1]);
    expect(await (await get(url, query)).json()).toEqual(await (await get(url, `${query} `)).json());
  });

  test('is kept in memory of its own, not in a slice that keeps all it was cut from', async () => {
    const { url, shared } = await serverOn(await sharedGraph());
    const kept: Answer[] = [];
    const set = shared.responses.set.bind(shared.responses);
    shared.responses.set = (key, answer, stamp) => set(key, (kept.push(answer), answer), stamp);
    await shared.revisions.look();
    await get(url, '{ roles(first: 50) { nodes { id title summary } } }', { 'accept-encoding': 'gzip' });
    await get(url, '{ roles(first: 1) { nodes { id } } }');
    expect(kept.map(({ headers }) => headers['content-encoding'])).toEqual(['gzip', undefined]);
    expect(kept.map(({ payload }) => payload.buffer.byteLength)).toEqual(kept.map(({ payload }) => payload.length));
  });

  test('says what it depends on, and that nobody is to keep one with errors', async () => {
    const { url } = await serverOn(await sharedGraph(), { CORS_ORIGINS: 'http://localhost:3000' });
    const [whole, refused, page] = [
      await get(url, '{ roles(first: 1) { nodes { id } } }'),
      await get(url, '{ nothing }'),
      await fetch(url, { headers: { accept: 'text/html' } }),
    ];
    for (const { headers } of [whole, refused, page]) {
      const vary = headers.get('vary')!.toLowerCase().split(', ');
      expect(vary).toEqual(expect.arrayContaining(['accept', 'accept-encoding', 'origin']));
    }
    expect([whole, refused, page].map(({ headers }) => headers.get('cache-control'))).toEqual(['no-cache', 'no-store', 'no-store']);
  });

  test('can be asked for by the hash of its operation, once the server knows it', async () => {
    const { createHash } = await import('node:crypto');
    const { url, shared } = await serverOn(await sharedGraph());
    await shared.revisions.look();
    const query = '{ role(id: "role:data-scientist") { title } }';
    const persistedQuery = { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') };
    const extensions = encodeURIComponent(JSON.stringify({ persistedQuery }));
    const byHash = () => fetch(`${url}?extensions=${extensions}`, { headers });
    expect(((await (await byHash()).json()) as any).errors[0].extensions.code).toBe('PERSISTED_QUERY_NOT_FOUND');
    await fetch(`${url}?extensions=${extensions}&query=${encodeURIComponent(query)}`, { headers });
    for (let time = 0; time < 2; time++)
      expect(await (await byHash()).json()).toMatchObject({ data: { role: { title: 'Data Scientist' } } });
  });
});

test('Every query of the documentation is answered to the letter the same with caches, without them, and interpreted', async () => {
  const graph = await sharedGraph();
  const servers = [await serverOn(graph), await serverOn(graph, { CACHE_MB: '0' }), await serverOn(graph, { COMPILE: 'off' })];
  const documents = await handWrittenDocuments();
  const examples = documents.flatMap((document) => examplesIn(readFileSync(join(projectRoot, document), 'utf8')));
  const queries = examples.filter(({ language, query }) => language === 'graphql' && !/^\s*mutation\b/.test(query));
  expect(queries.length).toBeGreaterThan(20);
  for (const { query, variables } of queries) {
    const answers = new Set<string>();
    for (let time = 0; time < 3; time++) {
      for (const { url, shared } of servers) {
        await shared.revisions.look();
        answers.add(await (await post(url, query, {}, variables)).text());
      }
    }
    expect([...answers]).toHaveLength(1);
  }
});
