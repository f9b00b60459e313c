import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import type { Logger } from 'pino';
import { compiledExecution } from './compiled-execution.js';
import type { Context } from './context.js';
import { formatError } from './graphql/format-error.js';
import { requestOf } from './http/request-log.js';
import { statusPlugin } from './http/status.plugin.js';
import { markKeepable } from './response-cache.js';
import { createSchema } from './schema.js';

export interface ApolloParts {
  /** Whether operations that come again are compiled. */
  compiled: boolean;
  log: Logger;
  /** The longest operation; without, any is parsed. */
  maxTokens?: number;
  plugins?: ApolloServerPlugin<Context>[];
}

/** GraphQL without HTTP: from an operation and a context to its answer. */
export function createApollo({ compiled, log, maxTokens, plugins = [] }: ApolloParts): ApolloServer<Context> {
  const schema = createSchema();
  return new ApolloServer<Context>({
    ...(compiled ? { gateway: compiledExecution(schema) } : { schema }),
    introspection: true,
    csrfPrevention: false, // no cookie or the like stands for anybody here, so another site's page can do nothing in somebody's name
    parseOptions: { maxTokens },
    includeStacktraceInErrorResponses: false,
    formatError: formatError(log, requestOf),
    logger: log,
    stopOnTerminationSignals: false, // main stops everything, in order
    plugins: [ApolloServerPluginCacheControlDisabled(), statusPlugin, markKeepable, ...plugins],
  });
}
