import type { AddressInfo } from 'node:net';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import fastifyApollo, { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import cors from '@fastify/cors';
import Fastify, { LogController } from 'fastify';
import type { Logger } from 'pino';
import { inspectGraph } from '../graph-seed/seed.js';
import type { CareerMapKeeper } from './career-map-keeper.js';
import type { Config } from './config.js';
import { type Context, createContext } from './context.js';
import { explorer } from './explorer.js';
import type { Graph } from './graph/graph.js';
import { ErrorCode } from './graphql/errors.js';
import { formatError, RETRY_AFTER_SECONDS } from './graphql/format-error.js';
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

/** A database that is away is a passing state of the service: HTTP has a status for that, and says when to come again. */
const unavailableStatus: ApolloServerPlugin<Context> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ response }) => {
      if (response.body.kind !== 'single') return;
      const unavailable = response.body.singleResult.errors?.find(({ extensions }) => extensions?.code === ErrorCode.GRAPH_UNAVAILABLE);
      if (unavailable === undefined) return;
      response.http.status = 503;
      response.http.headers.set('retry-after', String(RETRY_AFTER_SECONDS));
    },
  }),
};

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
  });
  const apollo = new ApolloServer<Context>({
    schema: createSchema(),
    introspection: true,
    includeStacktraceInErrorResponses: false,
    formatError: formatError(log),
    logger: log,
    stopOnTerminationSignals: false, // main stops everything, in order
    plugins: [
      fastifyApolloDrainPlugin(http),
      unavailableStatus,
      ApolloServerPluginLandingPageLocalDefault({ document: EXAMPLE_QUERY, includeCookies: false, footer: false }),
    ],
  });
  await apollo.start();
  await http.register(cors, { origin: config.corsOrigins === '*' ? '*' : [...config.corsOrigins], methods: ['GET', 'POST', 'OPTIONS'] });
  await http.register(fastifyApollo(apollo), { path: '/graphql', context: async () => createContext(graph, careerMaps) });

  await http.register(explorer);
  http.get('/health/live', () => ({ status: 'live' }));
  http.get('/health/ready', async (_request, reply) => {
    const state = await inspectGraph(graph).catch(() => 'unreachable' as const);
    const ready = state !== 'unreachable' && state !== 'foreign';
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', graph: state });
  });

  return {
    listen: async () => {
      await http.listen({ host: config.host, port: config.port });
      const { port } = http.server.address() as AddressInfo;
      const host = config.host.includes(':') ? `[${config.host}]` : config.host;
      return { url: `http://${host}:${port}` };
    },
    close: () => apollo.stop(),
  };
}
