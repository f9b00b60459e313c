import { hash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import compress, { type FastifyCompressOptions } from '@fastify/compress';
import cors from '@fastify/cors';
import etag from '@fastify/etag';
import Fastify, { type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { Logger } from 'pino';
import { createApollo } from './apollo.js';
import type { Config } from './config.js';
import { createContext } from './context.js';
import { explorer } from './explorer.js';
import { inspectGraph } from './graph/graph-state.js';
import type { RevisionWatch } from './graph/revision-watch.js';
import { ErrorCode } from './graphql/errors.js';
import { RETRY_AFTER_SECONDS } from './graphql/format-error.js';
import { type Caller, createIdentifier } from './graphql/identity.js';
import { limitsPlugin } from './graphql/limits/limits.plugin.js';
import { createDrain } from './http/drain.js';
import { httpLimits } from './http/http-limits.js';
import { createMetrics } from './http/metrics.js';
import { refuseWhatIsNoJson } from './http/refusals.js';
import { logSlowQueries, requestId, requestLogPlugin } from './http/request-log.js';
import { createSafelist } from './http/safelist.js';
import { answerFromCache, keepAnswers, noteContext, encodePayload } from './response-cache.js';
import type { SharedState } from './shared-state.js';

export interface Server {
  listen(): Promise<{ url: string }>;
  /** Lets requests under way finish, and accepts no more. */
  close(): Promise<void>;
}

/** What Sandbox opens on: a first look at what the graph is about. */
const EXAMPLE_QUERY = `query MachineLearningEngineer {
  role(title: "ML Engineer") {
    title
    level { name }
    salaries { label min max mean openEnded sources { name } }
    skills(first: 10) { edges { node { name } necessity sources { name } } }
    progressesTo { to { title } sources { name } }
    adjacentRoles { nodes { kind to { title } differences { text } } }
  }
}`;

declare module 'fastify' {
  interface FastifyRequest {
    /** Undefined until it is identified. */
    caller: Caller | undefined;
  }
}

export interface ServerParts {
  shared: SharedState;
  config: Config;
  log: Logger;
}

/**
 * Below a kilobyte compressing costs more than it saves. Gzip at its third level makes 40 KB of an answer 9.5 KB in 0.2 ms; Brotli at
 * its fourth 8.8 KB in a whole one. At once, and not as a stream, for a stream takes milliseconds and cannot be kept.
 */
const COMPRESSION = {
  threshold: 1_024,
  syncThreshold: 4 * 2 ** 20,
  encodings: ['gzip', 'br'],
  zlibOptions: { level: 3 },
} satisfies FastifyCompressOptions;
/** How long a request waits for the revision that it asks for. */
const REVISION_WAIT_MS = 5_000;
/** A database that takes longer to say that it is there is not. */
const READY_MS = 2_000;

export async function createServer({ shared, config, log }: ServerParts): Promise<Server> {
  const http = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
    return503OnClosing: false, // what still comes while connections are being closed is answered
    genReqId: requestId,
    ...httpLimits(config),
  });
  const { graph } = shared;
  // Imported only where it is wanted: what it imports takes its time and memory.
  const traces = config.traces && (await import('./http/traces.js')).createTraces({ settings: config.traces, http, graph, log });
  refuseWhatIsNoJson(http);
  http.addHook('onSend', ({ id }, reply, _payload, next) => {
    reply.header('x-request-id', id);
    next();
  });
  const drain = createDrain(http);
  const metrics = createMetrics(shared);
  let stopSlowLog = (): void => {};
  const apollo = createApollo({
    compiled: config.compile,
    log,
    maxTokens: config.maxTokens,
    plugins: [
      { serverWillStart: async () => ({ drainServer: drain.run }) },
      metrics.plugin,
      ...(traces ? [traces.plugin] : []),
      requestLogPlugin(log, config.slowMs),
      limitsPlugin(config.limits),
      ApolloServerPluginLandingPageLocalDefault({ document: EXAMPLE_QUERY, includeCookies: false, footer: false }),
    ],
  });
  await apollo.start();
  // What may be asked for again by its ETag says so itself; nothing else that GraphQL answers is for others to keep. Before CORS, which adds to Vary.
  http.addHook('onRequest', ({ url }, reply, next) => {
    if (url.startsWith('/graphql')) reply.header('vary', 'accept, accept-encoding').header('cache-control', 'no-store');
    next();
  });
  await http.register(cors, {
    origin: config.corsOrigins === '*' ? '*' : [...config.corsOrigins],
    methods: ['GET', 'POST', 'OPTIONS'],
    exposedHeaders: ['etag', 'retry-after', 'x-request-id'],
  });
  http.addHook('onSend', encodePayload);
  // Weak: the same for an answer and its compressed form.
  await http.register(etag, { weak: true, hashFn: (payload) => hash('sha1', payload, 'base64') });
  await http.register(compress, COMPRESSION);
  const identify = createIdentifier(config.tokens);
  const refuseUnlisted = await createSafelist(config.safelist);
  http.decorateRequest('caller');
  http.decorateRequest('lookup', null);
  http.addHook('onRoute', keepAnswers('/graphql', shared.responses));
  http.route({
    method: ['GET', 'POST', 'OPTIONS'],
    url: '/graphql',
    preHandler: async (request, reply) => {
      request.caller = await identify(request.headers.authorization, request.ip); // before anything is answered
      refuseUnlisted(request);
      return (await awaitRevision(shared.revisions, request, reply)) ?? answerFromCache(shared.responses, request, reply);
    },
    handler: fastifyApolloHandler(apollo, {
      context: async (request) => {
        const parts = { ...shared, graph: graph.forRequest(request.id, config.databaseTimeMs) };
        return noteContext(request, createContext(parts, request.caller, request.id));
      },
    }),
  });

  await http.register(explorer);
  http.get('/health/live', () => ({ status: 'live' }));
  http.get('/health/ready', async (_request, reply) => {
    const state = await inspectGraph(graph.within(READY_MS)).catch(() => 'unreachable' as const);
    const ready = state !== 'unreachable' && state !== 'foreign' && !drain.begun();
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', graph: state });
  });

  http.get('/metrics', async (_request, reply) => reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()));

  return {
    listen: async () => {
      stopSlowLog = logSlowQueries(graph, log, config.slowMs); // of what clients wait for, not of what a start takes
      await http.listen({ host: config.host, port: config.port });
      const { port } = http.server.address() as AddressInfo;
      const host = config.host.includes(':') ? `[${config.host}]` : config.host;
      return { url: `http://${host}:${port}` };
    },
    close: async () => {
      await apollo.stop();
      metrics.close();
      stopSlowLog();
      await traces?.close();
    },
  };
}

/** By `Careergraph-Revision` a client that wrote through another server waits until this one has seen its write. */
async function awaitRevision(
  revisions: RevisionWatch,
  { headers }: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  const asked = headers['careergraph-revision'];
  if (asked === undefined) return undefined;
  const refuse = (status: number, code: string, message: string) =>
    reply.code(status).send({ errors: [{ message, extensions: { code } }] });
  if (!/^\d{1,15}$/.test(String(asked))) {
    return refuse(400, ErrorCode.BAD_USER_INPUT, 'Header "Careergraph-Revision": expected a revision, a whole number such as 12.');
  }
  if (await revisions.reach(Number(asked), REVISION_WAIT_MS).catch(() => false)) return undefined;
  void reply.header('retry-after', String(RETRY_AFTER_SECONDS));
  return refuse(503, ErrorCode.GRAPH_UNAVAILABLE, `Revision ${asked} is not here yet; this server has seen ${revisions.revision}.`);
}
