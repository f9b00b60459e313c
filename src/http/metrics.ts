import type { ApolloServerPlugin } from '@apollo/server';
import { Kind, type OperationDefinitionNode } from 'graphql';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { RevisionCache } from '../graph/revision-cache.js';
import type { SharedState } from '../shared-state.js';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export interface Metrics {
  readonly registry: Registry;
  readonly plugin: ApolloServerPlugin;
  close(): void;
}

/** What Prometheus is told at /metrics; docs/operations.md says what each figure means. */
export function createMetrics({ graph, careerMaps, revisions, cache, responses }: SharedState): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'careergraph_requests_total',
    help: 'GraphQL operations answered, by first root field and outcome (ok, or the code of the first error).',
    labelNames: ['operation', 'outcome'] as const,
    registers,
  });
  const requestSeconds = new Histogram({
    name: 'careergraph_request_duration_seconds',
    help: 'Time from a GraphQL operation’s arrival to its answer.',
    labelNames: ['operation'] as const,
    buckets: SECONDS,
    registers,
  });
  const querySeconds = new Histogram({
    name: 'careergraph_query_duration_seconds',
    help: 'Time of a round trip to the database, by the name of its Cypher and outcome.',
    labelNames: ['query', 'outcome'] as const,
    buckets: SECONDS,
    registers,
  });
  const gauge = (name: string, help: string, read: () => number): Gauge =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  gauge('careergraph_queries_in_flight', 'Round trips under way, each on a connection of the pool (100 at most).', () => graph.inFlight);
  gauge('careergraph_revision', 'The revision of the graph that this process answers from.', () => revisions.revision);
  gauge('careergraph_revision_age_seconds', 'Time since the database last told its revision.', () => revisions.ageSeconds);
  gauge('careergraph_career_map_revision', 'The revision of the career map that is searched for paths.', () => careerMaps.state.revision);
  gauge('careergraph_career_map_build_seconds', 'How long the last career map took to build.', () => careerMaps.state.buildSeconds);
  for (const [name, kept] of [
    ['facts', cache as RevisionCache<object>],
    ['answers', responses as RevisionCache<object>],
  ] as const) {
    gauge(`careergraph_${name}_cache_bytes`, `What the cache of ${name} holds.`, () => kept.bytes);
    gauge(`careergraph_${name}_cache_hits`, `How often something was found in the cache of ${name}, since start.`, () => kept.hits);
    gauge(`careergraph_${name}_cache_misses`, `How often nothing was found in the cache of ${name}, since start.`, () => kept.misses);
  }

  const stop = graph.onQuery(({ name, ms, errorCode }) =>
    querySeconds.observe({ query: name, outcome: errorCode !== undefined ? 'failed' : 'ok' }, ms / 1_000),
  );
  const plugin: ApolloServerPlugin = {
    requestDidStart: async () => {
      const startedAt = performance.now();
      return {
        willSendResponse: async ({ operation, response: { body } }) => {
          const name = operation ? (rootFieldOf(operation) ?? operation.operation) : 'none';
          const error = body.kind === 'single' ? body.singleResult.errors?.[0] : undefined;
          requests.inc({ operation: name, outcome: error === undefined ? 'ok' : String(error.extensions?.code ?? 'unknown') });
          requestSeconds.observe({ operation: name }, (performance.now() - startedAt) / 1_000);
        },
      };
    },
  };
  return { registry, plugin, close: stop };
}

/** The first root field: unlike the names that clients give, there are only so many of them. */
export function rootFieldOf({ selectionSet }: OperationDefinitionNode): string | undefined {
  return selectionSet.selections.find((selection) => selection.kind === Kind.FIELD)?.name.value;
}
