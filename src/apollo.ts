import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { InMemoryLRUCache } from '@apollo/utils.keyvaluecache';
import type { DocumentNode } from 'graphql';
import type { Logger } from 'pino';
import { compiledExecution } from './compiled-execution.js';
import type { Context } from './context.js';
import { formatError } from './graphql/format-error.js';
import { requestOf } from './http/request-log.js';
import { statusPlugin } from './http/status.plugin.js';
import { markKeepable } from './response-cache.js';
import { createSchema } from './schema.js';

/** Of parsed operations, as JSON: in memory they take five times as much, and a client that never asks the same twice fills whatever there is. */
const MAX_DOCUMENT_BYTES = 8 * 2 ** 20;

export interface ApolloParts {
  /** Whether operations that come again are compiled. */
  compiled: boolean;
  log: Logger;
  /** The longest operation; without, any is parsed. */
  maxTokens?: number;
  plugins?: ApolloServerPlugin<Context>[];
}

/** Made once, when this is loaded: at start that is while Neo4j begins. */
export const schema = createSchema();

/** GraphQL without HTTP: from an operation and a context to its answer. */
export function createApollo({ compiled, log, maxTokens, plugins = [] }: ApolloParts): ApolloServer<Context> {
  const execution = compiled ? compiledExecution(schema) : undefined;
  return new ApolloServer<Context>({
    ...(execution ? { gateway: execution.gateway } : { schema }),
    introspection: true,
    csrfPrevention: false, // no cookie or the like stands for anybody here, so another site's page can do nothing in somebody's name
    parseOptions: { maxTokens },
    documentStore: new InMemoryLRUCache<DocumentNode>({ maxSize: MAX_DOCUMENT_BYTES }),
    includeStacktraceInErrorResponses: false,
    formatError: formatError(log, requestOf),
    logger: log,
    stopOnTerminationSignals: false, // main stops everything, in order
    // Apollo asks one after the other for an answer, so the one that may have it comes first.
    plugins: [...(execution ? [execution.plugin] : []), ApolloServerPluginCacheControlDisabled(), statusPlugin, markKeepable, ...plugins],
  });
}
