import { existsSync } from 'node:fs';
import { say, showSteps } from '../src/console.js';
import { applySchema } from '../src/graph/graph-schema.js';
import { StartUpError } from '../src/start-up-error.js';
import { readFileArgument, runCommand } from './command.js';
import { restore } from './dump/backup.js';
import { checkFactsFile } from './dump/facts-file.js';
import { RESTORE_RUN } from './import-lock.js';
import { READ_IMPORT } from './writer.queries.js';

const HELP = `npm run restore -- <file>

Brings back what \`npm run backup\` wrote, into a database that is empty: the one at NEO4J_URI or else Careergraph's own, in a data folder
(CAREERGRAPH_HOME) that is not there yet. The file is read through before anything is written, and the graph compared with the digest
in it before anybody can take it for whole. A restore that was cut off is completed by running it again.

  --help            show this
`;

await runCommand({
  help: HELP,
  readOptions: () => {
    const path = readFileArgument('the backup to restore');
    if (!existsSync(path)) throw new Error(`There is no ${path}. Expected a file that npm run backup wrote.`);
    return path;
  },
  work: async (graph, path, state) => {
    const [unfinished] = state === 'incomplete' ? await graph.read<{ importing: string }>(READ_IMPORT) : [];
    if (state !== 'empty' && unfinished?.importing !== RESTORE_RUN) {
      throw new StartUpError(
        'The database is not empty, so nothing was written. A backup is restored into an empty one: name another by NEO4J_URI or ' +
          'CAREERGRAPH_HOME, or stop Careergraph and move its data folder away first.',
      );
    }
    const restored = await showSteps(async (begin) => {
      const checking = begin('Checking the backup');
      const { facts, history, digest } = await checkFactsFile(path, (read) => checking.reach(read));
      if (!history || digest === undefined) {
        throw new StartUpError(`${path} is no backup: it has no history. Load its facts with \`npm run import -- facts ${path}\`.`);
      }
      await applySchema(graph);
      const onWaiting = (other: string): void => say(`Another import (${other}) has the graph. Seeing whether it is still alive ...`);
      await restore(graph, path, { facts, digest }, { begin, onWaiting });
      return { facts, digest };
    });
    say(`Done: ${restored.facts} facts and their history are back, with the digest ${restored.digest}.`);
  },
});
