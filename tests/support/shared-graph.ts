import { graphql, type GraphQLSchema } from 'graphql';
import { buildHere, CareerMapKeeper } from '../../src/career-map-keeper.js';
import { createContext } from '../../src/context.js';
import { Graph } from '../../src/graph/graph.js';
import { ANONYMOUS, type Caller } from '../../src/graphql/identity.js';
import { createSchema } from '../../src/schema.js';

let schema: GraphQLSchema | undefined;
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

const keepers = new WeakMap<Graph, CareerMapKeeper>();

/** Of one graph. A test that writes to its graph brings it up to date by `refresh`. */
export function careerMapsOf(graph: Graph): CareerMapKeeper {
  const keeper = keepers.get(graph) ?? new CareerMapKeeper(graph, () => buildHere(graph));
  keepers.set(graph, keeper);
  return keeper;
}

/** Sends a query as a client would, to a graph; errors and all. */
export async function send(
  graph: Graph,
  source: string,
  variableValues: Record<string, unknown> = {},
  caller: Caller = ANONYMOUS,
): Promise<Answer> {
  const result = await graphql({
    schema: (schema ??= createSchema()),
    source,
    variableValues,
    contextValue: createContext(graph, careerMapsOf(graph), caller),
  });
  return result as unknown as Answer;
}

/** What a query answers from the seeded graph, where no error is expected. */
export async function ask(source: string, variables: Record<string, unknown> = {}): Promise<any> {
  const { data, errors } = await send(await sharedGraph(), source, variables);
  if (errors) throw errors[0];
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
