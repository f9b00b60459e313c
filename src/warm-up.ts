import { execute, parse } from 'graphql';
import { schema } from './apollo.js';
import { createContext } from './context.js';
import type { SharedState } from './shared-state.js';

const OF_A_ROLE = [
  'levels { claims { source { id } } }',
  'sources { id }',
  'progressesTo { to { id } }',
  'salaries { id }',
  'adjacentRoles(evidence: DOCUMENTED, first: 1) { nodes { kind } }',
  'skills(first: 1) { edges { level } }',
];
const USUAL = [
  '{ role(title: "a") { id } }',
  '{ role(id: "role:a") { id } }',
  ...OF_A_ROLE.map((field) => `{ roles(first: 1) { nodes { ${field} } } }`),
  '{ search(text: "a", first: 1) { hits { score } } }',
];

/**
 * The first look-up by title: a Neo4j that has just begun takes half a second to plan it, and has a processor to spare while the graph is inspected. What goes
 * wrong whoever asks first is told.
 */
export async function planLookUp(shared: SharedState): Promise<void> {
  await Promise.resolve(createContext(shared).loaders.role.byTitleKey.load('a')).catch(() => {});
}

/**
 * What a role's page and a search read: a Neo4j that has just begun takes seconds to plan it, and whatever else is asked afterwards a fifth of what it would
 * have taken.
 */
export async function planUsual(shared: SharedState, signal?: AbortSignal): Promise<void> {
  // The shortest first, for what comes first takes longest; one at a time, which leaves a processor to whoever asks meanwhile. Errors are for them to see.
  for (const operation of USUAL) {
    signal?.throwIfAborted();
    await execute({ schema, document: parse(operation), contextValue: createContext(shared) });
  }
}
