import type { Graph, Parameters, Transaction } from '../src/graph/graph.js';
import { groupBy } from '../src/group-by.js';
import type { Fact, FactKind, SourceRecord } from './facts.js';
import { type ClaimWrite, labelOf, type NodeWrite, toWrites, TYPE_BY_FACT, type Writes } from './graph-writes.js';
import { type ImportLock, lockForImport } from './import-lock.js';
import * as queries from './writer.queries.js';

/** What one source says. Concepts come before the facts about them. */
export interface SourceFacts {
  source: SourceRecord;
  facts: Iterable<Fact> | AsyncIterable<Fact>;
  /** Kinds of fact of which the source says all that it has to say: what it said before and says no more is retracted. */
  complete?: ReadonlySet<FactKind>;
  /** Beginnings of the ids of concepts of which it says nothing this time: what it said of those stays. */
  unread?: readonly string[];
}

export type WriteCounts = { added: number; changed: number; removed: number };

/** What became of one claim of a source, or of the source's own record. */
export interface ClaimChange {
  change: keyof WriteCounts;
  fact: FactKind | 'source';
  /** Whose fact it is, and what it leads to. */
  subject: string;
  other?: string;
}

export interface WriteOptions {
  /** How many facts of the source at hand are written, or compared. */
  onWritten?: (facts: number) => void;
  /** What each batch of a source changed, or would change. */
  onChanges?: (changes: readonly ClaimChange[], source: string) => void;
  /** What the run does, while it still holds the graph, once all is written: unless told otherwise it makes a revision of it. */
  end?: (graph: Graph, lock: ImportLock) => Promise<void>;
  /** Another import holds the graph; it will be seen shortly whether it is alive. */
  onWaiting?: (other: string) => void;
}

const BATCH_SIZE = 2_000;

/**
 * Writes what sources say, each batch a transaction. It may be cut off anywhere and run again: what is there already stays
 * as it is. The graph is marked `importing` from the first batch to the last, which raises its revision once.
 */
export async function writeFacts(
  graph: Graph,
  run: string,
  sources: Iterable<SourceFacts> | AsyncIterable<SourceFacts>,
  options: WriteOptions = {},
): Promise<WriteCounts> {
  const lock = await lockForImport(graph, run, options.onWaiting);
  try {
    const counts = await passOn(graph, sources, writingTo(graph, lock), options);
    await (options.end ?? makeRevision)(graph, lock);
    return counts;
  } finally {
    await lock.release();
  }
}

const makeRevision = (graph: Graph, lock: ImportLock): Promise<void> =>
  graph.transaction(async (run) => {
    await lock.check(run);
    for (const query of queries.SETTLE_TOUCHED) await run(query, queries.SETTLE_PARAMETERS);
    await run(queries.END_IMPORT);
  });

/** What `writeFacts` would change, found by reading alone. */
export function compareFacts(
  graph: Graph,
  sources: Iterable<SourceFacts> | AsyncIterable<SourceFacts>,
  options: WriteOptions = {},
): Promise<WriteCounts> {
  return passOn(graph, sources, comparingWith(graph), options);
}

/** Where facts go, batch by batch: into the graph, or beside it for comparison. Each step answers what it changes. */
interface Target {
  source(source: SourceRecord): Promise<ClaimChange[]>;
  facts(source: string, facts: readonly FactWrites[]): Promise<ClaimChange[]>;
  retract(source: string, kind: FactKind, claims: readonly Claimed[]): Promise<ClaimChange[]>;
}

interface FactWrites extends Writes {
  kind: FactKind;
}

const claimsOf = (facts: readonly FactWrites[]): ClaimWrite[] => facts.flatMap(({ claims }) => claims);

/** A claim that is in the graph. */
type Claimed = Pick<ClaimWrite, 'id' | 'from' | 'to'>;

async function passOn(
  graph: Graph,
  sources: Iterable<SourceFacts> | AsyncIterable<SourceFacts>,
  target: Target,
  { onWritten = () => {}, onChanges = () => {} }: WriteOptions,
): Promise<WriteCounts> {
  const counts = countOf([]);
  /** Claims of this run: a source says a thing once, and what it said before and says no more is found by them. */
  const saidBy = new Map<string, Set<string>>();
  for await (const { source, facts, complete = [], unread = [] } of sources) {
    const said = saidBy.get(source.id) ?? new Set<string>(); // a source may come in parts
    saidBy.set(source.id, said);
    const note = (changes: readonly ClaimChange[]): void => {
      for (const { change } of changes) counts[change] += 1;
      if (changes.length > 0) onChanges(changes, source.id);
    };
    note(await target.source(source));
    for await (const batch of batches(facts)) {
      const writes = batch.map((fact) => ({ kind: fact.fact, ...toWrites(source.id, fact) }));
      const first = writes.filter(({ claims }) => claims.every(({ id }) => learns(said, id)));
      note(await target.facts(source.id, first));
      onWritten(batch.length);
    }
    for (const kind of complete) {
      const type = TYPE_BY_FACT[kind];
      const label = type === 'ATTESTED_BY' ? `:${labelOf(`${kind}:`)}` : '';
      const claimed = await graph.read<Claimed>(queries.claimIds(type, label), { source: source.id, unread });
      const gone = claimed.filter(({ id }) => !said.has(id));
      for await (const batch of batches(gone)) note(await target.retract(source.id, kind, batch));
    }
  }
  return counts;
}

function writingTo(graph: Graph, lock: ImportLock): Target {
  const inTransaction = (source: string, write: (run: Transaction, revision: number) => Promise<ClaimChange[]>): Promise<ClaimChange[]> =>
    graph.transaction(async (run) => {
      const changes = await write(run, await lock.check(run));
      if (changes.length > 0) await run(queries.COUNT_WRITTEN, { source, ...countOf(changes) });
      return changes;
    });

  return {
    source: (source) =>
      inTransaction(source.id, async (run) => {
        const [written] = await run<{ changed: number }>(queries.WRITE_SOURCE, { source: source.id, properties: source });
        return written!.changed > 0 ? [changedSource(source)] : [];
      }),
    facts: (source, facts) =>
      inTransaction(source, async (run, revision) => {
        const nodes = await eachLabel(facts, (label, rows) => run<Changed>(queries.writeNodes(label), { rows, source, revision }));
        return changesOf(facts, nodes, await writeClaims(run, source, claimsOf(facts)));
      }),
    retract: (source, kind, claims) =>
      inTransaction(source, async (run) => {
        const type = TYPE_BY_FACT[kind];
        const remove = type === 'ATTESTED_BY' ? queries.RETIRE_CLAIMS : queries.removeClaims(type);
        await run(remove, { ids: claims.map(({ id }) => id), source });
        return claims.map((claim) => describe('removed', kind, claim));
      }),
  };
}

function comparingWith(graph: Graph): Target {
  /** Nodes that this run has spoken of, as written: they are there by now, and changed once. */
  const described = new Set<string>();
  const read: Query = (cypher, parameters) => graph.read(cypher, parameters);
  return {
    source: async (source) => {
      described.add(source.id);
      const changed = await read(queries.COMPARE_SOURCE, { source: source.id, properties: source });
      return changed.length > 0 ? [changedSource(source)] : [];
    },
    facts: async (source, facts) => {
      const spokenOfFirst = facts.map((fact) => ({ ...fact, nodes: fact.nodes.filter(({ id }) => learns(described, id)) }));
      const nodes = await eachLabel(spokenOfFirst, (label, rows) => read<Changed>(queries.compareNodes(label), { rows }));
      const claims = claimsOf(facts);
      const compared = await compareClaims(read, source, claims);
      const added = new Set(compared.added);
      const fresh = claims.filter(({ id }) => added.has(id));
      await requireEnds(read, fresh, described);
      return changesOf(facts, nodes, compared);
    },
    retract: async (_source, kind, claims) => claims.map((claim) => describe('removed', kind, claim)),
  };
}

/** The ids of what a query changed, or would. */
type Changed = { changed: string[] };
type AddedOrChanged = Changed & { added: string[] };
type Query = <R extends object>(cypher: string, parameters: Parameters) => Promise<R[]>;

/** The ids of the nodes that a query for each label has changed, or would. */
async function eachLabel(
  facts: readonly FactWrites[],
  query: (label: string, rows: readonly NodeWrite[]) => Promise<Changed[]>,
): Promise<string[]> {
  const changed: string[] = [];
  const nodes = facts.flatMap((fact) => fact.nodes);
  for (const [label, rows] of groupBy(nodes, (node) => node.label)) changed.push(...(await query(label, rows))[0]!.changed);
  return changed;
}

async function writeClaims(run: Transaction, source: string, claims: readonly ClaimWrite[]): Promise<AddedOrChanged> {
  const found: AddedOrChanged = { added: [], changed: [] };
  const ends = (claim: ClaimWrite): string => `${claim.type} ${labelOf(claim.from)} ${labelOf(claim.to)}`;
  for (const rows of groupBy(claims, ends).values()) {
    const { type, from, to } = rows[0]!;
    const cypher = queries.writeClaims(type, labelOf(from), labelOf(to));
    const [written] = await run<AddedOrChanged & { found: number }>(cypher, { rows, source });
    if (written!.found < rows.length) await requireEnds(run, rows);
    found.added.push(...written!.added);
    found.changed.push(...written!.changed);
  }
  return found;
}

async function compareClaims(run: Query, source: string, claims: readonly ClaimWrite[]): Promise<AddedOrChanged> {
  const found: AddedOrChanged = { added: [], changed: [] };
  for (const [type, group] of groupBy(claims, (claim) => claim.type)) {
    const rows = group.map(({ id, properties }) => ({ id, properties: { ...properties, id, source } }));
    const [compared] = await run<AddedOrChanged>(queries.compareClaims(type), { rows });
    found.added.push(...compared!.added);
    found.changed.push(...compared!.changed);
  }
  return found;
}

/** Fails where claims speak of what is not there, nor among `described`. */
async function requireEnds(run: Query, claims: readonly ClaimWrite[], described: ReadonlySet<string> = new Set()): Promise<void> {
  const ids = [...new Set(claims.flatMap(({ from, to }) => [from, to]))].filter((id) => !described.has(id));
  const missing: string[] = [];
  for (const [label, group] of groupBy(ids, labelOf)) {
    const rows = await run<{ id: string }>(queries.missingIds(label), { ids: group });
    missing.push(...rows.map(({ id }) => id));
  }
  if (missing.length === 0) return;
  throw new Error(`Facts speak of ${missing.join(', ')}, which no fact describes. Describe a concept before the facts about it.`);
}

const changedSource = ({ id }: SourceRecord): ClaimChange => ({ change: 'changed', fact: 'source', subject: id });

/** A node is part of the first fact that speaks of it: pay that changes is a changed fact, though its claim stays as it is. */
function changesOf(facts: readonly FactWrites[], changedNodes: readonly string[], claims: AddedOrChanged): ClaimChange[] {
  const added = new Set(claims.added);
  const changed = new Set(claims.changed);
  const nodesLeft = new Set(changedNodes);
  return facts.flatMap((fact) => {
    const nodeChanged = fact.nodes.some(({ id }) => nodesLeft.delete(id));
    return fact.claims.flatMap((claim) => {
      if (added.has(claim.id)) return describe('added', fact.kind, claim);
      return nodeChanged || changed.has(claim.id) ? describe('changed', fact.kind, claim) : [];
    });
  });
}

function describe(change: ClaimChange['change'], fact: FactKind, { from, to }: Claimed): ClaimChange {
  if (TYPE_BY_FACT[fact] === 'ATTESTED_BY') return { change, fact, subject: from };
  return fact === 'name' ? { change, fact, subject: to, other: from } : { change, fact, subject: from, other: to };
}

function countOf(changes: readonly ClaimChange[]): WriteCounts {
  const count = (change: ClaimChange['change']): number => changes.filter((one) => one.change === change).length;
  return { added: count('added'), changed: count('changed'), removed: count('removed') };
}

/** Whether `known` did not have the id; it has it from now on. */
const learns = (known: Set<string>, id: string): boolean => !known.has(id) && known.add(id).has(id);

async function* batches<T>(items: Iterable<T> | AsyncIterable<T>): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length === BATCH_SIZE) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
