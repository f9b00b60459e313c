import { randomUUID } from 'node:crypto';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { GraphAuthenticationError, GraphTimeoutError, GraphUnavailableError } from '../graph/errors.js';
import { ErrorCode } from './errors.js';

/** A restarted database answers after some seconds; clients that come too early are told the same again. */
export const RETRY_AFTER_SECONDS = 2;

/**
 * What clients see of an error: refusals as they are; a database that is away as GRAPH_UNAVAILABLE; anything else is a
 * defect of ours, shown only by an id under which the log has the whole.
 */
export const formatError =
  (log: Logger, requestOf: (error: unknown) => string | undefined) =>
  (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const { message, locations, path, extensions = {} } = formatted;
    const place = { ...(locations && { locations }), ...(path && { path }) };
    const cause = unwrapResolverError(error);
    const requestId = requestOf(error);
    if (cause instanceof GraphUnavailableError || cause instanceof GraphAuthenticationError) {
      log.warn({ err: cause, requestId }, 'The graph cannot be read.');
      return {
        message: 'The graph cannot be reached right now. Try again shortly; reads resume by themselves.',
        ...place,
        extensions: { code: ErrorCode.GRAPH_UNAVAILABLE, retryAfterSeconds: RETRY_AFTER_SECONDS },
      };
    }
    if (cause instanceof GraphTimeoutError) {
      log.warn({ err: cause, requestId }, 'An operation was given up.');
      const what = 'The operation takes too long in the database. Ask for less, or in several operations.';
      return { message: what, ...place, extensions: { code: ErrorCode.QUERY_TOO_COMPLEX } };
    }
    if (cause instanceof GraphQLError && extensions.code !== ErrorCode.INTERNAL_SERVER_ERROR) return { message, ...place, extensions };
    const errorId = randomUUID();
    log.error({ err: cause, errorId, requestId }, 'A request failed.');
    return { message: 'Something went wrong on our side.', ...place, extensions: { code: ErrorCode.INTERNAL_SERVER_ERROR, errorId } };
  };
