import { createHash } from 'node:crypto';
import type { Stream } from '../../src/graph/graph.js';
import { LABEL_BY_TYPE, TYPE_BY_FACT } from '../graph-writes.js';

/** What two graphs may differ in and still count as equal. */
export interface DigestOptions {
  /** The revision, releases and the change feed: how the graph came to be what it is. */
  withoutHistory?: boolean;
  /** When each revision was made: no two runs write at the same moment. */
  withoutMoments?: boolean;
  onRead?: (rows: number) => void;
}

export interface GraphDigest {
  nodes: number;
  relationships: number;
  digest: string;
}

const HISTORY_LABELS = ['Graph', 'Release', 'Change'];
const HISTORY_TYPES = ['RELEASED_BY'];
/** Who holds the graph for an import is no part of what the graph is. */
const BOOKKEEPING = ['importing', 'importer', 'beat'];

type Properties = Record<string, unknown>;

/** Equal for equal graphs and for no others: drawn from every label, relationship and property, and independent of how exports read them. */
export async function graphDigest(stream: Stream, options: DigestOptions = {}): Promise<GraphDigest> {
  const { withoutHistory = false, withoutMoments = false, onRead = () => {} } = options;
  const leftOut = new Set([...BOOKKEEPING, ...(withoutHistory ? ['revision'] : []), ...(withoutMoments ? ['at', 'changedAt'] : [])]);
  const total = { rows: 0, sum: 0n };
  const add = async (cypher: string): Promise<number> => {
    const before = total.rows;
    for await (const row of stream<Properties>(cypher)) {
      // A sum does not mind the order of rows, so nothing has to be sorted or kept.
      total.sum = BigInt.asUintN(256, total.sum + BigInt(`0x${createHash('sha256').update(canonical(row, leftOut)).digest('hex')}`));
      if (++total.rows % 1_000 === 0) onRead(total.rows);
    }
    return total.rows - before;
  };
  const counts = { nodes: 0, relationships: 0 };
  for (const label of [...Object.values(LABEL_BY_TYPE), ...(withoutHistory ? [] : HISTORY_LABELS)]) {
    counts.nodes += await add(`/* digest${label} */ MATCH (node:${label}) RETURN labels(node) AS labels, properties(node) AS properties`);
  }
  for (const type of [...new Set(Object.values(TYPE_BY_FACT)), ...(withoutHistory ? [] : HISTORY_TYPES)]) {
    counts.relationships += await add(`/* digest${type} */
MATCH (from)-[link:${type}]->(to) RETURN type(link) AS type, properties(link) AS properties, from.id AS from, to.id AS to`);
  }
  return { ...counts, digest: total.sum.toString(16).padStart(64, '0') };
}

function canonical({ properties, ...row }: Properties, leftOut: ReadonlySet<string>): string {
  const kept = Object.entries(properties as Properties).filter(([name]) => !leftOut.has(name));
  return JSON.stringify([row, kept.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => [name, plain(value)])]);
}

/** Moments come as objects of the driver's, with a text of their own. */
const plain = (value: unknown): unknown => (typeof value === 'object' && value !== null && !Array.isArray(value) ? String(value) : value);
