import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { type Logger, pino } from 'pino';
import { inspectGraph, seed } from '../graph-seed/seed.js';
import { buildInWorker } from './career-map-keeper.js';
import { type Config, loadConfig } from './config.js';
import { say, sayFailure, showProgress } from './console.js';
import { type Database, openDatabase } from './database.js';
import { tryPort } from './free-port.js';
import type { EmbeddedNeo4j } from './graph/embedded-neo4j.js';
import { GraphAuthenticationError, GraphUnavailableError } from './graph/errors.js';
import type { Graph } from './graph/graph.js';
import { applySchema } from './graph/graph-schema.js';
import { traceFields } from './http/trace-context.js';
import { createServer } from './server.js';
import { createSharedState } from './shared-state.js';
import { StartUpError } from './start-up-error.js';

/** npm passes a Ctrl-C on that the terminal has sent us already: so soon after the first it is no second one. */
const sameSignalMs = 500;

// On a machine with much memory V8 otherwise collects so late that a minute of new questions each takes 300 MB more than what is alive.
setFlagsFromString('--heap-growing-percent=100');

const stopRequest = new AbortController();
/** What ends each thing that was opened, in the order of opening. */
const closers: (() => Promise<void>)[] = [];

listenForSignals();
try {
  await run();
} catch (error) {
  if (!stopRequest.signal.aborted) fail(error);
}
for (const close of closers.reverse()) await close().catch(fail);
process.exit();

/** Starts everything, then serves until asked to stop. */
async function run(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile();
  const config = loadConfig(process.env);
  await requireFreePort(config);
  const log = pino({ level: config.logLevel, ...(config.traces && { mixin: traceFields }) }, pino.destination(process.stderr.fd));
  const onRestart = (what: string): void => log.warn(what);
  const database = await openDatabase(config, { signal: stopRequest.signal, onRestart });
  closers.push(() => database.close());
  await serve(config, database, log);
}

async function serve(config: Config, { graph, own }: Database, log: Logger): Promise<void> {
  await (own === undefined ? inspectOutsideGraph(graph) : fillOwnGraph(graph));
  const onFailure = (err: unknown): void => log.warn({ err }, 'What is kept of the graph cannot be brought up to date yet.');
  const buildCareerMap = () => buildInWorker(own?.connection ?? config.neo4j!);
  const shared = createSharedState({ graph, buildCareerMap, cacheBytes: config.cacheBytes, onFailure });
  shared.revisions.start(onFailure);
  shared.careerMaps.current().catch(onFailure); // before the first asks for it
  const server = await createServer({ shared, config, log });
  closers.push(async () => {
    shared.revisions.stop();
    await server.close();
  });
  announce(await server.listen().catch((error: unknown) => refuseAddress(error, config)), own);
  if (!stopRequest.signal.aborted) await once(stopRequest.signal, 'abort');
}

/** Before anything is made or started for nothing. */
async function requireFreePort(config: Config): Promise<void> {
  await tryPort(config.port, config.host).catch((error: unknown) => refuseAddress(error, config));
}

function refuseAddress(error: unknown, { host, port }: Config): never {
  const { code, message } = error as NodeJS.ErrnoException;
  throw new StartUpError(
    code === 'EADDRINUSE'
      ? `Port ${port} on ${host} is in use, perhaps by a Careergraph that is running already. Stop that program, or set PORT to a free port.`
      : `Careergraph cannot listen on port ${port} of ${host}: ${message}. Set PORT and HOST to what can be listened on.`,
  );
}

/** Our own database is filled unasked, and filled again after an interrupted seeding. */
async function fillOwnGraph(graph: Graph): Promise<void> {
  const state = await inspectGraph(graph);
  if (state === 'foreign') {
    throw new StartUpError(
      'The database in CAREERGRAPH_HOME holds something that is not a Careergraph, which stays as it is. Set CAREERGRAPH_HOME to another folder.',
    );
  }
  if (state === 'careergraph') return applySchema(graph); // a later version may have added to it
  await showProgress('Loading the career guides', (report) =>
    seed(graph, (done, total) => {
      stopRequest.signal.throwIfAborted();
      report(done, total);
    }),
  );
}

/** Somebody else's database is never written to unasked. */
async function inspectOutsideGraph(graph: Graph): Promise<void> {
  const state = await inspectGraph(graph);
  if (state === 'foreign') {
    throw new StartUpError(
      'The database that NEO4J_URI and NEO4J_DATABASE name holds something that is not a Careergraph. Point them elsewhere, ' +
        'or run `npm run seed -- --into-existing` to add the career graph to what is there.',
    );
  }
  if (state === 'careergraph') await applySchema(graph).catch(unlessForbidden);
  if (state === 'empty') say('\nTHE DATABASE IS EMPTY, and so will all answers be. `npm run seed` loads the career guides into it.\n');
  if (state === 'incomplete') say('\nTHE DATABASE IS INCOMPLETE: its seeding was interrupted. Run `npm run seed` again.\n');
}

/** A user who may only read can still serve. */
function unlessForbidden(error: unknown): void {
  if (!(error instanceof GraphAuthenticationError)) throw error;
  say(
    '\nThe user of the database may not change its constraints and indexes: make sure that this version of Careergraph has been started by one who may.\n',
  );
}

function announce({ url }: { url: string }, own?: EmbeddedNeo4j): void {
  say(
    `\nCareergraph is ready.\n  Explorer                    ${url}\n  GraphQL and Apollo Sandbox  ${url}/graphql\n  Health                      ${url}/health/ready`,
  );
  if (own) say(`  Neo4j                       ${own.connection.uri}, user ${own.connection.user}, password in ${own.passwordFile}`);
  say('Ctrl-C stops it.\n');
}

function listenForSignals(): void {
  let firstAt = 0;
  const onSignal = (): void => {
    if (!stopRequest.signal.aborted) {
      firstAt = Date.now();
      say('\nStopping: finishing what is under way. Ctrl-C again stops at once.');
      stopRequest.abort();
    } else if (Date.now() - firstAt > sameSignalMs) {
      process.exit(1);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  // A terminal that is closed takes its output with it, which must not keep us from ending in good order.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}

function fail(error: unknown): void {
  const gone = error instanceof GraphUnavailableError;
  sayFailure(gone ? new StartUpError(`The database is gone: ${error.message} Nothing that was saved is lost: start again.`) : error);
  process.exitCode = 1;
}
