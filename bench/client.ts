import { Agent, type OutgoingHttpHeaders, request } from 'node:http';

export interface Question {
  query: string;
  variables: Record<string, unknown>;
}

export interface Reply<D> {
  data: D;
  /** Milliseconds from sending to the last byte. */
  elapsed: number;
}

/** One connection for each server, kept open, as a client has it. */
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** Fails on any error in the answer: a wrong answer must not be timed. */
export async function ask<D>(url: string, question: Question): Promise<Reply<D>> {
  const body = JSON.stringify(question);
  const startedAt = performance.now();
  const { text } = await post(url, body, agent);
  const elapsed = performance.now() - startedAt;
  const { data, errors } = JSON.parse(text);
  if (errors !== undefined || data === undefined) throw new Error(`${body} was answered with ${text.slice(0, 500)}`);
  return { data, elapsed };
}

/** The answer to the last byte, whatever it is. */
export function post(url: string, body: string, agent: Agent, more: OutgoingHttpHeaders = {}): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...more };
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode!, text: Buffer.concat(chunks).toString() }));
    });
    sent.on('error', reject).end(body);
  });
}
