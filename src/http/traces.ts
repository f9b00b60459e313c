import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApolloServerPlugin } from '@apollo/server';
import { defaultTextMapGetter, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { ExportResultCode, W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Graph } from '../graph/graph.js';
import { ErrorCode } from '../graphql/errors.js';
import { rootFieldOf } from './metrics.js';
import { type TracedRequest, tracedRequest } from './trace-context.js';

export interface TraceSettings {
  /** Where spans are sent, as OTLP in JSON. */
  readonly url: string;
  readonly serviceName: string;
  /** From 0 to 1: how many of the requests are traced whose sender has not decided it. */
  readonly share: number;
}

export interface TracesParts {
  settings: TraceSettings;
  http: FastifyInstance<Server, IncomingMessage, ServerResponse, Logger>;
  graph: Graph;
  log: Logger;
}

export interface Traces {
  readonly plugin: ApolloServerPlugin;
  /** Sends what is left, if that is quickly done. */
  close(): Promise<void>;
}

const PATH = '/graphql';
/** The names of operations are as long as clients like. */
const MOST_CHARACTERS = 500;
/** A collector that is away does not hold up our end. */
const FLUSH_MS = 500;
/** Other errors are for the client to put right. */
const OUR_FAULT: unknown[] = [ErrorCode.GRAPH_UNAVAILABLE, ErrorCode.INTERNAL_SERVER_ERROR];

/**
 * Makes a span of each request for GraphQL, and of each round trip to the database a child of its request's. Who does not want traces
 * does not import this file, which brings OpenTelemetry's SDK with it.
 */
export function createTraces({ settings, http, graph, log }: TracesParts): Traces {
  const provider = createProvider(settings, log);
  const tracer = provider.getTracer('careergraph');
  const propagator = new W3CTraceContextPropagator();

  const begin = ({ method, protocol, id, headers }: FastifyRequest, reply: FastifyReply): TracedRequest => {
    const ahead = Date.now() - performance.now();
    const now = (): number => ahead + performance.now();
    const attributes = {
      'http.request.method': method,
      'http.route': PATH,
      'url.path': PATH,
      'url.scheme': protocol,
      'careergraph.request_id': id,
    };
    const parent = propagator.extract(ROOT_CONTEXT, headers, defaultTextMapGetter);
    const span = tracer.startSpan(`${method} ${PATH}`, { kind: SpanKind.SERVER, startTime: now(), attributes }, parent);
    const traced: TracedRequest = { span, now };
    // Unlike `onResponse` this comes where the client has left before its answer, too.
    reply.raw.once('close', () => {
      const { headersSent, statusCode } = reply.raw;
      if (headersSent) span.setAttribute('http.response.status_code', statusCode);
      if (headersSent && statusCode >= 500) traced.failure ??= String(statusCode);
      if (traced.failure !== undefined) markFailed(span, traced.failure);
      span.end(now());
    });
    return traced;
  };

  http.addHook('onRequest', (request, reply, done) => {
    if (request.routeOptions.url === PATH) tracedRequest.run(begin(request, reply), done);
    else done();
  });

  const stop = graph.onQuery(({ name, ms, errorCode, requestId }) => {
    const traced = tracedRequest.getStore();
    // What all requests share, such as the career map, is no part of the one that happened to ask for it first.
    if (traced === undefined || requestId === undefined) return;
    const endTime = traced.now();
    const attributes = { 'db.system.name': 'neo4j', 'db.query.summary': name };
    const options = { kind: SpanKind.CLIENT, startTime: endTime - ms, attributes };
    const span = tracer.startSpan(name, options, trace.setSpan(ROOT_CONTEXT, traced.span));
    if (errorCode !== undefined) markFailed(span, errorCode).setAttribute('db.response.status_code', errorCode);
    span.end(endTime);
  });

  const plugin: ApolloServerPlugin = {
    requestDidStart: async () => ({
      didResolveOperation: async ({ operation, operationName }) => {
        const { span } = tracedRequest.getStore() ?? {};
        if (span === undefined || operation === undefined) return;
        span.updateName(`${operation.operation} ${rootFieldOf(operation) ?? ''}`.trim());
        span.setAttribute('graphql.operation.type', operation.operation);
        if (operationName !== null) span.setAttribute('graphql.operation.name', operationName);
      },
      willSendResponse: async ({ response: { body } }) => {
        const errors = (body.kind === 'single' && body.singleResult.errors) || [];
        const failure = errors.map(({ extensions }) => extensions?.code).find((code) => OUR_FAULT.includes(code));
        const traced = tracedRequest.getStore();
        if (traced !== undefined && failure !== undefined) traced.failure = String(failure);
      },
    }),
  };

  const close = async (): Promise<void> => {
    stop();
    const sent = provider.shutdown().catch(() => {}); // the log has been told
    await Promise.race([sent, sleep(FLUSH_MS, undefined, { ref: false })]);
  };
  return { plugin, close };
}

function createProvider({ url, serviceName, share }: TraceSettings, log: Logger): TracerProvider {
  return new TracerProvider({
    resource: defaultResource()
      .merge(detectResources({ detectors: [envDetector] }))
      .merge(resourceFromAttributes({ 'service.name': serviceName })),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
    spanLimits: { attributeValueLengthLimit: MOST_CHARACTERS },
    spanProcessors: [new BatchSpanProcessor({ exporter: sayingOnce(new OTLPTraceExporter({ url }), log) })],
  });
}

/** Says once that the collector is away, and once that it is back. What it does not take meanwhile is dropped. */
function sayingOnce(exporter: SpanExporter, log: Logger): SpanExporter {
  let away = false;
  const note = (failed: boolean, reason: string | undefined): void => {
    if (failed && !away) log.warn({ reason }, 'Traces cannot be sent, and are dropped until they can.');
    if (!failed && away) log.info('Traces are sent again.');
    away = failed;
  };
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        // Sending goes on in the context of some request, whose doing this is not.
        tracedRequest.run(undefined, note, result.code === ExportResultCode.FAILED, result.error?.message);
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
  };
}

const markFailed = (span: Span, type: string): Span => span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', type);
