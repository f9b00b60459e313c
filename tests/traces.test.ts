import { once } from 'node:events';
import { type ClientRequest, request as httpRequest } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { writeFacts } from '../graph-seed/writer.js';
import { buildHere } from '../src/career-map-keeper.js';
import { loadConfig } from '../src/config.js';
import { applySchema } from '../src/graph/graph-schema.js';
import type { Graph, Query } from '../src/graph/graph.js';
import { traceFields } from '../src/http/trace-context.js';
import { createServer } from '../src/server.js';
import { createSharedState } from '../src/shared-state.js';
import { endRuns, removeTemporaryFolders, startCareergraph, temporaryFolder } from './support/child-process.js';
import { baker, claimedBy, sourceA } from './support/facts.js';
import { type OtlpReceiver, otlpReceiver, type ReceivedSpan } from './support/otlp-receiver.js';
import { ownGraph } from './support/own-graph.js';
import { post } from './support/serve.js';
import { compile, sharedGraph } from './support/shared-graph.js';
import { acceptingTokens, token } from './support/tokens.js';

afterEach(endRuns);
afterAll(removeTemporaryFolders);

const lines: string[] = [];
const log = pino(
  { level: 'debug', mixin: traceFields },
  new Writable({ write: (line, _encoding, done) => (lines.push(String(line)), done()) }),
);
const logged = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);
beforeEach(() => void lines.splice(0));

interface Served {
  url: string;
  receiver: OtlpReceiver;
  /** What requests sent to the database, as the graph itself tells. */
  sent: Query[];
}

/** Serves a graph, nothing of which is kept, while `work` asks; the server has ended, and told its last, when this has. */
async function serving(
  graph: Graph,
  env: Record<string, string>,
  receiver: OtlpReceiver,
  work: (served: Served) => Promise<unknown>,
): Promise<Served> {
  const shared = createSharedState({ graph, buildCareerMap: () => buildHere(graph), cacheBytes: 0, onFailure: () => {} });
  const server = await createServer({
    shared,
    config: loadConfig({ PORT: '0', COMPILE: compile ? 'on' : 'off', SLOW_MS: '100000', ...env }),
    log,
  });
  const sent: Query[] = [];
  const stop = graph.onQuery((query) => query.requestId !== undefined && sent.push(query));
  const served = { url: (await server.listen()).url, receiver, sent };
  try {
    await work(served);
    while (graph.inFlight > 0) await sleep(10); // nobody waits for merged queries that are being planned
  } finally {
    await server.close();
    stop();
    await receiver.close();
  }
  return served;
}

/** The spans of what `work` asks, and what else there is to know of it. */
async function traced(graph: Graph, work: (url: string, served: Served) => Promise<unknown>, env: Record<string, string> = {}) {
  const receiver = await otlpReceiver();
  const served = await serving(graph, { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, ...env }, receiver, (served) =>
    work(served.url, served),
  );
  const spans = receiver.spans();
  return { ...served, spans, requests: spans.filter(({ kind }) => kind === SERVER) };
}
const [SERVER, CLIENT] = [2, 3];

const childrenOf = (parent: ReceivedSpan, spans: ReceivedSpan[]): ReceivedSpan[] =>
  spans.filter(({ parentSpanId }) => parentSpanId === parent.spanId);
const namesOf = (spans: { name: string }[]): string[] => spans.map(({ name }) => name).sort();

/** A request whose body is still to come. */
function head(url: string): ClientRequest {
  const request = httpRequest(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' } });
  request.flushHeaders();
  return request;
}

const ROLE_PAGE = `query Page($title: String!) { role(title: $title) {
  title level { name } skills(first: 3) { nodes { name certifications { certification { name } } } } salaries { mean } } }`;
const ML_ENGINEER = { title: 'ML engineer' };

describe('A request', () => {
  test('is a span, and each of its round trips to the database a child of it', async () => {
    const { spans, requests, sent } = await traced(await sharedGraph(), async (url) => {
      const { status } = await post(url, { query: ROLE_PAGE, variables: ML_ENGINEER }, { 'x-request-id': 'request-of-a-test' });
      expect(status).toBe(200);
    });
    expect(requests).toHaveLength(1);
    const [request] = requests;
    expect(request).toMatchObject({ name: 'query role', parentSpanId: undefined, failed: false });
    expect(request!.attributes).toEqual({
      'http.request.method': 'POST',
      'http.route': '/graphql',
      'http.response.status_code': 200,
      'url.path': '/graphql',
      'url.scheme': 'http',
      'graphql.operation.type': 'query',
      'graphql.operation.name': 'Page',
      'careergraph.request_id': 'request-of-a-test',
    });
    expect(request!.resource).toMatchObject({ 'service.name': 'careergraph', 'telemetry.sdk.language': 'nodejs' });
    const children = childrenOf(request!, spans);
    expect(children).toHaveLength(spans.length - 1);
    expect(children.length).toBeGreaterThan(3);
    expect(namesOf(children)).toEqual(namesOf(sent));
    for (const { name, kind, traceId, attributes, start, end, failed } of children) {
      expect({ kind, traceId, failed }).toEqual({ kind: CLIENT, traceId: request!.traceId, failed: false });
      expect(attributes).toEqual({ 'db.system.name': 'neo4j', 'db.query.summary': name });
      expect(start).toBeGreaterThanOrEqual(request!.start);
      expect(end).toBeGreaterThan(start);
      expect(end).toBeLessThanOrEqual(request!.end);
    }
  });

  test('that does not get as far as an operation is a span by its method, whatever refuses it', async () => {
    const { spans } = await traced(await sharedGraph(), async (url) => {
      await post(url, { query: '{ nonsense }' });
      await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' });
      await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-encoding': 'gzip' }, body: 'x' });
      for (const path of ['/health/ready', '/metrics', '/nowhere']) await fetch(`${url}${path}`);
    });
    const statuses = spans.map(({ name, failed, attributes }) => [name, failed, attributes['http.response.status_code']]);
    expect(statuses).toEqual([400, 400, 415].map((status) => ['POST /graphql', false, status]));
  });

  test('goes on with the trace that it comes with, and is left out where that is', async () => {
    const [traceId, spanId] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7'];
    const { spans, requests } = await traced(await sharedGraph(), async (url) => {
      await post(url, { query: '{ roles(first: 1) { nodes { id } } }' }, { traceparent: `00-${traceId}-${spanId}-01` });
      await post(url, { query: '{ skills(first: 1) { nodes { id } } }' }, { traceparent: `00-${'a'.repeat(32)}-${spanId}-00` });
      await post(url, { query: '{ graphInfo { revision } }' }, { traceparent: 'nonsense' });
    });
    expect(requests.map(({ name }) => name)).toEqual(['query roles', 'query graphInfo']);
    const [continued, fresh] = requests;
    expect(continued).toMatchObject({ traceId, parentSpanId: spanId });
    expect(childrenOf(continued!, spans).map((span) => [span.name, span.traceId])).toEqual([['rolesByTitle', traceId]]);
    expect(fresh!.parentSpanId).toBeUndefined();
    expect(fresh!.traceId).not.toBe(traceId);
  });

  test('that is one of many at the same time has its own round trips below it, and the log its own trace', async () => {
    const queries = [
      ROLE_PAGE,
      '{ roles(first: 2) { nodes { adjacentRoles { nodes { to { title } } } } } }',
      '{ skills(first: 2) { totalCount nodes { sources { name } } } }',
    ];
    const { spans, requests, sent } = await traced(await sharedGraph(), (url) =>
      Promise.all(
        Array.from({ length: 60 }, (_, at) =>
          post(url, { query: queries[at % 3], variables: ML_ENGINEER }, { 'x-request-id': `request-${at}` }).then((response) =>
            response.text(),
          ),
        ),
      ),
    );
    expect(new Set(requests.map(({ traceId }) => traceId)).size).toBe(60);
    for (const request of requests) {
      const id = request.attributes['careergraph.request_id'];
      const own = sent.filter(({ requestId }) => requestId === id);
      expect(own.length).toBeGreaterThan(1);
      const children = childrenOf(request, spans);
      expect(namesOf(children)).toEqual(namesOf(own));
      expect(new Set(children.map(({ traceId }) => traceId))).toEqual(new Set([request.traceId]));
      expect(logged().find(({ requestId, msg }) => requestId === id && msg === 'An operation.')).toMatchObject({
        trace_id: request.traceId,
      });
    }
    expect(spans).toHaveLength(60 + sent.length);
  });

  const together = compile ? test : test.skip;
  together('has the round trip below it that several of its loaders were merged into', async () => {
    const { spans, requests, sent } = await traced(await sharedGraph(), async (url, { sent }) => {
      const ask = () => post(url, { query: ROLE_PAGE, variables: ML_ENGINEER }).then((response) => response.text());
      do {
        sent.splice(0);
        await Promise.all([ask(), ask()]);
      } while (sent.some(({ name }) => name === 'skillsOfRolesByImportance'));
    });
    const [one, other] = requests.slice(-2);
    expect(one!.traceId).not.toBe(other!.traceId);
    for (const request of [one!, other!]) {
      const names = namesOf(childrenOf(request, spans));
      expect(names).toEqual(namesOf(sent.filter(({ requestId }) => requestId === request.attributes['careergraph.request_id'])));
      expect(names).toContainEqual(expect.stringMatching(/^\w+_skillsOfRolesByImportance$/));
    }
  });

  test('whose body comes later than its head keeps its round trips', async () => {
    const { spans, requests, sent } = await traced(await sharedGraph(), async (url) => {
      const request = head(url);
      await sleep(100);
      request.end(JSON.stringify({ query: ROLE_PAGE, variables: ML_ENGINEER }));
      const [response] = await once(request, 'response');
      await once(response.resume(), 'end');
    });
    expect(sent.length).toBeGreaterThan(3);
    expect(namesOf(childrenOf(requests[0]!, spans))).toEqual(namesOf(sent));
  });

  test('whose client leaves before its answer is a span without a status', async () => {
    const { spans, requests } = await traced(await sharedGraph(), async (url, { sent }) => {
      const request = head(url);
      const answer = once(request, 'response');
      // Three round trips, one after the other: the client has gone for long when the last comes back.
      request.end(
        JSON.stringify({ query: '{ roles(orderBy: LEVEL) { nodes { skills { nodes { name roles(first: 3) { nodes { title } } } } } } }' }),
      );
      while (sent.length === 0) await sleep(1);
      request.destroy();
      await expect(answer).rejects.toThrow('socket hang up');
    });
    expect(requests.map(({ name, attributes }) => [name, attributes['http.response.status_code']])).toEqual([['query roles', undefined]]);
    expect(namesOf(childrenOf(requests[0]!, spans))).toContain('rolesByLevel');
  });

  test('is traced as often as the share says', async () => {
    const ask = (url: string) => post(url, { query: '{ roles(first: 1) { nodes { id } } }' });
    const { spans } = await traced(await sharedGraph(), ask, { OTEL_TRACES_SAMPLER_ARG: '0' });
    expect(spans).toEqual([]);
    const named = await traced(await sharedGraph(), ask, { OTEL_TRACES_SAMPLER_ARG: '1', OTEL_SERVICE_NAME: 'careers' });
    expect(named.requests.map(({ resource }) => resource['service.name'])).toEqual(['careers']);
  });
});

describe('On a graph of its own', () => {
  const own = ownGraph();
  const CANARY = 'canary-of-a-person';
  const curator = { authorization: `Bearer ${token()}` };
  const DEFINE = 'mutation ($input: DefineSourceInput!) { defineSource(input: $input) { problems { code } revision } }';
  const input = { idempotencyKey: CANARY, source: { id: 'source:curated/editors', name: CANARY, publisher: CANARY } };

  beforeAll(async () => {
    await applySchema(own.graph);
    await writeFacts(own.graph, 'test', [claimedBy(sourceA, baker)]);
  });

  test('a mutation has what it reads and writes below it', async () => {
    const { spans, requests, sent } = await traced(
      own.graph,
      async (url) => {
        const { data } = (await (await post(url, { query: DEFINE, variables: { input } }, curator)).json()) as any;
        expect(data.defineSource).toMatchObject({ problems: [], revision: expect.any(Number) });
      },
      acceptingTokens,
    );
    const [request] = requests;
    expect(request).toMatchObject({ name: 'mutation defineSource', failed: false });
    expect(request!.attributes).toMatchObject({ 'graphql.operation.type': 'mutation' });
    expect(sent.length).toBeGreaterThan(2);
    expect(namesOf(childrenOf(request!, spans))).toEqual(namesOf(sent));
  });

  test('what people say is in no span, and neither is Cypher; nor when the database is away, which is marked', async () => {
    const ask = (url: string) => [
      post(url, { query: ROLE_PAGE, variables: { title: CANARY } }),
      post(url, {
        query: `{ search(text: "${CANARY}") { hits { score } } roles(filter: { titleContains: "${CANARY}" }) { nodes { id } } }`,
      }),
      post(url, { query: DEFINE, variables: { input } }, curator),
      fetch(`${url}/graphql?query=${encodeURIComponent(`{ role(id: "role:${CANARY}") { title } }`)}`),
    ];
    const there = await traced(own.graph, (url) => Promise.all(ask(url)), acceptingTokens);
    await own.neo4j.stop();
    const away = await traced(own.graph, (url) => Promise.all(ask(url)), acceptingTokens);

    for (const { requests, receiver, sent } of [there, away]) {
      expect(namesOf(requests)).toEqual(['mutation defineSource', 'query role', 'query role', 'query search']);
      expect(JSON.stringify(sent.map(({ parameters }) => parameters))).toContain(CANARY);
      expect(receiver.text()).not.toMatch(new RegExp(`${CANARY}|MATCH|RETURN`));
    }
    expect(there.requests.map(({ attributes }) => attributes['http.response.status_code'])).toEqual([200, 200, 200, 200]);
    expect(there.spans.filter(({ failed }) => failed)).toEqual([]);
    for (const request of away.requests) {
      expect(request.attributes).toMatchObject({ 'http.response.status_code': 503, 'error.type': 'GRAPH_UNAVAILABLE' });
      expect(request.failed).toBe(true);
    }
    const failed = away.spans.filter(({ kind }) => kind === CLIENT);
    expect(failed.length).toBeGreaterThan(3);
    for (const { failed: marked, attributes } of failed) {
      expect(marked).toBe(true);
      expect(attributes).toMatchObject({ 'error.type': 'ServiceUnavailable', 'db.response.status_code': 'ServiceUnavailable' });
    }
  });
});

describe('A collector', () => {
  test('that refuses what it is sent is spoken of once, and once when it takes it again', async () => {
    let status = 400;
    const receiver = await otlpReceiver(() => status);
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url };
    await serving(await sharedGraph(), env, receiver, async ({ url }) => {
      const answered = async (times: number): Promise<void> => {
        for (let n = 0; n < times; n++) expect((await post(url, { query: '{ __typename }' })).status).toBe(200);
      };
      const isAsked = async (times: number): Promise<void> => {
        while (receiver.requests().length < times) await answered(100); // a batch is 512 spans
      };
      await isAsked(3);
      status = 200;
      await isAsked(5);
    });
    expect(logged().flatMap(({ msg, trace_id }) => (String(msg).startsWith('Traces ') ? [[msg, trace_id]] : []))).toEqual([
      ['Traces cannot be sent, and are dropped until they can.', undefined],
      ['Traces are sent again.', undefined],
    ]);
  });
});

describe('The service', () => {
  const connection = () => {
    const { uri, password } = JSON.parse(process.env.TEST_NEO4J!) as Record<string, string>;
    return { NEO4J_URI: uri, NEO4J_PASSWORD: password };
  };
  // Says at its end what it has loaded of OpenTelemetry; Prometheus' client brings the API, which does nothing by itself.
  const telling = `import module from 'node:module';
    const loaded = () => Object.keys(module._cache).flatMap((path) => /@opentelemetry.([a-z-]+)/.exec(path)?.[1] ?? []);
    process.on('exit', () => console.error('LOADED', [...new Set(loaded())].join()));`;
  const start = (env: NodeJS.ProcessEnv) =>
    startCareergraph(temporaryFolder(), {
      ...connection(),
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(telling)}`,
      LOG_LEVEL: 'debug',
      ...env,
    });
  const answered = async (run: ReturnType<typeof start>): Promise<void> => {
    const [, url] = await run.shows(/Careergraph is ready.*?(http:\S+)\/graphql/s);
    const startedAt = performance.now();
    expect((await post(url!, { query: ROLE_PAGE, variables: ML_ENGINEER }, { 'x-request-id': 'request-of-a-test' })).status).toBe(200);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  };
  const stopped = async (run: ReturnType<typeof start>): Promise<number> => {
    const startedAt = performance.now();
    run.kill('SIGTERM');
    expect(await run.exited).toEqual({ code: 0, signal: null });
    return performance.now() - startedAt;
  };
  const operationLine = (run: ReturnType<typeof start>) => JSON.parse(/^.*"An operation\.".*$/m.exec(run.errors())![0]);

  test('sends at SIGTERM what it has not sent, and its log names the trace', async () => {
    const receiver = await otlpReceiver();
    const more = { OTEL_EXPORTER_OTLP_HEADERS: 'x-key=for-the-collector', OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test' };
    const run = start({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, ...more });
    await answered(run);
    await stopped(run);
    await receiver.close();
    expect(receiver.requests()[0]).toMatchObject({ 'x-key': 'for-the-collector' });
    const request = receiver.spans().find(({ attributes }) => attributes['careergraph.request_id'] === 'request-of-a-test');
    expect(childrenOf(request!, receiver.spans()).length).toBeGreaterThan(3);
    expect(request!.resource).toMatchObject({ 'service.name': 'careergraph', 'deployment.environment.name': 'test' });
    expect(operationLine(run)).toMatchObject({ requestId: 'request-of-a-test', trace_id: request!.traceId });
    expect(run.errors()).toMatch(/^LOADED .*sdk-trace/m);
  });

  test('that is not told to trace sends nothing and loads nothing for it', async () => {
    const receiver = await otlpReceiver();
    const run = start({ OTEL_SERVICE_NAME: 'careers', OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${receiver.url}/v1/traces` });
    await answered(run);
    await stopped(run);
    await receiver.close();
    expect(receiver.requests()).toEqual([]);
    expect(operationLine(run)).not.toHaveProperty('trace_id');
    expect(run.errors()).toMatch(/^LOADED (api)?$/m);
  });

  test.each([
    ['answers nothing', () => otlpReceiver(() => null)],
    ['is not there', closedPort],
  ])('answers as ever, and ends as soon as ever, when the collector %s', async (_what, collector) => {
    const { url, close } = await collector();
    const run = start({ OTEL_EXPORTER_OTLP_ENDPOINT: url });
    await answered(run);
    expect(await stopped(run)).toBeLessThan(4_000);
    await close();
    expect(run.errors()).not.toMatch(/opentelemetry|ECONNREFUSED|"level":[56]0/i);
  });
});

/** An address at which nothing listens any more. */
async function closedPort(): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return { url: `http://127.0.0.1:${port}`, close: async () => {} };
}
