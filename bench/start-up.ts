import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from '../src/console.js';
import { tryPort } from '../src/free-port.js';
import { runningConnection, startEmbeddedNeo4j } from '../src/graph/embedded-neo4j.js';
import { Graph } from '../src/graph/graph.js';
import { projectRoot } from '../src/project-root.js';
import type { BenchOptions } from './bench.js';
import { ask } from './client.js';
import { type Pool, questionsAbout, readPool } from './peers.questions.js';
import { startCareergraph } from './programs.js';
import { findDownloads } from './publishers.js';
import { median, range, seconds, type Section, verdict } from './report.js';
import { wholeGraph } from './whole.js';

const QUERY = '{ role(title: "Machine learning engineer") { title } }';
/** What it may take beyond Neo4j. */
const MOST_MS = 2_000;
/** A start takes up to half a second more or less than the one before. */
const STARTS_PER_ROUND = 3;

/** What Neo4j has to plan more for than for a look-up. */
const LARGER = ['a role’s page', 'fifty roles with twenty skills', 'a skill with its roles', 'search as it is typed'];
/** While that is planned unasked, and while the career map is built. */
const SECONDS_AFTER = [1, 10];

/** `npm start` on a home that is there, to the first right answer, beside Neo4j on the same home, to its first answer by Bolt. */
export async function benchStartUp(options: BenchOptions): Promise<Section> {
  const seed = join(options.folder, 'seed');
  await (await startCareergraph(seed)).stop();
  // What is asked for is the seed's, which a generated graph does not have.
  const whole = findDownloads(options.data).downloads.length > 0 ? await wholeGraph(options) : undefined;
  const rows: string[][] = [];
  const notes = whole?.notes ?? ['The whole graph was not started: the publishers’ files are not there.'];
  for (const [name, home] of Object.entries({ seed, ...(whole && { whole: whole.home }) })) {
    const took = { neo4j: [] as number[], all: [] as number[] };
    for (let start = 0; start < options.rounds * STARTS_PER_ROUND; start++) {
      took.neo4j.push(await startNeo4j(home));
      took.all.push(await npmStart(home));
    }
    // The machine is slower at one time than at another, but hardly from one start to the next.
    const more = median(took.all.map((all, start) => all - took.neo4j[start]!));
    say(`${name}: ${seconds(more)} more than Neo4j`);
    rows.push([name, range(took.neo4j), range(took.all), seconds(more)]);
    notes.push(`${name}: at most ${seconds(MOST_MS)} more than Neo4j: ${verdict(more, MOST_MS)}.`);
  }
  const head = ['', 'Neo4j to Bolt', 'npm start to an answer', 'more'];
  const starts = {
    title: `In turn, ${options.rounds * STARTS_PER_ROUND} of each. Median (fastest–slowest); more, the median of what each took more than the one before it.`,
    head,
    rows,
  };
  return { tables: [starts, ...(whole ? [await firstAnswers(whole.home, options.rounds)] : [])], notes };
}

/** How long who asks first waits for larger questions, each asked of a Neo4j and a Careergraph that have just started; an error ends the bench. */
async function firstAnswers(home: string, rounds: number): Promise<Section['tables'][number]> {
  const pool = await readPoolAt(home);
  const rows: string[][] = [];
  for (const { name, ours: query, variables } of questionsAbout(pool).filter(({ name }) => LARGER.includes(name))) {
    const row = [name];
    for (const after of SECONDS_AFTER) {
      const took: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const server = await startCareergraph(home);
        await sleep(after * 1_000);
        took.push((await ask(server.url, { query, variables: variables[round % variables.length]! })).elapsed);
        await server.stop();
      }
      row.push(range(took));
      say(`${name}, ${after} s after a start: ${row.at(-1)!}`);
    }
    rows.push(row);
  }
  const head = ['', ...SECONDS_AFTER.map((after) => `${after} s after the start`)];
  return { title: 'The first answer to a larger question, on the whole graph. Median (fastest–slowest).', head, rows };
}

async function readPoolAt(home: string): Promise<Pool> {
  const server = await startCareergraph(home);
  const graph = await Graph.connect(runningConnection(home));
  const pool = await readPool(graph, server);
  await graph.close();
  await server.stop();
  return pool;
}

async function startNeo4j(home: string): Promise<number> {
  const startedAt = performance.now();
  const neo4j = await startEmbeddedNeo4j({ home });
  const graph = await Graph.connect(neo4j.connection);
  const took = performance.now() - startedAt;
  await graph.close();
  await neo4j.stop();
  return took;
}

async function npmStart(home: string): Promise<number> {
  const port = await tryPort(0, '127.0.0.1');
  const startedAt = performance.now();
  const env = { ...process.env, NODE_ENV: 'production', NEO4J_URI: '', CAREERGRAPH_HOME: home, PORT: String(port) };
  const child = spawn('npm', ['start'], { cwd: projectRoot, env, stdio: 'ignore', detached: true });
  try {
    while (!(await answers(`http://127.0.0.1:${port}/graphql`))) await sleep(20);
    return performance.now() - startedAt;
  } finally {
    process.kill(-child.pid!, 'SIGTERM');
    await once(child, 'exit');
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: QUERY }),
    });
    return /"title":"Machine Learning Engineer"/i.test(await response.text());
  } catch {
    return false; // nobody listens yet
  }
}
