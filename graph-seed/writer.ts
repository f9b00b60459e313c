import type { Graph, Transaction } from '../src/graph/graph.js';
import { groupBy } from '../src/group-by.js';
import type { Fact, SourceRecord } from './facts.js';
import { type ClaimWrite, labelOf, type NodeWrite, toWrites } from './graph-writes.js';
import * as queries from './writer.queries.js';

/** What one source says. Concepts come before the facts about them. */
export interface SourceFacts {
  source: SourceRecord;
  facts: Iterable<Fact>;
}

export type WriteCounts = { added: number; changed: number };

const BATCH_SIZE = 1_000;

/**
 * Writes what sources say, each batch a transaction. It may be cut off anywhere and run again: what is there already stays
 * as it is. The graph is marked `importing` from the first batch to the last, which raises its revision once.
 */
export async function writeFacts(
  graph: Graph,
  run: string,
  sources: readonly SourceFacts[],
  onWritten: (facts: number) => void = () => {},
): Promise<WriteCounts> {
  await graph.write(queries.BEGIN_IMPORT, { run });
  for (const { source, facts } of sources) {
    await graph.transaction((run) => writeSource(run, source));
    for (const batch of batches(facts)) {
      const writes = batch.map((fact) => toWrites(source.id, fact));
      await graph.transaction(async (run) => {
        const nodes = await writeNodes(
          run,
          writes.flatMap(({ nodes }) => nodes),
        );
        const claims = await writeClaims(
          run,
          writes.flatMap(({ claims }) => claims),
        );
        await countWritten(run, source.id, { added: claims.added, changed: nodes.changed + claims.changed });
      });
      onWritten(batch.length);
    }
  }
  return graph.transaction(async (run) => {
    for (const query of queries.SETTLE_TOUCHED) await run(query);
    const [written] = await run<WriteCounts>(queries.END_IMPORT);
    return written ?? { added: 0, changed: 0 };
  });
}

async function writeSource(run: Transaction, source: SourceRecord): Promise<void> {
  const [written] = await run<{ changed: number }>(queries.WRITE_SOURCE, { id: source.id, properties: source });
  await countWritten(run, source.id, { added: 0, changed: written!.changed });
}

async function countWritten(run: Transaction, source: string, { added, changed }: WriteCounts): Promise<void> {
  if (added + changed > 0) await run(queries.COUNT_WRITTEN, { source, added, changed });
}

async function writeNodes(run: Transaction, nodes: readonly NodeWrite[]): Promise<{ changed: number }> {
  const counts = { changed: 0 };
  for (const [label, rows] of groupBy(nodes, (node) => node.label)) {
    const [written] = await run<{ changed: number }>(queries.writeNodes(label), { rows });
    counts.changed += written!.changed;
  }
  return counts;
}

async function writeClaims(run: Transaction, claims: readonly ClaimWrite[]): Promise<WriteCounts> {
  const counts = { added: 0, changed: 0 };
  const ends = (claim: ClaimWrite): string => `${claim.type} ${labelOf(claim.from)} ${labelOf(claim.to)}`;
  for (const rows of groupBy(claims, ends).values()) {
    const { type, from, to } = rows[0]!;
    const cypher = queries.writeClaims(type, labelOf(from), labelOf(to));
    const [written] = await run<WriteCounts & { found: number }>(cypher, { rows });
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

function* batches<T>(items: Iterable<T>): Generator<T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length === BATCH_SIZE) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
