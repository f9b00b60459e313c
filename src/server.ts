import type { AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import fastifyApollo from '@as-integrations/fastify';
import cors from '@fastify/cors';
import Fastify, { LogController } from 'fastify';
import type { Logger } from 'pino';
import { inspectGraph } from '../graph-seed/seed.js';
import type { CareerMapKeeper } from './career-map-keeper.js';
import type { Config } from './config.js';
import { type Context, createContext } from './context.js';
import type { Graph } from './graph/graph.js';
import { formatError } from './graphql/format-error.js';
import { createIdentifier } from './graphql/identity.js';
import { limitsPlugin } from './graphql/limits/limits.plugin.js';
import { createDrain } from './http/drain.js';
import { httpLimits } from './http/http-limits.js';
import { createMetrics } from './http/metrics.js';
import { refuseWhatIsNoJson } from './http/refusals.js';
import { logSlowQueries, requestId, requestLogPlugin, requestOf } from './http/request-log.js';
import { reachRevision } from './http/revision-header.js';
import { statusPlugin } from './http/status.plugin.js';
import { createSchema } from './schema.js';

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

export interface ServerParts {
  graph: Graph;
  careerMaps: CareerMapKeeper;
  config: Config;
  log: Logger;
}

export async function createServer({ graph, careerMaps, config, log }: ServerParts): Promise<Server> {
  const http = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
    ...httpLimits(config),
    genReqId: requestId,
    return503OnClosing: false, // what still comes while connections are being closed is answered
  });
  refuseWhatIsNoJson(http);
  const drain = createDrain(http);
  const metrics = createMetrics(graph, careerMaps);
  const stopSlowLog = logSlowQueries(graph, log, config.slowMs);
  const apollo = new ApolloServer<Context>({
    schema: createSchema(),
    introspection: true,
    csrfPrevention: false, // no cookie or the like stands for anybody here, so another site's page can do nothing in somebody's name
    includeStacktraceInErrorResponses: false,
    formatError: formatError(log, requestOf),
    logger: log,
    parseOptions: { maxTokens: config.maxTokens },
    stopOnTerminationSignals: false, // main stops everything, in order
    plugins: [
      { serverWillStart: async () => ({ drainServer: drain.run }) },
      statusPlugin,
      metrics.plugin,
      requestLogPlugin(log, config.slowMs),
      limitsPlugin(config.limits),
      ApolloServerPluginLandingPageLocalDefault({ document: EXAMPLE_QUERY, includeCookies: false, footer: false }),
    ],
  });
  await apollo.start();
  await http.register(cors, { origin: config.corsOrigins === '*' ? '*' : [...config.corsOrigins], methods: ['GET', 'POST', 'OPTIONS'] });
  const identify = createIdentifier(config.tokens);
  await http.register(fastifyApollo(apollo), {
    path: '/graphql',
    context: async ({ id, headers, ip }) => {
      const caller = await identify(headers.authorization, ip);
      await reachRevision(careerMaps, headers['careergraph-revision']);
      return createContext(graph.forRequest(id, config.databaseTimeMs), careerMaps, { ...caller, requestId: id });
    },
  });

  http.get('/', (_request, reply) => reply.redirect('/graphql'));
  http.get('/health/live', () => ({ status: 'live' }));
  http.get('/health/ready', async (_request, reply) => {
    const state = await inspectGraph(graph).catch(() => 'unreachable' as const);
    const ready = state !== 'unreachable' && state !== 'foreign' && !drain.begun();
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', graph: state });
  });

  http.get('/metrics', async (_request, reply) => reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()));
  http.addHook('onSend', async ({ id }, reply) => void reply.header('x-request-id', id));

  return {
    listen: async () => {
      await http.listen({ host: config.host, port: config.port });
      const { port } = http.server.address() as AddressInfo;
      const host = config.host.includes(':') ? `[${config.host}]` : config.host;
      return { url: `http://${host}:${port}` };
    },
    close: async () => {
      await apollo.stop();
      metrics.close();
      stopSlowLog();
    },
  };
}
