import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import type { Logger } from 'pino';
import { compiledExecution } from './compiled-execution.js';
import type { Context } from './context.js';
import { ErrorCode } from './graphql/errors.js';
import { formatError, RETRY_AFTER_SECONDS } from './graphql/format-error.js';
import { markKeepable } from './response-cache.js';
import { createSchema } from './schema.js';

export interface ApolloParts {
  /** Whether operations that come again are compiled. */
  compiled: boolean;
  log: Logger;
  plugins?: ApolloServerPlugin<Context>[];
}

/** GraphQL without HTTP: from an operation and a context to its answer. */
export function createApollo({ compiled, log, plugins = [] }: ApolloParts): ApolloServer<Context> {
  const schema = createSchema();
  return new ApolloServer<Context>({
    ...(compiled ? { gateway: compiledExecution(schema) } : { schema }),
    introspection: true,
    includeStacktraceInErrorResponses: false,
    formatError: formatError(log),
    logger: log,
    stopOnTerminationSignals: false, // main stops everything, in order
    plugins: [ApolloServerPluginCacheControlDisabled(), unavailableStatus, markKeepable, ...plugins],
  });
}

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
