import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Graph, Transaction } from '../src/graph/graph.js';
import { StartUpError } from '../src/start-up-error.js';
import { BEGIN_IMPORT, GIVE_UP, HEARTBEAT, READ_IMPORT, STILL_OURS } from './writer.queries.js';

const beatMs = 2_000;
/** So long without a beat means that a run has died; its successor takes over what it left. */
const deadAfterMs = 12_000;

/** Names the run that brings a backup back: what it leaves behind when it is cut off only it can complete. */
export const RESTORE_RUN = 'restore';

interface ImportState {
  importing: string | null;
  importer: string | null;
  beat: number | null;
}

/** One run's hold of the graph: only one import writes at a time. */
export interface ImportLock {
  /** Makes sure, within a transaction, that the hold was not lost. Answers the revision that the run's end will make. */
  check(run: Transaction): Promise<number>;
  release(): Promise<void>;
}

/** Takes the graph for a run. Another one that is under way is a refusal; one that died is taken over. */
export async function lockForImport(graph: Graph, run: string, onWaiting: (other: string) => void = () => {}): Promise<ImportLock> {
  const importer = randomUUID();
  const [state] = await graph.read<ImportState>(READ_IMPORT);
  if (state?.importing === RESTORE_RUN && run !== RESTORE_RUN) {
    throw new StartUpError(
      'A backup is being restored into this database, or its restore was cut off: `npm run restore -- <file>` completes it. To begin anew ' +
        'instead, empty the database.',
    );
  }
  const dead = await deadImporter(graph, onWaiting);
  const [taken] = await graph.write<{ revision: number }>(BEGIN_IMPORT, { run, importer, dead });
  if (taken === undefined) throw new StartUpError('Another import has just begun. Wait until it is done, then start this one again.');
  const timer = setInterval(() => void graph.write(HEARTBEAT, { importer }).catch(() => {}), beatMs).unref();
  return {
    check: async (transaction) => {
      const [ours] = await transaction<{ revision: number }>(STILL_OURS, { importer });
      if (ours === undefined)
        throw new StartUpError('Another import took over, as this one seemed to be dead. Start it again when that one is done.');
      return ours.revision + 1;
    },
    release: async () => {
      clearInterval(timer);
      await graph.write(GIVE_UP, { importer }).catch(() => {}); // done already where the run came to its end
    },
  };
}

/** The importer that holds the graph and is dead, if there is one. */
async function deadImporter(graph: Graph, onWaiting: (other: string) => void): Promise<string | null> {
  const read = async (): Promise<ImportState | undefined> => (await graph.read<ImportState>(READ_IMPORT))[0];
  const first = await read();
  if (!first?.importer) return null;
  onWaiting(first.importing ?? 'unknown');
  for (let waited = 0; waited < deadAfterMs; waited += beatMs) {
    await sleep(beatMs);
    const now = await read();
    if (!now?.importer) return null;
    if (now.importer !== first.importer || now.beat !== first.beat) {
      throw new StartUpError(`An import (${now.importing}) is under way. Wait until it is done, then start this one again.`);
    }
  }
  return first.importer;
}
