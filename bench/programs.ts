import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Readable } from 'node:stream';
import type { Neo4jConnection } from '../src/graph/neo4j-connection.js';
import { projectRoot } from '../src/project-root.js';

export interface Finished {
  ms: number;
  /** The most memory that the process ever held, in bytes. */
  peakMemory: number;
  output: string;
}

/** Settings of whoever runs the bench must not reach what it measures. */
const settings = { NODE_ENV: 'production', HOST: '', PORT: '0', NEO4J_URI: '', LOG_LEVEL: 'warn', CORS_ORIGINS: '' };
const onDatabase = ({ uri, user, password, database }: Neo4jConnection): NodeJS.ProcessEnv => ({
  ...{ NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password, NEO4J_DATABASE: database },
});

/** Runs a program to its end, on a database that is there: from the start of its process to its end. */
export async function runProgram(script: string, args: readonly string[], connection: Neo4jConnection): Promise<Finished> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--import', join(projectRoot, 'bench/report-memory.mjs'), join(projectRoot, script), ...args], {
    env: { ...process.env, ...settings, ...onDatabase(connection) },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const [said, memory] = [collect(child.stdout!, child.stderr!), collect(child.stdio[3] as Readable)];
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${script} ${args.join(' ')} ended with ${code}:\n${said()}`);
  return { ms: performance.now() - startedAt, peakMemory: Number(memory()), output: said() };
}

export interface Server {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

/** Waits for the map that a server builds when it starts; answers how many seconds it took, undefined where it takes too many. */
export async function careerMapBuilt({ url }: Server, mostSeconds = 600): Promise<number | undefined> {
  for (const until = performance.now() + mostSeconds * 1_000; performance.now() < until;) {
    const metrics = await (await fetch(new URL('/metrics', url))).text();
    const took = Number(/^careergraph_career_map_build_seconds (\S+)$/m.exec(metrics)?.[1] ?? 0);
    if (took > 0) return took;
    await sleep(200);
  }
  return undefined;
}

/** Each answer is worked out anew, however often it is asked for. */
export const WITHOUT_CACHES = { CACHE_MB: '0' };
/** One client asks for as much as thousands do. */
export const WITHOUT_BUDGET = { COST_BUDGET: '1000000000', COST_REFILL_PER_SECOND: '1000000000' };

/** Starts Careergraph as `npm start` does, on a home folder with its own Neo4j. */
export const startCareergraph = (home: string, env: NodeJS.ProcessEnv = {}): Promise<Server> =>
  startServer('dist/src/main.js', { CAREERGRAPH_HOME: home, ...env });

/** Starts a server on a database that is there. */
export const startOn = (connection: Neo4jConnection, script: string, env: NodeJS.ProcessEnv = {}): Promise<Server> =>
  startServer(script, { ...onDatabase(connection), ...env });

async function startServer(script: string, env: NodeJS.ProcessEnv): Promise<Server> {
  // As `npm start` and src/v8-flags.ts have it, and for whatever that is compared with.
  const child = spawn(process.execPath, ['--v8-pool-size=1', '--no-allocation-site-pretenuring', join(projectRoot, script)], {
    env: { ...process.env, ...settings, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = collect(child.stdout!, child.stderr!);
  const end = (): void => void child.kill('SIGTERM');
  process.once('exit', end); // a bench that fails leaves no server behind
  child.once('exit', () => process.removeListener('exit', end));
  const url = await whenSaid(child, said, /(http\S+)\/graphql/);
  return {
    url: `${url}/graphql`,
    pid: child.pid!,
    stop: async () => {
      end();
      await once(child, 'exit');
    },
  };
}

/** What the first match in a program's output names, as soon as there is one. */
function whenSaid(child: ChildProcess, said: () => string, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout!.on('data', () => {
      const match = pattern.exec(said());
      if (match !== null) resolve(match[1]!);
    });
    child.once('exit', () => reject(new Error(`A server did not start:\n${said()}`)));
  });
}

function collect(...streams: Readable[]): () => string {
  let text = '';
  for (const stream of streams) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return () => text;
}
