import type { Server } from 'node:http';
import type { FastifyHttpOptions } from 'fastify';

export interface HttpLimits {
  readonly maxBodyBytes: number;
  /** How long a client may take to send its request, and may leave an answer lying. */
  readonly requestTimeoutMs: number;
  /** The proxies in front of us, whose word on a client's address is taken. */
  readonly trustProxy: readonly string[];
}

/** How often Node looks for requests that take too long: they live up to this much longer. */
const LOOK_MS = 2_000;

export const httpLimits = ({ maxBodyBytes, requestTimeoutMs, trustProxy }: HttpLimits) =>
  ({
    bodyLimit: maxBodyBytes,
    requestTimeout: requestTimeoutMs,
    connectionTimeout: requestTimeoutMs + LOOK_MS,
    http: { headersTimeout: requestTimeoutMs, connectionsCheckingInterval: LOOK_MS },
    trustProxy: trustProxy.length === 0 ? false : [...trustProxy],
  }) satisfies FastifyHttpOptions<Server>;
