import type { Graph } from '../src/graph/graph.js';
import type { Fact, SourceRecord } from './facts.js';
import * as queries from './names-in-common.queries.js';
import { keysToAskFor, type Named, type NamesInCommon, namesInCommon } from './names-in-common.rules.js';
import type { ImportReport } from './publisher.js';
import type { SourceFacts } from './writer.js';

/** Not the vocabulary's source: the seed says all that that one has to say. */
const SOURCE: SourceRecord = {
  id: 'source:careergraph-names',
  name: 'Careergraph: names in common',
  publisher: 'Careergraph',
  sourceKind: 'CURATOR',
};

export const AMBIGUOUS = 'names mean several things in one taxonomy, so none of those is linked by them';

/**
 * Sources to write, and after them what their names have in common with all others in the graph: read only then, and always
 * from the whole graph, so that it does not matter what was imported first. Nothing where no names meet, nor did before.
 */
export async function* withNamesInCommon(
  graph: Graph,
  sources: Iterable<SourceFacts> | AsyncIterable<SourceFacts>,
  report?: ImportReport,
): AsyncGenerator<SourceFacts> {
  for await (const part of sources) if (part.source.id !== SOURCE.id) yield part; // an export's own links are found anew
  const found = [await compare(graph, queries.ROLE_TITLES), await compare(graph, queries.SKILL_NAMES)];
  for (const { ambiguous } of found) for (const name of ambiguous) report?.remark(AMBIGUOUS, name);
  const facts = found.flatMap(({ links }) => links.map(([a, b]): Fact => ({ fact: 'same-as', a, b, match: 'EXACT' })));
  const known = facts.length > 0 || (await graph.read(queries.HAS_SOURCE, { source: SOURCE.id })).length > 0;
  if (known) yield { source: SOURCE, facts, complete: new Set(['same-as']) };
}

async function compare(graph: Graph, mainNames: string): Promise<NamesInCommon> {
  const concepts = await graph.read<Named & Record<string, unknown>>(mainNames);
  const ids = new Set(concepts.map(({ id }) => id));
  const keys = [...new Set(concepts.flatMap(keysToAskFor))];
  const named = await graph.read<Named & Record<string, unknown>>(queries.ALIASES, { keys });
  return namesInCommon(
    concepts,
    named.filter(({ id }) => ids.has(id)),
  );
}
