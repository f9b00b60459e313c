import type { FactInput } from '../../graph-seed/facts.js';
import type { Graph } from '../../src/graph/graph.js';
import type { Caller, Scope } from '../../src/graphql/identity.js';
import { send } from './shared-graph.js';
import { callerWith } from './tokens.js';

export const EDITORS = 'source:curated/editors';

const PAYLOAD = `problems { path code message expected received } revision claimIds
  changes { revision subject kind fields by at source { id } node { id } }`;
let edits = 0;

/** Makes an edit as a curator does; `by` says with which scopes, or as who. */
export async function curate(graph: Graph, mutation: string, input: object, ...by: (Scope | { subject: string })[]): Promise<any> {
  const scopes = by.filter((scope) => typeof scope === 'string');
  const caller = callerWith(...(scopes.length > 0 ? scopes : (['curate'] as const)));
  const named = by.find((item) => typeof item === 'object');
  const asked: Caller = named === undefined ? caller : { ...caller, identity: { ...caller.identity!, ...named } };
  const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${PAYLOAD} } }`;
  const { data, errors } = await send(graph, query, { input: { idempotencyKey: `edit ${++edits}`, ...input } }, asked);
  if (errors) throw errors[0]!;
  return data[mutation];
}

export const defineEditors = (graph: Graph) =>
  curate(graph, 'defineSource', { source: { id: EDITORS, name: 'Editors', publisher: 'Careergraph' } });

/** A fact as a curator states it: what imports say, in the fields of the API. */
export function inputOf({ fact, ...fields }: FactInput, apart: string): object {
  const name = fact.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const { scheme, ...rest } = fields as Record<string, unknown>;
  const own = fact === 'pays' || fact === 'outlook' || fact === 'guidance' || fact === 'mentions';
  const suffix = (id: unknown): string => `${String(id)}/${apart}`;
  return {
    [name]: {
      ...rest,
      ...(fact === 'external-id' && { scheme }),
      ...(own && fact !== 'mentions' && { id: suffix(rest.id) }),
      ...(fact === 'mentions' && { guidance: suffix(rest.guidance) }),
    },
  };
}
