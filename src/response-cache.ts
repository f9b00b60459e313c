import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyReply, FastifyRequest, onSendHookHandler } from 'fastify';
import type { Context } from './context.js';
import type { RevisionCache, Stamp } from './graph/revision-cache.js';

/** A whole answer as it was sent. */
export interface Answer {
  readonly payload: Buffer;
  readonly headers: Record<string, string>;
}
export type ResponseCache = RevisionCache<Answer>;

/** What a buffer and its headers take beside its bytes, as measured. */
const BYTES_PER_ANSWER = 600;
export const bytesOfAnswer = ({ payload }: Answer): number => payload.length + BYTES_PER_ANSWER;

/** What an answer is sent with again; what else there is belongs to its connection. */
const KEPT_HEADERS = ['content-type', 'content-encoding', 'vary', 'etag', 'cache-control'];
/** What else than the operation decides how an answer looks, or whether there is one. */
const DECIDING_HEADERS = [
  ...['accept', 'accept-encoding', 'x-no-compression', 'content-type'],
  ...['apollo-require-preflight', 'x-apollo-operation-name'],
];

/** How a request for the path is answered from the cache, and its answer kept there. */
interface Lookup {
  key: string;
  stamp: Stamp | undefined;
  context?: Context;
  /** The answer before it was compressed, or left out because the client has it. */
  payload?: Buffer;
}
declare module 'fastify' {
  interface FastifyRequest {
    /** Null before it is looked for. Not in a WeakMap: V8 copies what one holds at its next collection, here all that was loaded, though its key is gone. */
    lookup: Lookup | null;
  }
}

/** Answers from the cache where it can, before anything of GraphQL is begun. */
export function answerFromCache(cache: ResponseCache, request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  const key = keyOf(request);
  const kept = cache.get(key);
  if (kept !== undefined) return reply.headers(kept.headers).send(kept.payload);
  request.lookup = { key, stamp: cache.stampNow() };
  return undefined;
}

/** Ties a request to the context in which the operation says whether its answer may be kept. */
export function noteContext(request: FastifyRequest, context: Context): Context {
  if (request.lookup !== null) request.lookup.context = context;
  return context;
}

/** An `onSend` hook, before those that change what is sent. Each of them, and Node, would encode a text or count its bytes again. */
export const encodePayload: onSendHookHandler = ({ lookup }, _reply, payload, next) => {
  if (lookup === null || typeof payload !== 'string') return next();
  next(null, (lookup.payload = Buffer.from(payload)));
};

/** An `onRoute` hook that keeps a path's answers as they are sent, compressed if they are: added last, it comes after whatever changes them. */
export const keepAnswers =
  (path: string, cache: ResponseCache) =>
  (route: { url: string; onSend?: unknown }): void => {
    if (route.url !== path) return;
    const keep: onSendHookHandler = ({ lookup }, reply, payload, next) => {
      // To a client that has it already, nothing is sent: then it is kept as it was before.
      const answer = reply.statusCode === 304 ? lookup?.payload : payload;
      const mayBeKept = lookup?.stamp !== undefined && lookup.context?.answer.mayBeKept === true;
      if (mayBeKept && Buffer.isBuffer(answer) && [200, 304].includes(reply.statusCode)) {
        const headers = Object.fromEntries(
          KEPT_HEADERS.flatMap((name) => (reply.hasHeader(name) ? [[name, String(reply.getHeader(name))]] : [])),
        );
        cache.set(lookup.key, { payload: copyOf(answer), headers }, lookup.stamp);
      }
      next();
    };
    route.onSend = [route.onSend ?? [], keep].flat();
  };

/** In memory of its own: what `Buffer.from` and zlib make is cut from 8 or 16 KB, all of which it would keep. */
function copyOf(bytes: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(copy);
  return copy;
}

/** Answers to queries may be kept; what went wrong may go right the next time. */
export const markKeepable: ApolloServerPlugin<Context> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ operation, response, contextValue }) => {
      if (response.body.kind !== 'single' || response.body.singleResult.errors !== undefined || operation?.operation !== 'query') return;
      contextValue.answer.mayBeKept = true;
      // Whoever keeps it asks each time whether it still holds.
      response.http.headers.set('cache-control', 'no-cache');
    },
  }),
};

function keyOf({ method, url, headers, body }: FastifyRequest): string {
  const asked = method === 'GET' ? url : JSON.stringify(body);
  return `${method} ${DECIDING_HEADERS.map((name) => headers[name] ?? '').join('\n')} ${asked}`;
}
