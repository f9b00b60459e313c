// Kills Careergraph, its imports and its database with `kill -9` at random moments, and checks that what comes after always ends in
// the same whole graph, fact by fact. Not part of the tests, for it takes minutes:
//   npm run torture [-- <rounds>]                             start-up and seeding, 20 rounds unless told
//   npm run torture -- import <what> <path> [<kills> [<whom>]]  an import of a real download, killed so many times (10) while it writes,
//                                                             then Neo4j as often (or one of the two: importer, Neo4j); each time an
//                                                             import comes to its end, from anew
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { graphDigest } from '../dist/graph-seed/dump/graph-digest.js';
import { Graph } from '../dist/src/graph/graph.js';
import { findProcesses } from '../dist/src/graph/processes.js';
import { projectRoot } from '../dist/src/project-root.js';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'careergraph-torture-')));
const home = join(folder, 'home');
const [mode, ...rest] = process.argv.slice(2);
/** So long an import waits, before it writes, to see that the one that was killed before it is dead. */
const takeOverMs = 12_000;

try {
  const allTheSame = mode === 'import' ? await tortureImport(...rest) : await tortureStart(Number(mode ?? 20));
  process.exitCode = allTheSame ? 0 : 1;
} finally {
  killDatabases();
  rmSync(folder, { recursive: true, force: true });
}

async function tortureStart(rounds) {
  const whole = await completeStart();
  console.log(`Undisturbed: ready after ${whole.ms} ms, ${described(whole)}.`);
  let failures = 0;
  let usualMs = whole.ms;
  for (let round = 1; round <= rounds; round++) {
    rmSync(home, { recursive: true });
    const story = [];
    for (let left = random(1, 3); left > 0; left--) story.push(await disturbedStart(usualMs));
    const found = await completeStart();
    if (found.digest !== whole.digest) failures++;
    usualMs = Math.min(usualMs, found.ms);
    console.log(`Round ${round}: ${story.join('; ')}. Then ready after ${found.ms} ms, ${verdict(found, whole)}.`);
  }
  console.log(`${rounds - failures} of ${rounds} rounds ended in the same whole graph.`);
  return failures === 0;
}

async function tortureImport(what, path, kills = 10, ...victims) {
  await completeStart();
  const seeded = join(folder, 'seeded');
  cpSync(home, seeded, { recursive: true });
  const writingMs = await completeImport(what, path);
  const whole = await completeStart();
  console.log(`Undisturbed: ${writingMs} ms of writing, ${described(whole)}.`);
  let failures = 0;
  const check = async (story) => {
    const found = await completeStart();
    if (found.digest !== whole.digest) failures++;
    console.log(`  ${story}: ${verdict(found, whole)}.`);
  };
  for (const victim of victims.length > 0 ? victims : ['importer', 'Neo4j']) {
    console.log(`Killing ${victim} ${kills} times:`);
    let sinceSeeded = 0;
    const startAnew = () => {
      rmSync(home, { recursive: true });
      cpSync(seeded, home, { recursive: true });
      sinceSeeded = 0;
    };
    startAnew();
    for (let kill = 1; kill <= kills;) {
      const ms = random(0, writingMs * 0.7);
      if (await disturbedImport(what, path, victim, ms)) {
        console.log(`  ${kill}: after ${ms} ms of writing`);
        kill++;
        sinceSeeded++;
        continue;
      }
      await check(`Imported to the end after ${sinceSeeded} kills`);
      startAnew();
    }
    await completeImport(what, path);
    await check(`Imported to the end after ${sinceSeeded} kills`);
  }
  console.log(failures === 0 ? 'All ended in the same whole graph, fact by fact.' : `${failures} ended in ANOTHER GRAPH.`);
  return failures === 0;
}

function described({ nodes, relationships, digest }) {
  return `${nodes} nodes, ${relationships} relationships, digest ${digest}`;
}

function verdict(found, whole) {
  return found.digest === whole.digest ? 'the same graph' : `ANOTHER GRAPH: ${described(found)}`;
}

/** `writing` comes when all is checked and the first batch is on its way, or when it is all over. */
function runImport(what, path) {
  const started = run('dist/graph-seed/import.js', what, resolve(path));
  const { exited, output } = started;
  let over = false;
  exited.then(() => (over = true));
  const writing = (async () => {
    while (!output().includes('Importing') && !over) await sleep(20);
  })();
  return { ...started, writing };
}

/** Answers how long it wrote. */
async function completeImport(what, path) {
  const { exited, output, writing } = runImport(what, path);
  await writing;
  const startedAt = Date.now();
  if ((await exited) !== 0) throw new Error(`It did not import:\n${output()}`);
  return Date.now() - startedAt;
}

/** Kills the importer, or the database below it, after `ms` of writing. Answers whether it was still at it. */
async function disturbedImport(what, path, victim, ms) {
  const { child, exited, output, writing } = runImport(what, path);
  await writing;
  await Promise.race([sleep(ms), exited]);
  if (output().includes('Another import')) await Promise.race([sleep(takeOverMs), exited]);
  if (child.exitCode === null) {
    if (victim === 'importer') child.kill('SIGKILL');
    else killDatabases();
  }
  const code = await exited;
  if (code === 0) return false;
  // Seen by the connection that breaks, or by the process that ends, whichever comes first.
  if (victim === 'Neo4j' && !/The database is gone|has ended unexpectedly/.test(output()))
    throw new Error(`It ended otherwise:\n${output()}`);
  return true;
}

function run(script, ...args) {
  const settings = { HOST: '', PORT: '0', NEO4J_URI: '', CAREERGRAPH_HOME: home, LOG_LEVEL: 'warn' };
  const child = spawn(process.execPath, [join(projectRoot, script), ...args], { cwd: tmpdir(), env: { ...process.env, ...settings } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const exited = new Promise((resolve) => child.once('close', resolve));
  return { child, exited, output: () => output };
}

/** Kills the API, and most times the database some time later, at moments that nobody has chosen; every other time while it seeds. */
async function disturbedStart(usualMs) {
  const { child, exited, output } = run('dist/src/main.js');
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
  killDatabases();
  return `${story}, database killed ${later} ms later`;
}

/** Starts, looks at the whole graph, and stops in good order. */
async function completeStart() {
  const { child, exited, output } = run('dist/src/main.js');
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

/** No two runs write at the same moment. */
async function lookAt(uri) {
  const password = readFileSync(join(home, 'neo4j-password'), 'utf8').trim();
  const graph = await Graph.connect({ uri, user: 'neo4j', password, database: 'neo4j' });
  const found = await graphDigest((cypher) => graph.stream(cypher), { withoutMoments: true });
  await graph.close();
  return found;
}

function databases() {
  return findProcesses([`--home-dir=${join(home, 'neo4j')}`, `@${join(home, 'neo4j-password')}`]);
}

function killDatabases() {
  for (const pid of databases()) process.kill(pid, 'SIGKILL');
}

function random(min, max) {
  return min + Math.floor(Math.random() * (max - min + 1));
}
