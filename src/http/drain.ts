import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';

/** Long enough for clients that keep connections open to be told to open no more requests on them. */
const FAREWELL_MS = 400;
/** An operation may take some seconds; who has not read its answer by then does not want it. */
const LIMIT_MS = 6_000;

export interface Drain {
  readonly begun: () => boolean;
  /** Answers what has been asked, asks clients to close, and accepts nothing any more. */
  run(): Promise<void>;
}

export function createDrain(http: FastifyInstance<Server, IncomingMessage, ServerResponse, Logger>): Drain {
  let begun = false;
  http.addHook('onSend', (_request, reply, _payload, next) => {
    if (begun) reply.header('connection', 'close');
    next();
  });
  return {
    begun: () => begun,
    run: async () => {
      begun = true;
      await sleep(FAREWELL_MS);
      const limit = setTimeout(() => http.server.closeAllConnections(), LIMIT_MS);
      await http.close();
      clearTimeout(limit);
    },
  };
}
