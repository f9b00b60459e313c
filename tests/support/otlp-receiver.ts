import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedSpan {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId: string | undefined;
  /** 2 is a server's, 3 a client's. */
  kind: number;
  /** Nanoseconds since 1970. */
  start: bigint;
  end: bigint;
  failed: boolean;
  attributes: Record<string, unknown>;
  /** Of whoever sent it. */
  resource: Record<string, unknown>;
}

export interface OtlpReceiver {
  url: string;
  /** The headers of whatever came. */
  requests(): IncomingHttpHeaders[];
  /** All that came, as it came. */
  text(): string;
  spans(): ReceivedSpan[];
  /** At the end of the test file at the latest. */
  close(): Promise<void>;
}

/** What takes traces as a collector of OpenTelemetry's does, as OTLP over HTTP in JSON; or answers otherwise, or (null) never. */
export async function otlpReceiver(answer: () => number | null = () => 200): Promise<OtlpReceiver> {
  const [heads, bodies]: [IncomingHttpHeaders[], string[]] = [[], []];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    heads.push(request.headers);
    bodies.push(Buffer.concat(chunks).toString());
    const expected = `${request.method} ${request.url} ${request.headers['content-type']}` === 'POST /v1/traces application/json';
    const status = expected ? answer() : 404;
    if (status !== null) response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const receiver: OtlpReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => heads,
    text: () => bodies.join('\n'),
    spans: () => bodies.flatMap((body) => JSON.parse(body).resourceSpans.flatMap(spansOf)),
    close: async () => {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  open.push(receiver);
  return receiver;
}

const open: OtlpReceiver[] = [];
afterAll(() => Promise.all(open.map((receiver) => receiver.close())));

const spansOf = ({ resource, scopeSpans }: any): ReceivedSpan[] =>
  scopeSpans.flatMap(({ spans }: any) =>
    spans.map((span: any) => ({
      name: span.name,
      traceId: span.traceId,
      spanId: span.spanId,
      parentSpanId: span.parentSpanId,
      kind: span.kind,
      start: BigInt(span.startTimeUnixNano),
      end: BigInt(span.endTimeUnixNano),
      failed: span.status.code === 2,
      attributes: record(span.attributes),
      resource: record(resource.attributes),
    })),
  );

const record = (attributes: { key: string; value: object }[]): Record<string, unknown> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
