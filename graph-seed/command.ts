import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadConfig } from '../src/config.js';
import { say, sayFailure } from '../src/console.js';
import { shareDatabase } from '../src/database.js';
import { GraphUnavailableError } from '../src/graph/errors.js';
import type { Graph } from '../src/graph/graph.js';
import { type DatabaseContent, inspectGraph } from '../src/graph/graph-state.js';
import { StartUpError } from '../src/start-up-error.js';

/** A command that puts data into the graph. */
export interface Command<O> {
  help: string;
  /** What the command line asks for; an error says what is wrong with it, and help follows. */
  readOptions: () => O;
  /** Whether it may write to a database that holds something other than a career graph. */
  intoExisting?: (options: O) => boolean;
  work: (graph: Graph, options: O, state: DatabaseContent) => Promise<void>;
}

/** Runs a command from its command line to its exit code, on the database that the settings name. */
export async function runCommand<O>(command: Command<O>): Promise<never> {
  try {
    if (process.argv.some((argument) => argument === '--help' || argument === '-h')) say(command.help);
    else await run(command);
  } catch (error) {
    sayFailure(error);
    process.exitCode = 1;
  }
  process.exit();
}

async function run<O>({ help, readOptions, intoExisting = () => false, work }: Command<O>): Promise<void> {
  const options = withHelp(help, readOptions);
  if (existsSync('.env')) process.loadEnvFile();
  const database = await shareDatabase(loadConfig(process.env));
  try {
    const state = await inspectGraph(database.graph);
    if (state === 'foreign' && !intoExisting(options)) {
      throw new StartUpError(
        'The database holds something that is not a career graph, so nothing was written. Point NEO4J_URI and NEO4J_DATABASE ' +
          'elsewhere, or run `npm run seed -- --into-existing` to add the career graph to what is there.',
      );
    }
    await Promise.race([work(database.graph, options, state), database.lost]);
  } catch (error) {
    if (!(error instanceof GraphUnavailableError)) throw error;
    throw new StartUpError(
      `The database is gone: ${error.message} What was written until then stays. ` +
        'When it runs again, run this again: what is there already is passed over, and the rest completed.',
    );
  } finally {
    await database.close();
  }
}

/** The one argument of a command that reads or writes a file. */
export function readFileArgument(what: string): string {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new Error(`Expected the name of ${what}; got "${positionals.join(' ')}".`);
  return path;
}

function withHelp<O>(help: string, readOptions: () => O): O {
  try {
    return readOptions();
  } catch (error) {
    throw new StartUpError(`${(error as Error).message}\n\n${help}`);
  }
}
