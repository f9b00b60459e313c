import type { Graph, Transaction } from '../src/graph/graph.js';
import { groupBy } from '../src/group-by.js';
import type { Fact, FactKind, SourceRecord } from './facts.js';
import { type ClaimWrite, labelOf, type NodeWrite, toWrites, TYPE_BY_FACT } from './graph-writes.js';
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

export interface WriteOptions {
  /** How many facts of the source at hand are written. */
  onWritten?: (facts: number) => void;
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
  sources: readonly SourceFacts[],
  options: WriteOptions = {},
): Promise<WriteCounts> {
  const lock = await lockForImport(graph, run, options.onWaiting);
  try {
    for (const source of sources) await writeSourceFacts(graph, lock, source, options.onWritten ?? (() => {}));
    return await graph.transaction(async (run) => {
      await lock.check(run);
      for (const query of queries.SETTLE_TOUCHED) await run(query, queries.SETTLE_PARAMETERS);
      const [written] = await run<WriteCounts>(queries.END_IMPORT);
      return written ?? { added: 0, changed: 0, removed: 0 };
    });
  } finally {
    await lock.release();
  }
}

async function writeSourceFacts(
  graph: Graph,
  lock: ImportLock,
  { source, facts, complete, unread = [] }: SourceFacts,
  onWritten: (facts: number) => void,
) {
  /** Claims that were written, to tell what else the source once claimed. */
  const written = new Set<string>();
  const inTransaction = (write: (run: Transaction, revision: number) => Promise<WriteCounts>): Promise<void> =>
    graph.transaction(async (run) => {
      const counts = await write(run, await lock.check(run));
      if (counts.added + counts.changed + counts.removed > 0) await run(queries.COUNT_WRITTEN, { source: source.id, ...counts });
    });

  await inTransaction((run) => writeSource(run, source));
  for await (const batch of batches(facts)) {
    const writes = batch.map((fact) => toWrites(source.id, fact));
    const nodes = writes.flatMap((write) => write.nodes);
    const claims = writes.flatMap((write) => write.claims);
    await inTransaction(async (run, revision) => {
      const changed = await writeNodes(run, source.id, nodes, revision);
      const counts = await writeClaims(run, source.id, claims);
      return { ...counts, changed: counts.changed + changed };
    });
    if (complete) for (const { id } of claims) written.add(id);
    onWritten(batch.length);
  }
  for (const kind of complete ?? []) {
    const type = TYPE_BY_FACT[kind];
    const label = type === 'ATTESTED_BY' ? `:${labelOf(`${kind}:`)}` : '';
    const claimed = await graph.read<{ id: string }>(queries.claimIds(type, label), { source: source.id, unread });
    const gone = claimed.map(({ id }) => id).filter((id) => !written.has(id));
    const remove = type === 'ATTESTED_BY' ? queries.RETIRE_CLAIMS : queries.removeClaims(type);
    for await (const ids of batches(gone)) {
      await inTransaction(async (run) => {
        await run(remove, { ids, source: source.id });
        return { added: 0, changed: 0, removed: ids.length };
      });
    }
  }
}

async function writeSource(run: Transaction, source: SourceRecord): Promise<WriteCounts> {
  const [written] = await run<{ changed: number }>(queries.WRITE_SOURCE, { source: source.id, properties: source });
  return { added: 0, changed: written!.changed, removed: 0 };
}

async function writeNodes(run: Transaction, source: string, nodes: readonly NodeWrite[], revision: number): Promise<number> {
  let changed = 0;
  for (const [label, rows] of groupBy(nodes, (node) => node.label)) {
    const [written] = await run<{ changed: number }>(queries.writeNodes(label), { rows, source, revision });
    changed += written!.changed;
  }
  return changed;
}

async function writeClaims(run: Transaction, source: string, claims: readonly ClaimWrite[]): Promise<WriteCounts> {
  const counts = { added: 0, changed: 0, removed: 0 };
  const ends = (claim: ClaimWrite): string => `${claim.type} ${labelOf(claim.from)} ${labelOf(claim.to)}`;
  for (const rows of groupBy(claims, ends).values()) {
    const { type, from, to } = rows[0]!;
    const cypher = queries.writeClaims(type, labelOf(from), labelOf(to));
    const [written] = await run<WriteCounts & { found: number }>(cypher, { rows, source });
    if (written!.found < rows.length) throw new Error(await describeDangling(run, rows));
    counts.added += written!.added;
    counts.changed += written!.changed;
  }
  return counts;
}

async function describeDangling(run: Transaction, claims: readonly ClaimWrite[]): Promise<string> {
  const ids = [...new Set(claims.flatMap(({ from, to }) => [from, to]))];
  const missing: string[] = [];
  for (const [label, group] of groupBy(ids, labelOf)) {
    const rows = await run<{ id: string }>(queries.missingIds(label), { ids: group });
    missing.push(...rows.map(({ id }) => id));
  }
  return `Facts speak of ${missing.join(', ')}, which no fact describes. Describe a concept before the facts about it.`;
}

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
