import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, realpathSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { classArchive, findJava, hasJars, jarFolder } from '../../scripts/neo4j-distribution.mjs';
import { tryPort } from '../free-port.js';
import { StartUpError } from '../start-up-error.js';
import { readIfThere, writeDurably } from './durable-file.js';
import { GraphAuthenticationError } from './errors.js';
import { lockHome } from './home-lock.js';
import { describeExit, endTogether, runJava, within, type Exit, type JavaProcess } from './java-process.js';
import type { Neo4jConnection } from './neo4j-connection.js';
import { endProcess, findProcesses } from './processes.js';

export interface EmbeddedNeo4j {
  readonly connection: Neo4jConnection;
  /** The file with the password, for people who connect with Neo4j's own tools. */
  readonly passwordFile: string;
  readonly exited: Promise<Exit>;
  /** Ends the server in good order and gives the home folder free. */
  stop(): Promise<void>;
}

export interface EmbeddedNeo4jOptions {
  readonly home: string;
  readonly onProgress?: (activity: string) => void;
  /**
   * Gives the start up, in good order, when aborted. Whoever passes one ends the server when this process is asked to end;
   * otherwise Ctrl-C and the like end it at once.
   */
  readonly signal?: AbortSignal;
  /** Further lines of neo4j.conf. */
  readonly settings?: readonly string[];
  /** Starts the server again whenever it ends without having been asked to, and tells of it. */
  readonly onRestart?: (what: string) => void;
  /** Where to leave an archive of the classes that were loaded, when the server ends in good order. */
  readonly archiveClassesTo?: string;
}

const host = '127.0.0.1';
const startLimitMs = 300_000;
const orphanStopLimitMs = 20_000;

/** Starts the Neo4j of a home folder, making it first where there is none, and answers when it accepts queries. */
export async function startEmbeddedNeo4j({
  home,
  onProgress = () => {},
  signal,
  settings = [],
  onRestart,
  archiveClassesTo,
}: EmbeddedNeo4jOptions): Promise<EmbeddedNeo4j> {
  const java = requireJava();
  const files = homeFiles(makeHome(home));
  const lock = lockHome(files.home);
  try {
    await endOrphans(files, onProgress);
    const password = await preparePassword(java, files, onProgress);
    const port = await choosePort(files);
    const connection = { uri: `bolt://${host}:${port}`, user: 'neo4j', password, database: 'neo4j' };
    onProgress('Starting Neo4j');
    const server = launchServer(java, connection, files, settings, archiveClassesTo);
    if (signal === undefined) endTogether(server);
    await untilAnswering(connection, server, files, signal).catch((error: unknown) => server.stop().then(() => Promise.reject(error)));
    writeDurably(files.provisioned, 'The password has worked: this folder holds data.\n');
    const kept =
      onRestart === undefined
        ? server
        : keepRunning(server, () => launchServer(requireJava(), connection, files, settings), connection, files, onRestart);
    return { connection, passwordFile: files.password, exited: kept.exited, stop: () => kept.stop().finally(lock.release) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Where the server of a home folder that is in use answers, as far as its files say. */
export function runningConnection(home: string): Neo4jConnection {
  const { port, password } = homeFiles(home);
  return {
    uri: `bolt://${host}:${readIfThere(port) ?? 0}`,
    user: 'neo4j',
    password: readIfThere(password) ?? '',
    database: 'neo4j',
  };
}

type HomeFiles = ReturnType<typeof homeFiles>;

function homeFiles(home: string) {
  const server = join(home, 'neo4j');
  return {
    home,
    server,
    data: join(server, 'data'),
    settings: join(server, 'conf', 'neo4j.conf'),
    consoleLog: join(server, 'logs', 'console.log'),
    serverLog: join(server, 'logs', 'neo4j.log'),
    password: join(home, 'neo4j-password'),
    port: join(home, 'neo4j-port'),
    /** There from the first answer to our password on: before that, the data folder holds nothing of value. */
    provisioned: join(server, 'data', 'provisioned-by-careergraph'),
  };
}

type Java = ReturnType<typeof findJava>;

function requireJava(): Java {
  const java = findJava();
  if (java.problem !== undefined) throw new StartUpError(java.problem);
  if (!hasJars()) {
    throw new StartUpError(`The Neo4j server is not there yet (looked in ${jarFolder()}). Run \`npm start\`, which fetches it once.`);
  }
  return java;
}

function makeHome(home: string): string {
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    for (const folder of ['conf', 'data', 'logs']) mkdirSync(join(home, 'neo4j', folder), { recursive: true });
    return realpathSync(home);
  } catch (error) {
    throw new StartUpError(
      `The data folder ${home} cannot be made or written to: ${(error as Error).message}. Set CAREERGRAPH_HOME to a folder that can.`,
    );
  }
}

/** After `kill -9` of Careergraph its Neo4j lives on. It is known by its command line, which no crash can lose. */
async function endOrphans({ server, password }: HomeFiles, onProgress: (activity: string) => void): Promise<void> {
  const orphans = findProcesses([`--home-dir=${server}`, `@${password}`]);
  if (orphans.length > 0) onProgress('Stopping the Neo4j that an interrupted run left behind');
  await Promise.all(orphans.map((pid) => endProcess(pid, orphanStopLimitMs)));
}

/** The password of the database; makes both where there is nothing of value yet. */
async function preparePassword(java: Java, files: HomeFiles, onProgress: (activity: string) => void): Promise<string> {
  const known = readIfThere(files.password);
  const databases = join(files.data, 'databases');
  if (!known && existsSync(databases)) {
    throw new StartUpError(
      `${files.data} holds a database, but its password is not in ${files.password}. ` +
        `Put that file back, or set CAREERGRAPH_HOME to another folder to start afresh.`,
    );
  }
  if (known && existsSync(files.provisioned)) return known;
  // A password that an interrupted run had written is kept: its own half-done work then cannot disagree with ours.
  const password = known || randomBytes(24).toString('hex');
  onProgress('Preparing a new database');
  writeDurably(files.password, password);
  rmSync(files.data, { recursive: true, force: true });
  await setInitialPassword(java, files);
  return password;
}

/** The command reads its argument from the file, so that the password shows in no list of processes. */
async function setInitialPassword(java: Java, files: HomeFiles): Promise<void> {
  const command = ['org.neo4j.cli.AdminTool', 'dbms', 'set-initial-password', `@${files.password}`];
  const exit = await launch(java, ['-Xmx128m', '-XX:TieredStopAtLevel=1', ...command], files).exited;
  if (exit.code !== 0) throw new StartUpError(`The new database could not be prepared: ${describeExit(exit)}. ${logTail(files)}`);
}

/** The port of last time, so that Neo4j's own tools find it again; another one when somebody else has taken it. */
async function choosePort(files: HomeFiles): Promise<number> {
  const last = Number(readIfThere(files.port) ?? 0);
  const port = await tryPort(last, host).catch(() => tryPort(0, host));
  writeDurably(files.port, `${port}\n`);
  return port;
}

function ownSettings(address: string): string {
  return `# Written by Careergraph at each start: changes made here are lost.
server.default_listen_address=${host}
server.bolt.listen_address=${address}
server.bolt.advertised_address=${address}
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
server.memory.pagecache.size=128m
db.logs.query.enabled=OFF
# It otherwise looks every two seconds whose time is up, and we wait for half a second.
db.transaction.monitor.check.interval=200ms
# The password is random, and somebody else's wrong guesses must not lock Careergraph out.
dbms.security.auth_max_failed_attempts=0
# Half a gigabyte of empty log files otherwise.
db.tx_log.preallocate=false
db.tx_log.rotation.retention_policy=256M size
# Bolt otherwise waits ten seconds at each stop for connections that are closed already.
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
`;
}

const serverArguments = [
  '-Xms128m',
  '-Xmx512m',
  '-XX:+UseSerialGC',
  // Java otherwise stops for a tenth of a second to look for classes to unload just when the first queries are planned.
  '-XX:MetaspaceSize=160m',
  // Java's second compiler begins later: of two processors it otherwise takes one from all that runs in the first half minute.
  '-XX:Tier4InvocationThreshold=30000',
  '-XX:Tier4MinInvocationThreshold=5000',
  '-XX:Tier4CompileThreshold=60000',
  '-XX:Tier4BackEdgeThreshold=200000',
  '-XX:+ExitOnOutOfMemoryError',
  // What Neo4j's own launcher opens: its page cache reaches into these.
  '--add-opens=java.base/java.nio=ALL-UNNAMED',
  '--add-opens=java.base/java.io=ALL-UNNAMED',
  '--add-opens=java.base/sun.nio.ch=ALL-UNNAMED',
  'org.neo4j.server.CommunityEntryPoint',
];

function launchServer(
  java: Java,
  connection: Neo4jConnection,
  files: HomeFiles,
  further: readonly string[],
  archiveClassesTo?: string,
): JavaProcess {
  writeDurably(files.settings, ownSettings(new URL(connection.uri).host) + further.join('\n'));
  rmSync(files.serverLog, { force: true }); // what failed last time must not be shown as the reason why this time fails
  const folders = [`--home-dir=${files.server}`, `--config-dir=${dirname(files.settings)}`];
  return launch(java, [...archiveArguments(java, archiveClassesTo), ...serverArguments, ...folders], files);
}

/** Of the classes: to be written, or to be used where there is one. */
function archiveArguments({ version }: Java, to: string | undefined): string[] {
  if (to !== undefined) return [`-XX:ArchiveClassesAtExit=${to}`];
  const archive = classArchive(version);
  return existsSync(archive) ? [`-XX:SharedArchiveFile=${archive}`] : [];
}

/** Longer each time that it does not last, so that a server that cannot live does not take the machine with it. */
const restartDelaysMs = [250, 1_000, 5_000, 30_000];
/** What has run for so long, its start included, was well. */
const steadyMs = 15_000;

/** Starts the server again, at the same address, whenever it ends by itself. What this answers ends only when it is stopped. */
function keepRunning(
  first: JavaProcess,
  launchAgain: () => JavaProcess,
  connection: Neo4jConnection,
  files: HomeFiles,
  tell: (what: string) => void,
): Pick<JavaProcess, 'exited' | 'stop'> {
  const stopRequest = new AbortController();
  const { signal } = stopRequest;
  let server = first;
  const run = async (): Promise<Exit> => {
    for (let failures = 0; ;) {
      const startedAt = performance.now();
      const exit = await server.exited;
      if (signal.aborted) return exit;
      failures = performance.now() - startedAt > steadyMs ? 0 : failures + 1;
      const delayMs = restartDelaysMs[Math.min(failures, restartDelaysMs.length - 1)]!;
      tell(`Neo4j has ended unexpectedly: ${describeExit(exit)}. It is started again in ${delayMs} ms. ${logTail(files)}`);
      await sleep(delayMs, undefined, { signal }).catch(() => {});
      if (signal.aborted) return exit;
      server = launchAgain();
      untilAnswering(connection, server, files, signal).then(
        () => tell('Neo4j answers again.'),
        () => {}, // it has ended again, which is seen above, or is being stopped
      );
    }
  };
  const exited = run();
  const stop = async (): Promise<void> => {
    stopRequest.abort();
    await server.stop();
    await exited;
  };
  return { exited, stop };
}

function launch(java: Java, args: readonly string[], files: HomeFiles): JavaProcess {
  return runJava({
    java: java.command,
    args: ['-cp', join(jarFolder(), '*'), ...args],
    workingFolder: files.server,
    env: { NEO4J_HOME: files.server, NEO4J_CONF: dirname(files.settings) },
    log: files.consoleLog,
  });
}

async function untilAnswering(connection: Neo4jConnection, server: JavaProcess, files: HomeFiles, signal?: AbortSignal): Promise<void> {
  // Takes a tenth of a second, in which Java can begin.
  const [{ default: neo4j }, { translateDriverError }] = await Promise.all([import('neo4j-driver'), import('./driver-errors.js')]);
  const driver = neo4j.driver(connection.uri, neo4j.auth.basic(connection.user, connection.password), { maxConnectionPoolSize: 1 });
  const answers = async (): Promise<boolean> => {
    const session = driver.session({ database: connection.database });
    try {
      await session.run('RETURN 1');
      return true;
    } catch (error) {
      if (!(translateDriverError(error) instanceof GraphAuthenticationError)) return false;
      throw new StartUpError(`The database in ${files.data} does not accept the password in ${files.password}. Put the right one there.`);
    } finally {
      await session.close();
    }
  };
  try {
    for (const deadline = Date.now() + startLimitMs; !(await answers());) {
      signal?.throwIfAborted();
      const exit = await within(100, server.exited);
      if (exit !== null) throw new StartUpError(`Neo4j did not start: ${describeExit(exit)}. ${logTail(files)}`);
      if (Date.now() > deadline) throw new StartUpError(`Neo4j did not answer within ${startLimitMs / 1000} s. ${logTail(files)}`);
    }
  } finally {
    await driver.close();
  }
}

/** The end of what the server said, without Java's stack traces. */
function logTail(files: HomeFiles): string {
  const logs = [files.consoleLog, files.serverLog];
  const lines = logs.flatMap((log) => (readIfThere(log) ?? '').split('\n')).filter((line) => line.trim() !== '' && !/^\s+at /.test(line));
  return [`The end of its log (${dirname(files.serverLog)}):`, ...lines.slice(-12)].join('\n  ');
}
