import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadConfig } from '../src/config.js';
import { say, sayFailure, showProgress } from '../src/console.js';
import { openDatabase } from '../src/database.js';
import { StartUpError } from '../src/start-up-error.js';
import { inspectGraph, seed } from './seed.js';

const HELP = `npm run seed [-- options]

Loads the career guides into the database that the settings name: the one at NEO4J_URI, or else Careergraph's own.
What is there already stays; running it again changes nothing, and completes a run that was cut off.

  --if-empty        do nothing where a complete career graph is there already
  --into-existing   go on in a database that holds something other than a career graph
  --help            show this
`;

try {
  await run();
} catch (error) {
  sayFailure(error);
  process.exitCode = 1;
}
process.exit();

async function run(): Promise<void> {
  const options = readOptions();
  if (options.help) return say(HELP);
  if (existsSync('.env')) process.loadEnvFile();
  const database = await openDatabase(loadConfig(process.env));
  try {
    const state = await inspectGraph(database.graph);
    if (state === 'foreign' && !options['into-existing']) {
      throw new StartUpError(
        'The database holds something that is not a career graph, so nothing was written. Point NEO4J_URI and NEO4J_DATABASE ' +
          'elsewhere, or run `npm run seed -- --into-existing` to add the career graph to what is there.',
      );
    }
    if (state === 'careergraph' && options['if-empty']) return say('The database holds a career graph already: nothing to do.');
    const { added, changed } = await showProgress('Loading the career guides', (report) => seed(database.graph, report));
    say(`Done: ${added} facts added, ${changed} changed.`);
  } finally {
    await database.close();
  }
}

function readOptions() {
  const options = { 'if-empty': { type: 'boolean' }, 'into-existing': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    throw new StartUpError(`${(error as Error).message}\n\n${HELP}`);
  }
}
