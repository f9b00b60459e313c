// @ts-check
// What the set-up script (which runs before anything is installed) and the server both have to know about the embedded Neo4j:
// which one it is, where its jars are, and whether there is a Java to run it. Hence plain JavaScript without dependencies.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The same as in neo4j/pom.xml. */
export const neo4jVersion = '5.26.30';
const oldestJava = 17;

export const withoutJava = 'Or set NEO4J_URI and NEO4J_PASSWORD to use a Neo4j that runs elsewhere: then neither Java nor Maven is needed.';

/** The folder with the server's jars, shared by all clones of one user. */
export function jarFolder(env = process.env) {
  return join(userCacheFolder(env), 'careergraph', `neo4j-${neo4jVersion}`);
}

/**
 * Neo4j's classes as Java has loaded them, from which it starts in two thirds of the time: for one Neo4j and one Java, and of use to none other.
 * @param {string} java its version
 */
export function classArchive(java, env = process.env) {
  return join(userCacheFolder(env), 'careergraph', `neo4j-${neo4jVersion}-java-${java}.jsa`);
}

/** A jar folder appears complete or not at all, so one file tells. */
export function hasJars(folder = jarFolder()) {
  return existsSync(join(folder, `neo4j-${neo4jVersion}.jar`));
}

/** @typedef {{ command: string, version: string, problem?: string }} Java */

/**
 * What this process has found, by its commands: `npm start` asks twice, by two copies of this module, in scripts and in dist.
 * @type {Map<string, Java>}
 */
const known = (Object(globalThis)[Symbol.for('careergraph.java')] ??= new Map());

/**
 * The Java to use, or what is wrong with it in words for whoever starts Careergraph.
 * @returns {Java}
 */
export function findJava(env = process.env) {
  const home = env.JAVA_HOME?.trim();
  const command = home ? join(home, 'bin', 'java') : 'java';
  const java = known.get(command) ?? lookAtJava(command, home ? `in JAVA_HOME (${home})` : 'on the PATH', env);
  if (java.problem === undefined) known.set(command, java);
  return java;
}

/**
 * @param {string} command
 * @param {string} place
 * @param {NodeJS.ProcessEnv} env
 * @returns {Java}
 */
function lookAtJava(command, place, env) {
  const { status, stdout, stderr } = spawnSync(command, ['-version'], { encoding: 'utf8', env, windowsHide: true });
  const version = javaVersion(`${stderr}${stdout}`);
  const java = { command, version };
  if (status !== 0 || version === '') return { ...java, problem: javaProblem(`no working Java was found ${place}`) };
  const major = majorOf(version);
  if (major < oldestJava) return { ...java, problem: javaProblem(`the one ${place} is Java ${major}`) };
  return java;
}

/** @param {string} banner the answer to `java -version` */
const javaVersion = (banner) => /version "([\w.+-]+)/.exec(banner)?.[1] ?? '';

/** @param {string} version before Java 9 the major version came second: 1.8.0 */
function majorOf(version) {
  const [first, second] = version.split('.');
  return Number(first === '1' ? second : first);
}

/** @param {string} finding */
function javaProblem(finding) {
  return (
    `Careergraph runs its own Neo4j database, for which it needs Java ${oldestJava} or newer, and ${finding}. ` +
    `Install one (any OpenJDK ${oldestJava} or 21 will do; set JAVA_HOME if it is not on the PATH) and start again. ${withoutJava}`
  );
}

/** @param {NodeJS.ProcessEnv} env */
function userCacheFolder(env) {
  if (env.XDG_CACHE_HOME) return env.XDG_CACHE_HOME;
  if (process.platform === 'win32') return env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
  return process.platform === 'darwin' ? join(homedir(), 'Library', 'Caches') : join(homedir(), '.cache');
}
