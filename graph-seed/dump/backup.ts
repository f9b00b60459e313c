import type { Step } from '../../scripts/progress.mjs';
import type { Graph } from '../../src/graph/graph.js';
import { StartUpError } from '../../src/start-up-error.js';
import { type ImportLock, RESTORE_RUN } from '../import-lock.js';
import { ImportReport } from '../publisher.js';
import { settleTouched, type WriteOptions, writeFacts } from '../writer.js';
import { type HistoryEntry, readHistory, readSourceFacts } from './facts-file.js';
import { graphDigest } from './graph-digest.js';
import { END_RESTORE, FORGET_CHANGES, FORGET_RUN, RESTORE_HISTORY } from './history.queries.js';

/** What a backup is known to hold. */
export interface Expected {
  facts: number;
  digest: string;
}

export interface RestoreOptions extends Pick<WriteOptions, 'onWaiting'> {
  /** Told of each step, which is then told how far it is. */
  begin: (label: string) => Pick<Step, 'reach'>;
}

/**
 * Brings a backup back into a graph that holds nothing else. Facts go by the writer that wrote them first; what it would note
 * of this run gives way to the backup's own history. Until the digest is right the graph counts as incomplete.
 */
export async function restore(graph: Graph, path: string, expected: Expected, { begin, onWaiting }: RestoreOptions): Promise<void> {
  const facts = begin('Restoring facts');
  let written = 0;
  await writeFacts(graph, RESTORE_RUN, partsOf(path), {
    onWaiting,
    onWritten: (count) => facts.reach((written += count), expected.facts),
    end: async (_, lock) => {
      await settle(graph, lock);
      const history = begin('Restoring the history');
      await restoreHistory(graph, lock, path, (entries) => history.reach(entries));
      const comparing = begin('Comparing with the digest');
      const { digest } = await graphDigest((cypher) => graph.stream(cypher), { onRead: (rows) => comparing.reach(rows) });
      if (digest !== expected.digest) throw new StartUpError(differs(digest, expected.digest));
      await inTransaction(graph, lock, [END_RESTORE]);
    },
  });
}

const differs = (digest: string, expected: string): string =>
  `What was restored has the digest ${digest}, but what was backed up had ${expected}: it is not the same graph, so it stays marked as ` +
  'incomplete. Was it backed up by another version of Careergraph? Empty the database, and restore it with that version.';

async function* partsOf(path: string): ReturnType<typeof readSourceFacts> {
  for await (const { source, facts } of readSourceFacts(path, new ImportReport())) yield { source, facts };
}

const inTransaction = (graph: Graph, lock: ImportLock, queries: readonly string[], parameters = {}): Promise<void> =>
  graph.transaction(async (run) => {
    await lock.check(run);
    for (const query of queries) await run(query, parameters);
  });

const settle = (graph: Graph, lock: ImportLock): Promise<void> =>
  graph.transaction(async (run) => {
    await lock.check(run);
    await settleTouched(run);
    for (const query of FORGET_RUN) await run(query);
  });

const BATCH_SIZE = 2_000;

async function restoreHistory(graph: Graph, lock: ImportLock, path: string, onHistory: (entries: number) => void): Promise<void> {
  // Changes have no ids: those of a restore that was cut off would be there twice.
  while ((await graph.write<{ changes: number }>(FORGET_CHANGES))[0]!.changes > 0);
  let done = 0;
  let batch: HistoryEntry[] = [];
  const write = async (): Promise<void> => {
    if (batch.length > 0) await inTransaction(graph, lock, [RESTORE_HISTORY[batch[0]!.history]], { rows: batch });
    onHistory((done += batch.length));
    batch = [];
  };
  for await (const entry of readHistory(path)) {
    if (batch.length === BATCH_SIZE || (batch.length > 0 && batch[0]!.history !== entry.history)) await write();
    batch.push(entry);
  }
  await write();
}
