import type { ApolloServerPlugin } from '@apollo/server';
import { Kind, type OperationDefinitionNode } from 'graphql';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { CareerMapKeeper } from '../career-map-keeper.js';
import type { Graph } from '../graph/graph.js';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export interface Metrics {
  readonly registry: Registry;
  readonly plugin: ApolloServerPlugin;
  close(): void;
}

/** What Prometheus is told at /metrics; docs/operations.md says what each figure means. */
export function createMetrics(graph: Graph, careerMaps: CareerMapKeeper): Metrics {
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
  gauge('careergraph_revision', 'The revision of the graph that this process answers from.', () => careerMaps.state.revision);
  gauge(
    'careergraph_revision_age_seconds',
    'Time since this process last saw that its revision is the graph’s.',
    () => careerMaps.state.ageSeconds,
  );
  gauge('careergraph_career_map_build_seconds', 'How long the last career map took to build.', () => careerMaps.state.buildSeconds);

  const stop = graph.onQuery(({ name, ms, failed }) =>
    querySeconds.observe({ query: name, outcome: failed ? 'failed' : 'ok' }, ms / 1_000),
  );
  const plugin: ApolloServerPlugin = {
    requestDidStart: async () => {
      const startedAt = performance.now();
      return {
        willSendResponse: async ({ operation, response: { body } }) => {
          const name = operation ? nameOf(operation) : 'none';
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
function nameOf({ operation, selectionSet }: OperationDefinitionNode): string {
  const field = selectionSet.selections.find((selection) => selection.kind === Kind.FIELD);
  return field === undefined ? operation : field.name.value;
}
