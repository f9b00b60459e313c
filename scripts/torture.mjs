// Kills Careergraph and its database with `kill -9` at random moments of start-up and seeding, and checks that the next start always
// ends in the same whole graph. Not part of the tests, for it takes minutes: `npm run torture`, or `npm run torture -- 5` for 5 rounds.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import neo4j from 'neo4j-driver';
import { Graph } from '../dist/src/graph/graph.js';
import { findProcesses } from '../dist/src/graph/processes.js';
import { projectRoot } from '../dist/src/project-root.js';

const rounds = Number(process.argv[2] ?? 20);
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'careergraph-torture-')));
const home = join(folder, 'home');

try {
  const whole = await completeStart();
  console.log(
    `Undisturbed: ready after ${whole.ms} ms, ${whole.nodes} nodes, ${whole.relationships} relationships, digest ${whole.digest}.`,
  );
  let failures = 0;
  let usualMs = whole.ms;
  for (let round = 1; round <= rounds; round++) {
    rmSync(home, { recursive: true });
    const story = [];
    for (let left = random(1, 3); left > 0; left--) story.push(await disturbedStart(usualMs));
    const found = await completeStart();
    const same = found.digest === whole.digest;
    if (!same) failures++;
    usualMs = Math.min(usualMs, found.ms);
    console.log(
      `Round ${round}: ${story.join('; ')}. Then ready after ${found.ms} ms, ${same ? 'the same graph' : `ANOTHER GRAPH: ${JSON.stringify(found)}`}.`,
    );
  }
  console.log(`${rounds - failures} of ${rounds} rounds ended in the same whole graph.`);
  process.exitCode = failures === 0 ? 0 : 1;
} finally {
  for (const pid of databases()) process.kill(pid, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}

function start() {
  const settings = { HOST: '', PORT: '0', NEO4J_URI: '', CAREERGRAPH_HOME: home, LOG_LEVEL: 'warn' };
  const child = spawn(process.execPath, [join(projectRoot, 'dist/src/main.js')], { cwd: tmpdir(), env: { ...process.env, ...settings } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const exited = new Promise((resolve) => child.once('close', resolve));
  return { child, exited, output: () => output };
}

/** Kills the API, and most times the database some time later, at moments that nobody has chosen; every other time while it seeds. */
async function disturbedStart(usualMs) {
  const { child, exited, output } = start();
  const startedAt = Date.now();
  if (random(0, 1) === 1) {
    while (!/Loading|ready/.test(output())) await sleep(20);
    await sleep(random(0, usualMs / 2));
  } else {
    await sleep(random(0, usualMs));
  }
  child.kill('SIGKILL');
  await exited;
  const lastLine = output().trim().split('\n').at(-1) || 'nothing said yet';
  const story = `API killed after ${Date.now() - startedAt} ms (${lastLine})`;
  if (random(1, 4) === 1) return `${story}, database left running`;
  const later = random(0, 1500);
  await sleep(later);
  for (const pid of databases()) process.kill(pid, 'SIGKILL');
  return `${story}, database killed ${later} ms later`;
}

/** Starts, looks at the whole graph, and stops in good order. */
async function completeStart() {
  const { child, exited, output } = start();
  const startedAt = Date.now();
  while (!output().includes('Ctrl-C stops it')) {
    if (child.exitCode !== null || Date.now() - startedAt > 180_000) throw new Error(`It did not start:\n${output()}`);
    await sleep(50);
  }
  const ms = Date.now() - startedAt;
  const found = await lookAt(/bolt:\S+(?=,)/.exec(output())[0]);
  child.kill('SIGTERM');
  if ((await exited) !== 0 || databases().length > 0) throw new Error(`It did not stop in good order:\n${output()}`);
  return { ms, ...found };
}

/** Counts, and a digest of every node and relationship with all their properties but moments: no two runs write at the same one. */
async function lookAt(uri) {
  const password = readFileSync(join(home, 'neo4j-password'), 'utf8').trim();
  const graph = await Graph.connect({ uri, user: 'neo4j', password, database: 'neo4j' });
  const nodes = await graph.read('MATCH (node) RETURN labels(node) AS labels, properties(node) AS properties');
  const relationships = await graph.read(
    'MATCH (from)-[link]->(to) RETURN type(link) AS type, properties(link) AS properties, properties(from) AS from, properties(to) AS to',
  );
  await graph.close();
  const lines = [...nodes, ...relationships].map(canonical).sort();
  const digest = createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16);
  return { nodes: nodes.length, relationships: relationships.length, digest };
}

function canonical(row) {
  return JSON.stringify(row, (_key, value) => (isRecord(value) ? sorted(value) : value));
}

function sorted(record) {
  const kept = Object.entries(record).filter(([, value]) => !neo4j.isDateTime(value));
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isRecord(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function databases() {
  return findProcesses([`--home-dir=${join(home, 'neo4j')}`, `@${join(home, 'neo4j-password')}`]);
}

function random(min, max) {
  return min + Math.floor(Math.random() * (max - min + 1));
}
