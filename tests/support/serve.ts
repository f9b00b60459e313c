import { pino } from 'pino';
import { loadConfig } from '../../src/config.js';
import type { Graph } from '../../src/graph/graph.js';
import { createServer, type Server } from '../../src/server.js';
import { stateOf } from './shared-graph.js';

const log = pino({ level: 'silent' });
const open: Server[] = [];

/** Serves a graph over HTTP until the test file ends, and answers where. */
export async function serve(graph: Graph, env: Record<string, string> = {}): Promise<string> {
  const server = await createServer({ shared: stateOf(graph), config: loadConfig({ PORT: '0', ...env }), log });
  open.push(server);
  return (await server.listen()).url;
}

afterAll(() => Promise.all(open.splice(0).map((server) => server.close())));

/** As clients of today post: they know the media type that lets HTTP's status tell of errors. */
export const post = (url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
    body: JSON.stringify(body),
  });
