// Makes a clone ready to run, before `npm start` and `npm test`: packages, builds, and the Neo4j server. What is done already is
// skipped, and each step appears by a rename or a stamp written last, so that a kill at any moment is repaired by the next run.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { classArchive, findJava, hasJars, jarFolder, neo4jVersion, withoutJava } from './neo4j-distribution.mjs';
import { startStep } from './progress.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const inProject = (...parts) => join(root, ...parts);
const stampName = '.careergraph-build';

/** A failure that whoever runs this can put right: shown without a stack. */
class SetUpError extends Error {}

try {
  checkNode();
  if (existsSync('.env')) process.loadEnvFile();
  const embedded = !process.env.NEO4J_URI?.trim();
  const java = embedded ? requireJavaAndMaven() : undefined;
  await installPackages('.');
  await build();
  await buildExplorer();
  if (embedded && !hasJars()) await fetchJars();
  if (java) await archiveClasses(java);
} catch (error) {
  // A code marks a failure of the system below (no space, no permission), whose message says it all.
  console.error(`\n${error instanceof SetUpError || error.code ? error.message : error.stack}\n`);
  process.exitCode = 1;
}

function checkNode() {
  const [, major, minor] = /(\d+)\.(\d+)/.exec(readJson(inProject('package.json')).engines.node).map(Number);
  const [ourMajor, ourMinor] = process.versions.node.split('.').map(Number);
  if (ourMajor > major || (ourMajor === major && ourMinor >= minor)) return;
  throw new SetUpError(
    `Careergraph needs Node ${major}.${minor} or newer, and this is Node ${process.versions.node}. Install a newer one.`,
  );
}

/** Before the long steps: nobody should wait a minute to learn that something is missing. */
function requireJavaAndMaven() {
  const java = findJava();
  if (java.problem) throw new SetUpError(java.problem);
  if (hasJars()) return java;
  const [command, args, options] = shellOnWindows('mvn', ['--version']);
  if (spawnSync(command, args, { stdio: 'ignore', ...options }).status === 0) return java;
  throw new SetUpError(
    'Careergraph runs its own Neo4j database, which it fetches once with Maven, and no working `mvn` was found on the PATH. Install Maven ' +
      `3.6.3 or newer and start again. ${withoutJava}`,
  );
}

async function installPackages(folder) {
  if (packagesAreInstalled(folder)) return;
  const label = folder === '.' ? 'Installing packages' : `Installing packages of the ${folder}`;
  const { outcome, output } = await runStep(`${label} (npm ci)`, ...npm('ci', '--include=dev', '--prefix', folder));
  if (outcome !== 0) {
    throw new SetUpError(
      `The packages could not be installed: \`npm ci\` ended with ${outcome}. Most often the network or the package registry cannot be ` +
        `reached, or the disk is full; put that right and start again. npm's own words:\n\n${quote(output, 'npm error')}`,
    );
  }
}

/** npm writes its own list of what it has installed last of all; packages for other systems are missing from it. */
function packagesAreInstalled(folder) {
  const list = inProject(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(list)) return false;
  const installed = readJson(list).packages;
  const wanted = Object.entries(readJson(inProject(folder, 'package-lock.json')).packages).filter(([path]) => path !== '');
  return wanted.every(([path, { integrity, optional }]) => (installed[path] ? installed[path].integrity === integrity : optional));
}

async function build() {
  const wanted = digest([
    ...readdirSync(root).filter(isBuildSetting),
    ...['src', 'graph-seed', 'scripts'].flatMap((folder) => sourcesIn(folder)),
  ]);
  if (isBuilt('dist', wanted)) return;
  const compiler = inProject('node_modules', 'typescript', 'bin', 'tsc');
  await buildAnew('dist', wanted, 'Building (tsc)', (fresh) => [
    process.execPath,
    [compiler, '-p', 'tsconfig.build.json', '--outDir', fresh],
  ]);
}

/** Its packages are many, and needed for building alone. */
async function buildExplorer() {
  const settings = readdirSync(inProject('explorer')).filter((file) => /\.(json|html|ts|mjs)$/.test(file));
  const files = [...settings.map((file) => join('explorer', file)), ...sourcesIn(join('explorer', 'src'), /(?<!generated)\.\w+$/)];
  const wanted = digest([...files, join('schema', 'api.graphql')]);
  const target = join('explorer', 'dist');
  if (isBuilt(target, wanted)) return;
  await installPackages('explorer');
  await buildAnew(target, wanted, 'Building the explorer (vite)', (fresh) =>
    npm('run', 'build', '--prefix', 'explorer', '--', '--outDir', fresh, '--emptyOutDir'),
  );
}

function isBuilt(target, wanted) {
  const stamp = inProject(target, stampName);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
}

/** Beside what is there, which stays in use if that fails. */
async function buildAnew(target, wanted, label, commandFor) {
  const name = target.replace(/\W/g, '-');
  const fresh = temporary(inProject('node_modules', '.cache', `careergraph-${name}`));
  const { outcome, output } = await runStep(label, ...commandFor(fresh));
  if (outcome !== 0) {
    throw new SetUpError(`The sources do not compile; correct them and start again. The compiler's own words:\n\n${quote(output)}`);
  }
  writeFileSync(join(fresh, stampName), wanted);
  const old = temporary(inProject('node_modules', '.cache', `careergraph-old-${name}`));
  if (existsSync(inProject(target))) renameSync(inProject(target), old);
  renameSync(fresh, inProject(target));
  rmSync(old, { recursive: true, force: true });
}

async function fetchJars() {
  const target = jarFolder();
  const fresh = temporary(target);
  const maven = ['-B', '--strict-checksums', '-f', join('neo4j', 'pom.xml'), 'dependency:copy-dependencies', `-DoutputDirectory=${fresh}`];
  let fetched = 0;
  const { outcome, output } = await runStep(`Fetching Neo4j ${neo4jVersion} (Maven)`, ...shellOnWindows('mvn', maven), (line, step) => {
    if (/^(\[INFO\] )?Downloaded from .*\.jar /.test(line)) step.note(`${++fetched} files`);
  });
  if (outcome !== 0 || !hasJars(fresh)) {
    throw new SetUpError(
      `Neo4j ${neo4jVersion} could not be fetched: Maven ended with ${outcome}. Most often the network or the Maven repository cannot be ` +
        `reached (behind a proxy, see Maven's settings.xml), or the disk is full; put that right and start again: what has been fetched is ` +
        `kept. ${withoutJava} Maven's own words:\n\n${quote(output, '[ERROR]')}`,
    );
  }
  moveUnlessThere(fresh, target);
}

/** Each start of Neo4j is a good second shorter for it; without it all works the same. */
async function archiveClasses({ version }) {
  const target = classArchive(version);
  if (existsSync(target)) return;
  const fresh = temporary(target);
  const script = inProject('scripts', 'archive-classes.mjs');
  const { outcome } = await runStep('Preparing Neo4j to start quickly', process.execPath, [script, fresh]);
  if (outcome !== 0 || !existsSync(fresh)) writeFileSync(fresh, ''); // which Java passes over, and which says not to try again
  renameSync(fresh, target);
}

/** Another clone may have been faster; its jars are the same. */
function moveUnlessThere(fresh, target) {
  try {
    renameSync(fresh, target);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!hasJars(target)) throw error;
  }
}

/** Runs a long command behind a progress indication. The outcome is its exit code, its signal, or the reason why it did not start. */
function runStep(label, command, args, options, onLine = () => {}) {
  const step = startStep(label);
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, ...options });
  const stopChild = (signal) => {
    child.kill(signal);
    process.exit(1);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.once(signal, stopChild);
  const output = [];
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', (line) => {
      output.push(line);
      onLine(line, step);
    });
  }
  return new Promise((resolve) => {
    const finish = (outcome) => {
      for (const signal of signals) process.removeListener(signal, stopChild);
      if (outcome === 0) step.done();
      else step.failed();
      resolve({ outcome, output });
    };
    child.once('error', (error) => finish(error.code));
    child.once('close', (code, signal) => finish(code ?? signal));
  });
}

/** The npm that runs this script, so that it is the same one; otherwise the one on the PATH. */
function npm(...args) {
  const own = process.env.npm_execpath;
  return own && basename(own) === 'npm-cli.js' ? [process.execPath, [own, ...args]] : shellOnWindows('npm', args);
}

/** On Windows npm and mvn are batch files, which only a shell can start. */
function shellOnWindows(command, args) {
  return process.platform === 'win32' ? [command, args.map((arg) => `"${arg}"`), { shell: true }] : [command, args, {}];
}

/** Where to prepare what is then renamed to `target`; what killed runs left there is removed. */
function temporary(target) {
  const prefix = `${basename(target)}.tmp-`;
  mkdirSync(dirname(target), { recursive: true });
  for (const name of readdirSync(dirname(target))) {
    const isAbandoned = name.startsWith(prefix) && !isRunning(Number(name.slice(prefix.length)));
    if (isAbandoned) rmSync(join(dirname(target), name), { recursive: true, force: true });
  }
  return join(dirname(target), `${prefix}${process.pid}`);
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Of names and contents of files of the project. */
function digest(files) {
  const hash = createHash('sha256');
  for (const file of files.sort()) hash.update(`${file}\0${readFileSync(inProject(file))}\0`);
  return hash.digest('hex');
}

function sourcesIn(folder, pattern = /\.(ts|mjs|json)$/) {
  const files = readdirSync(inProject(folder), { recursive: true });
  return files.filter((file) => pattern.test(file)).map((file) => join(folder, file));
}

function isBuildSetting(file) {
  return /^tsconfig.*\.json$/.test(file) || file === 'package-lock.json';
}

/** Tools say first what went wrong, and then how they are used. */
function quote(output, mark = '') {
  const lines = output.filter((line) => line.trim() && line.startsWith(mark));
  return lines
    .slice(0, 12)
    .map((line) => `  ${line}`)
    .join('\n');
}
