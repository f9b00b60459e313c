import { once } from 'node:events';
import { appendFileSync, cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Neo4jConnection } from '../src/graph/neo4j-connection.js';
import { projectRoot } from '../src/project-root.js';
import {
  endRuns,
  fakeProgram,
  removeTemporaryFolders,
  type Run,
  runNode,
  startCareergraph,
  temporaryFolder,
} from './support/child-process.js';

const setUpScript = join(projectRoot, 'scripts/set-up.mjs');
const withoutJava = /set NEO4J_URI and NEO4J_PASSWORD/;

let home: string;
beforeEach(() => {
  home = temporaryFolder();
});
afterEach(async () => {
  await endRuns();
  removeTemporaryFolders();
});

/** One paragraph that says all of `patterns`, no stack, and an exit code that is not 0. */
async function expectFailure(run: Run, ...patterns: RegExp[]): Promise<void> {
  expect(await run.exited).toEqual({ code: 1, signal: null });
  for (const pattern of patterns) expect(run.errors()).toMatch(pattern);
  expect(run.errors()).not.toMatch(/^\s+at /m);
  expect(run.errors().trim()).not.toContain('\n\n');
}

/** A PATH with nothing on it but what a test puts there. */
function emptyPath(): { PATH: string; JAVA_HOME: string } {
  return { PATH: temporaryFolder(), JAVA_HOME: '' };
}

describe.each([
  ['set-up', (env: NodeJS.ProcessEnv) => runNode(setUpScript, home, env)],
  ['Careergraph, started directly,', (env: NodeJS.ProcessEnv) => startCareergraph(home, env)],
])('The %s', (_name, start) => {
  it('says that there is no Java', async () => {
    await expectFailure(start(emptyPath()), /needs Java 17 or newer, and no working Java was found on the PATH/, withoutJava);
  });

  it('says that JAVA_HOME leads nowhere', async () => {
    await expectFailure(start({ JAVA_HOME: join(home, 'gone') }), /no working Java was found in JAVA_HOME \(.*gone\)/, withoutJava);
  });

  it.each([
    ['11', 'openjdk version "11.0.25" 2024-10-15'],
    ['8', 'java version "1.8.0_392"'],
  ])('says that Java %s is too old', async (version, banner) => {
    const env = emptyPath();
    fakeProgram(join(env.PATH, 'java'), `echo '${banner}' >&2`);
    await expectFailure(start(env), new RegExp(`needs Java 17 or newer, and the one on the PATH is Java ${version}\\.`), withoutJava);
  });
});

it('says that there is no Maven, when Neo4j has to be fetched', async () => {
  const env = { ...emptyPath(), XDG_CACHE_HOME: temporaryFolder() };
  fakeProgram(join(env.PATH, 'java'), `echo 'openjdk version "17.0.15" 2025-04-15' >&2`);
  await expectFailure(runNode(setUpScript, home, env), /no working `mvn` was found on the PATH\. Install Maven/, withoutJava);
});

it('says that the Neo4j server has not been fetched', async () => {
  await expectFailure(startCareergraph(home, { XDG_CACHE_HOME: temporaryFolder() }), /Neo4j server is not there yet.*Run `npm start`/);
});

it('says that the port is taken, before anything is made', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const unmade = join(home, 'unmade');
  await expectFailure(
    startCareergraph(home, { PORT: String(port), CAREERGRAPH_HOME: unmade }),
    new RegExp(`Port ${port} on 127\\.0\\.0\\.1 is in use.*set PORT to a free port`),
  );
  expect(existsSync(unmade)).toBe(false);
  other.close();
});

it('says that it cannot listen on a host that is not this machine', async () => {
  await expectFailure(startCareergraph(home, { HOST: '192.0.2.1', PORT: '4999' }), /cannot listen on port 4999 of 192\.0\.2\.1/);
});

it('says that the data folder cannot be made', async () => {
  const file = join(home, 'file');
  fakeProgram(file);
  await expectFailure(
    startCareergraph(home, { CAREERGRAPH_HOME: join(file, 'home') }),
    /data folder .* cannot be made.*Set CAREERGRAPH_HOME/,
  );
});

it('says with what last words its own database has failed to start', async () => {
  const env = emptyPath();
  const lastWords = 'Could not reserve enough space for object heap';
  fakeProgram(join(env.PATH, 'java'), `[ "$1" = -version ] && echo 'openjdk version "17.0.15"' >&2 && exit`, `echo '${lastWords}'; exit 3`);
  await expectFailure(startCareergraph(home, env), /could not be prepared: Java ended with code 3\. .*its log/, new RegExp(lastWords));
});

it('says that the password of its own database is gone, and leaves the database alone', async () => {
  const databases = join(home, 'neo4j/data/databases');
  mkdirSync(databases, { recursive: true });
  await expectFailure(startCareergraph(home), /holds a database, but its password is not in .*neo4j-password\. Put that file back/);
  expect(existsSync(databases)).toBe(true);
});

it('says that an outside database cannot be reached', async () => {
  await expectFailure(
    startCareergraph(home, { NEO4J_URI: 'bolt://127.0.0.1:1', NEO4J_PASSWORD: 'secret' }),
    /The Neo4j at bolt:\/\/127\.0\.0\.1:1 cannot be reached.*Check NEO4J_URI/s,
  );
});

it('says that an outside database refuses the password, and does not repeat it', async () => {
  const { uri } = JSON.parse(process.env.TEST_NEO4J!) as Neo4jConnection;
  const run = startCareergraph(home, { NEO4J_URI: uri, NEO4J_PASSWORD: 'hunter2' });
  await expectFailure(run, /refuses user "neo4j" with the password given\. Correct NEO4J_USER and NEO4J_PASSWORD\./);
  expect(run.output()).not.toContain('hunter2');
});

it('says that an outside database has no database of that name', async () => {
  const { uri, password } = JSON.parse(process.env.TEST_NEO4J!) as Neo4jConnection;
  const run = startCareergraph(home, { NEO4J_URI: uri, NEO4J_PASSWORD: password, NEO4J_DATABASE: 'nowhere' });
  await expectFailure(run, /has no database "nowhere"\. Correct NEO4J_DATABASE/);
});

it('reports all wrong settings together', async () => {
  await expectFailure(startCareergraph(home, { PORT: 'eighty', LOG_LEVEL: 'loud' }), /2 settings need correcting.*PORT: .*LOG_LEVEL: /s);
});

test('Garbage in a file of the seed is named with its line, and nothing of the seed is written', async () => {
  const project = temporaryFolder();
  for (const part of ['package.json', 'dist', 'explorer/dist', 'schema', 'graph-seed', 'neo4j'])
    cpSync(join(projectRoot, part), join(project, part), { recursive: true });
  symlinkSync(join(projectRoot, 'node_modules'), join(project, 'node_modules'));
  appendFileSync(join(project, 'graph-seed/guides/teal-machine-learning-engineer.yaml'), '  - section: [garbage\n');
  const run = runNode(join(project, 'dist/src/main.js'), home, { CAREERGRAPH_HOME: home });
  await expectFailure(run, /The seed cannot be read/, /teal-machine-learning-engineer\.yaml:\d+: /);
});
