import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { ErrorCode } from '../graphql/errors.js';

const MAX_JSON_DEPTH = 50;

/** JSON only, as it is, and not too much of it; what HTTP refuses is answered in the shape in which GraphQL refuses. */
export function refuseWhatIsNoJson(http: FastifyInstance<Server, IncomingMessage, ServerResponse, Logger>): void {
  http.removeContentTypeParser('text/plain');
  http.addHook('onRequest', ({ headers }, reply, next) => {
    // A few bytes may unpack to gigabytes, and no GraphQL request is long enough to need it.
    const encoding = headers['content-encoding'];
    if (encoding === undefined || encoding === 'identity') next();
    else refuse(reply, 415, 'Send the request without content-encoding.');
  });
  http.addHook('preHandler', ({ body }, reply, next) => {
    // Nobody's variables are so deep, and whatever walks through them by recursion would overflow its stack.
    if (!isDeeperThan(MAX_JSON_DEPTH, body)) next();
    else refuse(reply, 400, `The JSON is nested deeper than ${MAX_JSON_DEPTH} levels.`);
  });
  http.setErrorHandler((error: { statusCode?: number; message: string }, _request: FastifyRequest, reply) => {
    if (error instanceof GraphQLError) {
      const { http: head, ...extensions } = error.extensions as { http?: { status: number; headers: Map<string, string> } };
      return reply
        .code(head?.status ?? 400)
        .headers(Object.fromEntries(head?.headers ?? []))
        .send({ errors: [{ message: error.message, extensions }] });
    }
    const { statusCode = 500, message } = error;
    if (statusCode === 415) return refuse(reply, 415, 'Send JSON, with the content-type application/json.');
    if (statusCode >= 400 && statusCode < 500) return refuse(reply, statusCode, `${message.replace(/\.$/, '')}.`);
    reply.log.error({ err: error }, 'A request failed.');
    return send(reply, 500, 'Something went wrong on our side.', ErrorCode.INTERNAL_SERVER_ERROR);
  });
  http.setNotFoundHandler((_request, reply) => refuse(reply, 404, 'There is nothing at this address. GraphQL is at /graphql.'));
}

const refuse = (reply: FastifyReply, status: number, message: string): FastifyReply => send(reply, status, message, ErrorCode.BAD_REQUEST);

const send = (reply: FastifyReply, status: number, message: string, code: string): FastifyReply =>
  reply.code(status).send({ errors: [{ message, extensions: { code } }] });

/** Goes no deeper than that itself. */
const isDeeperThan = (levels: number, value: unknown): boolean =>
  levels < 0 || (typeof value === 'object' && value !== null && Object.values(value).some((item) => isDeeperThan(levels - 1, item)));
