import { parseArgs } from 'node:util';
import { say, showProgress } from '../src/console.js';
import { runCommand } from './command.js';
import { seed } from './seed.js';

const HELP = `npm run seed [-- options]

Loads the career guides into the database that the settings name: the one at NEO4J_URI, or else Careergraph's own, be
Careergraph running or not. What is there already stays; running it again changes nothing, and completes a run that was cut off.

  --if-empty        do nothing where a complete career graph is there already
  --into-existing   go on in a database that holds something other than a career graph
  --help            show this
`;

await runCommand({
  help: HELP,
  readOptions: () => {
    const { values } = parseArgs({ options: { 'if-empty': { type: 'boolean' }, 'into-existing': { type: 'boolean' } } });
    return { ifEmpty: values['if-empty'] ?? false, intoExisting: values['into-existing'] ?? false };
  },
  intoExisting: (options) => options.intoExisting,
  work: async (graph, { ifEmpty }, state) => {
    if (state === 'careergraph' && ifEmpty) return say('The database holds a career graph already: nothing to do.');
    const { added, changed } = await showProgress('Loading the career guides', (report) => seed(graph, report));
    say(`Done: ${added} facts added, ${changed} changed.`);
  },
});
