import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { ApolloServerPlugin } from '@apollo/server';
import type { Logger } from 'pino';
import type { Graph } from '../graph/graph.js';

/** What a proxy or a client calls its request, where that is fit for a log; else a name of our own. */
export function requestId({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\w.:-]{8,100}$/.test(given) ? given : randomUUID();
}

/** Errors by the request that they happened in: what formats them is not told. */
const requests = new WeakMap<object, string>();
export const requestOf = (error: unknown): string | undefined => (typeof error === 'object' && error ? requests.get(error) : undefined);

interface Requested {
  readonly requestId: string;
}

/** Notes in which request errors happen, and writes a line for each slow operation and, at the level debug, for every other. */
export const requestLogPlugin = (log: Logger, slowMs: number): ApolloServerPlugin<Requested> => ({
  requestDidStart: async ({ contextValue: { requestId } }) => {
    const startedAt = performance.now();
    return {
      didEncounterErrors: async ({ errors }) => errors.forEach((error) => requests.set(error, requestId)),
      willSendResponse: async ({ operationName, queryHash, response: { body } }) => {
        const ms = performance.now() - startedAt;
        if (ms < slowMs && !log.isLevelEnabled('debug')) return;
        const codes = body.kind === 'single' ? body.singleResult.errors?.map(({ extensions }) => extensions?.code) : undefined;
        log[ms < slowMs ? 'debug' : 'warn'](
          { requestId, operationName, queryHash, ms: Math.round(ms), ...(codes && { codes }) },
          ms < slowMs ? 'An operation.' : 'A slow operation.',
        );
      },
    };
  },
});

/** Those that a request waits for. Parameters stay out of the log: they may be what people typed. Returns what stops it. */
export const logSlowQueries = (graph: Graph, log: Logger, slowMs: number): (() => void) =>
  graph.onQuery(({ name, ms, errorCode, requestId }) => {
    if (ms >= slowMs && requestId !== undefined)
      log.warn({ query: name, ms: Math.round(ms), failed: errorCode !== undefined, requestId }, 'A slow query.');
  });
