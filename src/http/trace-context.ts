import { AsyncLocalStorage } from 'node:async_hooks';
import type { Span } from '@opentelemetry/api';

export interface TracedRequest {
  readonly span: Span;
  /** Milliseconds since 1970, by a clock that does not jump while the request is served. */
  readonly now: () => number;
  /** What went wrong on our side. */
  failure?: string;
}

/** The request that is served, where it is traced. It goes along into whatever serves it: batches of loaders and merged reads, too. */
export const tracedRequest = new AsyncLocalStorage<TracedRequest | undefined>();

/** What the log adds to each line about a traced request. */
export function traceFields(): { trace_id?: string } {
  const traced = tracedRequest.getStore();
  return traced === undefined ? {} : { trace_id: traced.span.spanContext().traceId };
}
