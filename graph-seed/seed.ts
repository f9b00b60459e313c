import type { Graph } from '../src/graph/graph.js';
import { applySchema } from '../src/graph/graph-schema.js';
import type { Fact, FactKind, SourceRecord } from './facts.js';
import { TYPE_BY_FACT } from './graph-writes.js';
import { readGuides } from './guides/read-guides.js';
import { withNamesInCommon } from './names-in-common.js';
import { type WriteCounts, writeFacts } from './writer.js';

/** The seed: the five guides, and the vocabulary that draws their names together. */
export async function readSeed(folder?: string): Promise<{ source: SourceRecord; facts: Fact[] }[]> {
  const { vocabulary, guides } = await readGuides(folder);
  const attested = new Set(guides.flatMap(({ facts }) => facts.flatMap((fact) => ('id' in fact ? [fact.id] : []))));
  return [...guides.map(({ source, facts }) => ({ source, facts })), { source: vocabulary.source, facts: [...vocabulary.facts(attested)] }];
}

/** A guide's file says all that it has to say, of every kind. */
const ALL_KINDS = new Set(Object.keys(TYPE_BY_FACT) as FactKind[]);

/** Puts the seed into the graph. What is there already stays as it is; what a guide's file no longer says goes. */
export async function seed(graph: Graph, onProgress: (done: number, total: number) => void = () => {}): Promise<WriteCounts> {
  const sources = await readSeed();
  await applySchema(graph);
  const total = sources.reduce((sum, { facts }) => sum + facts.length, 0);
  let done = 0;
  const complete = sources.map((source) => ({ ...source, complete: ALL_KINDS }));
  return writeFacts(graph, 'seed', withNamesInCommon(graph, complete), { onWritten: (facts) => onProgress((done += facts), total) });
}
