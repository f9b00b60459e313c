import type { ApolloServer } from '@apollo/server';
import { pino } from 'pino';
import { createApollo } from '../../src/apollo.js';
import { buildHere } from '../../src/career-map-keeper.js';
import { loadConfig } from '../../src/config.js';
import { type Context, createContext } from '../../src/context.js';
import { Graph, type Query } from '../../src/graph/graph.js';
import { ANONYMOUS, type Caller } from '../../src/graphql/identity.js';
import { createSharedState, type SharedState } from '../../src/shared-state.js';

/** All tests pass with caches and compiling as they are, and with either turned off: `CACHE_MB=0 npm test`, `COMPILE=off npm test`. */
export const { cacheBytes, compile } = loadConfig({ CACHE_MB: process.env.CACHE_MB, COMPILE: process.env.COMPILE });

let shared: Promise<Graph> | undefined;

/** The seeded graph that all tests share; they only read it. */
export const sharedGraph = (): Promise<Graph> => (shared ??= Graph.connect(JSON.parse(process.env.TEST_NEO4J!)));

afterAll(async () => {
  await (await shared)?.close();
  shared = undefined;
});

export interface Answer {
  // What a query answers depends on the query: tests look into it as they expect it to be.
  data: any;
  errors: { message: string; extensions: Record<string, unknown> }[] | undefined;
}

const states = new WeakMap<Graph, SharedState>();

/** What requests to a graph share; it looks for a new revision whenever a test asks something. */
export function stateOf(graph: Graph): SharedState {
  const parts = { graph, buildCareerMap: () => buildHere(graph), cacheBytes, onFailure: () => {} };
  const state = states.get(graph) ?? createSharedState(parts);
  states.set(graph, state);
  return state;
}

/** Begins a graph of a test file's own from nothing: its revisions are counted anew, so that what was kept of it counts no more. */
export async function emptyGraph(graph: Graph): Promise<void> {
  await graph.write('MATCH (n) DETACH DELETE n');
  states.delete(graph);
}

let apollo: ApolloServer<Context> | undefined;

/** Sends a query as a client would, to a graph; errors and all. */
export async function send(
  graph: Graph,
  query: string,
  variables: Record<string, unknown> = {},
  caller: Caller = ANONYMOUS,
): Promise<Answer> {
  if (apollo === undefined) {
    apollo = createApollo({ compiled: compile, log: pino({ level: process.env.LOG_LEVEL ?? 'silent' }) });
    apollo.startInBackgroundHandlingStartupErrorsByLoggingAndFailingAllRequests();
  }
  const state = stateOf(graph);
  await state.revisions.look();
  const { body } = await apollo.executeOperation({ query, variables }, { contextValue: createContext(state, caller) });
  return (body as unknown as { singleResult: Answer }).singleResult;
}

/** What a query answers from the seeded graph, where no error is expected. */
export async function ask(source: string, variables: Record<string, unknown> = {}): Promise<any> {
  const { data, errors } = await send(await sharedGraph(), source, variables);
  if (errors) throw new Error(errors[0]!.message);
  return data;
}

/** The error that a query is answered with. */
export async function refusal(
  source: string,
  variables: Record<string, unknown> = {},
): Promise<{ message: string; extensions: Record<string, unknown> }> {
  const { errors } = await send(await sharedGraph(), source, variables);
  if (!errors) throw new Error('The query was not refused.');
  return errors[0]!;
}

/** The names of the queries that something costs when nothing is kept of what was asked before. */
export const queriesSent = async (graph: Graph, work: () => Promise<unknown>): Promise<string[]> =>
  (await reported(graph, work)).map(({ name }) => name);

/** The same in full. */
export const cypherSent = async (graph: Graph, work: () => Promise<unknown>): Promise<string[]> =>
  (await reported(graph, work)).map(({ cypher }) => cypher);

async function reported(graph: Graph, work: () => Promise<unknown>): Promise<Query[]> {
  const sent: Query[] = [];
  await send(graph, '{ __typename }'); // so that it is not this that finds a new revision
  stateOf(graph).cache.clear();
  const stop = graph.onQuery((query) => query.name !== 'graphState' && sent.push(query));
  await work();
  stop();
  return sent;
}
