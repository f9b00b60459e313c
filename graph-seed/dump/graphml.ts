import type { Stream } from '../../src/graph/graph.js';
import { toWrites } from '../graph-writes.js';
import { readClaims, readConcepts, readSources, type SourcedFact } from './graph-facts.js';

/** GraphML declares what nodes and edges carry before the first of them. Lists are JSON in a string. */
const KEYS = {
  node: {
    string: [
      'title', 'name', 'text', 'scheme', 'summary', 'regulatedProfessionNote', 'description', 'kind', 'issuer', 'url', 'status', 'scale',
      'value', 'currency', 'period', 'country', 'level', 'label', 'note', 'demand', 'fields', 'alternative', 'necessity', 'topic', 'points',
      'stage', 'stageLabel', 'publisher', 'sourceKind', 'licence', 'attribution', 'version', 'asOf',
    ],
    double: [
      'min', 'max', 'mean', 'median', 'p10', 'p25', 'p75', 'p90', 'minYears', 'maxYears', 'growthPercent', 'openingsPerYear',
    ],
    int: ['rank', 'fromYear', 'toYear', 'horizonYears', 'revision'],
    boolean: ['openEnded'],
  },
  edge: {
    string: [
      'source', 'wording', 'asOf', 'title', 'name', 'scale', 'summary', 'regulatedProfessionNote', 'kind', 'description', 'issuer', 'url', 'match', 'label', 'necessity',
      'anyOf', 'stage', 'stageLabel', 'difference',
    ],
    double: ['minYears', 'maxYears', 'importance', 'level', 'confidence', 'strength'],
    int: ['rank'],
    boolean: ['hotTechnology', 'inDemand', 'retired'],
  },
} as const; // prettier-ignore
type Element = keyof typeof KEYS;
const DECLARED: Record<Element, ReadonlySet<string>> = {
  node: new Set(Object.values(KEYS.node).flat()),
  edge: new Set(Object.values(KEYS.edge).flat()),
};

type Properties = Record<string, unknown>;

/** The graph itself: each concept and each thing claimed a node, each claim an edge. Labels and types are where APOC looks for them. */
export async function* graphml(stream: Stream, onFact: () => void): AsyncGenerator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n';
  yield '<key id="labels" for="node" attr.name="labels" attr.type="string"/>\n<key id="type" for="edge" attr.name="label" attr.type="string"/>\n';
  for (const [element, types] of Object.entries(KEYS)) {
    for (const [type, names] of Object.entries(types)) {
      for (const name of names) {
        const shownAs = element === 'edge' && name === 'label' ? 'levelLabel' : name; // an edge's label is its type
        yield `<key id="${element}.${name}" for="${element}" attr.name="${shownAs}" attr.type="${type}"/>\n`;
      }
    }
  }
  yield '<graph id="careergraph" edgedefault="directed">\n';
  for await (const record of readSources(stream)) yield node('Source', record.id, record);
  for await (const concept of readConcepts(stream)) {
    const { label } = written(concept.facts[0]!).nodes[0]!;
    yield node(label, concept.node.id, concept.node);
    yield* edges(concept.facts);
  }
  /** A name or a sentence may be said of many. */
  const there = new Set<string>();
  for await (const { facts } of readClaims(stream)) {
    for (const { label, id, properties } of facts.flatMap((fact) => written(fact).nodes)) {
      if (there.has(id)) continue;
      there.add(id);
      yield node(label, id, properties);
    }
    yield* edges(facts);
  }
  yield '</graph>\n</graphml>\n';

  function* edges(facts: readonly SourcedFact[]): Generator<string> {
    for (const fact of facts) {
      for (const { id, type, from, to, properties } of written(fact).claims) {
        yield `<edge id="${xml(id)}" source="${xml(from)}" target="${xml(to)}" label="${type}"><data key="type">${type}</data>${data('edge', properties)}</edge>\n`;
      }
      onFact();
    }
  }
}

const written = ({ source, fact }: SourcedFact) => toWrites(source, fact);

const node = (label: string, id: string, properties: Properties): string =>
  `<node id="${xml(id)}" labels=":${label}"><data key="labels">:${label}</data>${data('node', properties)}</node>\n`;

/** Ids are attributes of their elements; the others are made of names. */
const UNSHOWN = ['id', 'key', 'sortName'];

function data(element: Element, properties: Properties): string {
  return Object.entries(properties)
    .filter(([name, value]) => !UNSHOWN.includes(name) && value !== null)
    .map(([name, value]) => {
      if (!DECLARED[element].has(name)) throw new Error(`GraphML has no key for ${name} of an ${element}: declare it.`);
      return `<data key="${element}.${name}">${xml(Array.isArray(value) ? JSON.stringify(value) : String(value))}</data>`;
    })
    .join('');
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Control characters have no place in XML 1.0 at all. */
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;

const xml = (text: string): string => text.replace(FORBIDDEN, '').replace(/[&<>"]/g, (character) => ENTITIES[character]!);
