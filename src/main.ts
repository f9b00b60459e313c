import './v8-flags.js';
import { existsSync } from 'node:fs';
import { pino } from 'pino';
import { type Config, loadConfig } from './config.js';
import { say, sayFailure } from './console.js';
import { openDatabase } from './database.js';
import { refuseAddress, tryPort } from './free-port.js';
import { GraphUnavailableError } from './graph/errors.js';
import { traceFields } from './http/trace-context.js';
import { StartUpError } from './start-up-error.js';

/** npm passes a Ctrl-C on that the terminal has sent us already: so soon after the first it is no second one. */
const sameSignalMs = 500;

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
  const { signal } = stopRequest;
  const opening = openDatabase(config, { signal, onRestart });
  const loading = import('./serve.js'); // takes almost a second, in which Neo4j starts
  loading.catch(() => {}); // it is told below
  const database = await opening;
  closers.push(() => database.close());
  const { serve } = await loading;
  signal.throwIfAborted();
  await serve(config, database, { log, signal, onClose: (close) => closers.push(close) });
}

/** Before anything is made or started for nothing. */
async function requireFreePort(config: Config): Promise<void> {
  await tryPort(config.port, config.host).catch((error: unknown) => refuseAddress(error, config));
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
