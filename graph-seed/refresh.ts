import { parseArgs } from 'node:util';
import { say } from '../src/console.js';
import { runCommand } from './command.js';
import { TELL_OF_CHANGES } from './writer.queries.js';

const HELP = `npm run refresh

Tells every running Careergraph that the graph was changed by other tools: it raises the graph's revision, and whatever is kept of the
one before is forgotten within a second. Changes by Careergraph's own commands and mutations need no telling. The change feed knows
nothing of what other tools did.
`;

await runCommand({
  help: HELP,
  readOptions: () => parseArgs({ options: {} }).values,
  work: async (graph) => {
    const [told] = await graph.write<{ revision: number; importing: string | null }>(TELL_OF_CHANGES);
    if (told === undefined) return say('There is no career graph yet. `npm run seed` loads the career guides.');
    say(`The graph is at revision ${told.revision}.`);
    if (told.importing !== null) say(`An import (${told.importing}) is under way: what is read now is kept once it is done.`);
  },
});
