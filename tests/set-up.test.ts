import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../src/project-root.js';
import { fakeProgram, removeTemporaryFolders, type Run, runNode, temporaryFolder } from './support/child-process.js';

/** A clone of a very small project, with programs that only pretend: they note that they were called. */
let clone: string;
let bin: string;
let cache: string;

beforeEach(() => {
  [clone, bin, cache] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  cpSync(join(projectRoot, 'scripts'), join(clone, 'scripts'), { recursive: true });
  writeFileSync(
    join(clone, 'scripts/archive-classes.mjs'),
    `import { appendFileSync, writeFileSync } from 'node:fs'; appendFileSync('calls', 'classes\\n'); writeFileSync(process.argv[2], 'archive');`,
  );
  for (const folder of ['src', 'graph-seed', 'neo4j', 'schema', 'explorer/src']) mkdirSync(join(clone, folder), { recursive: true });
  for (const file of ['schema/api.graphql', 'explorer/src/main.tsx']) writeFileSync(join(clone, file), 'first version');
  writeFileSync(join(clone, 'explorer/package-lock.json'), JSON.stringify({ packages: { '': {} } }));
  writeFileSync(join(clone, 'package.json'), JSON.stringify({ engines: { node: '>=20.19' } }));
  writeFileSync(
    join(clone, 'package-lock.json'),
    JSON.stringify({ packages: { '': {}, 'node_modules/typescript': { integrity: 'one' } } }),
  );
  writeFileSync(join(clone, 'src/main.ts'), 'first version');
  fakeProgram(join(bin, 'java'), `echo 'openjdk version "21.0.5" 2024-10-15' >&2`);
  fakeProgram(
    join(bin, 'npm'),
    'case "$*" in',
    `*' run build '* | 'run build '*) echo vite >> calls; while [ "$1" != --outDir ]; do shift; done; mkdir -p "$2"; exit;;`,
    `*'--prefix explorer') echo 'npm explorer' >> calls; mkdir explorer/node_modules; echo '{"packages":{}}' > explorer/node_modules/.package-lock.json; exit;;`,
    'esac',
    'echo npm >> calls; mkdir -p node_modules/typescript/bin; cp package-lock.json node_modules/.package-lock.json',
    `cat > node_modules/typescript/bin/tsc <<'EOF'`,
    `const fs = require('fs'); fs.appendFileSync('calls', 'tsc\\n'); const out = process.argv.at(-1); fs.mkdirSync(out);`,
    `const source = fs.readFileSync('src/main.ts', 'utf8'); fs.writeFileSync(out + '/main.js', source);`,
    `if (source === 'wrong') { console.log('src/main.ts(1,1): error TS1: wrong'); process.exit(2); }`,
    'EOF',
  );
  fakeProgram(
    join(bin, 'mvn'),
    '[ "$1" = --version ] && exit 0',
    'echo mvn >> calls; for argument; do case $argument in -DoutputDirectory=*) folder=${argument#*=};; esac; done',
    'mkdir -p $folder; touch $folder/neo4j-5.26.30.jar $folder/other.jar',
  );
});
afterEach(removeTemporaryFolders);

const setUp = (env: NodeJS.ProcessEnv = {}): Run =>
  runNode(join(clone, 'scripts/set-up.mjs'), clone, {
    PATH: `${bin}:${process.env.PATH}`,
    XDG_CACHE_HOME: cache,
    JAVA_HOME: '',
    npm_execpath: '',
    ...env,
  });

async function expectSuccess(run: Run): Promise<void> {
  expect({ ...(await run.exited), output: run.output() }).toMatchObject({ code: 0 });
}

async function expectFailure(run: Run, pattern: RegExp): Promise<void> {
  expect(await run.exited).toEqual({ code: 1, signal: null });
  expect(run.output()).toMatch(pattern);
  expect(run.output()).not.toMatch(/^\s+at /m);
}

/** What was called since the last time. */
function calls(): string[] {
  const log = join(clone, 'calls');
  const names = existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter(Boolean) : [];
  rmSync(log, { force: true });
  return names;
}

const jars = (): string[] => readdirSync(join(cache, 'careergraph', 'neo4j-5.26.30')).sort();
const built = (): string => readFileSync(join(clone, 'dist/main.js'), 'utf8');

it('installs, builds and fetches, each once, saying so, and is silent when all is done', async () => {
  const first = setUp();
  await expectSuccess(first);
  expect(calls()).toEqual(['npm', 'tsc', 'npm explorer', 'vite', 'mvn', 'classes']);
  expect(first.output()).toMatch(/Installing packages.*Building.*Fetching Neo4j 5\.26\.30/s);
  expect(jars()).toEqual(['neo4j-5.26.30.jar', 'other.jar']);

  const second = setUp();
  await expectSuccess(second);
  expect(calls()).toEqual([]);
  expect(second.output()).toBe('');
});

it('builds again when a source has changed or gone', async () => {
  await expectSuccess(setUp());
  writeFileSync(join(clone, 'src/main.ts'), 'second version');
  writeFileSync(join(clone, 'src/more.ts'), '');
  calls();
  await expectSuccess(setUp());
  expect(calls()).toEqual(['tsc']);
  expect(built()).toBe('second version');

  rmSync(join(clone, 'src/more.ts'));
  await expectSuccess(setUp());
  expect(calls()).toEqual(['tsc']);
});

it('builds the explorer again when its sources or the API have changed', async () => {
  await expectSuccess(setUp());
  for (const file of ['explorer/src/main.tsx', 'schema/api.graphql']) {
    writeFileSync(join(clone, file), 'second version');
    calls();
    await expectSuccess(setUp());
    expect(calls()).toEqual(['vite']);
  }
});

it('installs again when the lock file has changed, but not for packages of other systems', async () => {
  await expectSuccess(setUp());
  calls();
  const packages = { '': {}, 'node_modules/typescript': { integrity: 'one' }, 'node_modules/other': { integrity: 'x', optional: true } };
  writeFileSync(join(clone, 'package-lock.json'), JSON.stringify({ packages }));
  await expectSuccess(setUp());
  expect(calls()).toEqual(['tsc']);

  writeFileSync(join(clone, 'package-lock.json'), JSON.stringify({ packages: { 'node_modules/typescript': { integrity: 'two' } } }));
  await expectSuccess(setUp());
  expect(calls()).toEqual(['npm', 'tsc']);
});

it('repairs what killed runs have left half done', async () => {
  await expectSuccess(setUp());
  calls();
  rmSync(join(clone, 'node_modules/.package-lock.json'));
  rmSync(join(clone, 'dist/.careergraph-build'));
  rmSync(join(cache, 'careergraph', 'neo4j-5.26.30'), { recursive: true });
  mkdirSync(join(cache, 'careergraph', 'neo4j-5.26.30.tmp-4194305'));
  await expectSuccess(setUp());
  expect(calls()).toEqual(['npm', 'tsc', 'mvn']);
  expect(readdirSync(join(cache, 'careergraph')).sort()).toEqual(['neo4j-5.26.30', 'neo4j-5.26.30-java-21.0.5.jsa']);
  expect(readdirSync(join(clone, 'node_modules/.cache'))).toEqual([]);
});

it('does without an archive of classes where none can be made, and does not try again each time', async () => {
  writeFileSync(join(clone, 'scripts/archive-classes.mjs'), 'process.exit(1);');
  const first = setUp();
  await expectSuccess(first);
  expect(first.output()).toMatch(/start quickly: failed/);
  const second = setUp();
  await expectSuccess(second);
  expect(second.output()).toBe('');
});

it('says why the packages could not be installed', async () => {
  fakeProgram(join(bin, 'npm'), 'echo "npm error network timeout"; exit 7');
  await expectFailure(setUp(), /`npm ci` ended with 7.*put that right and start again.*npm error network timeout/s);
});

it('says why the sources do not compile, and leaves the last build as it was', async () => {
  await expectSuccess(setUp());
  writeFileSync(join(clone, 'src/main.ts'), 'wrong');
  await expectFailure(setUp(), /do not compile.*src\/main\.ts\(1,1\): error TS1: wrong/s);
  expect(built()).toBe('first version');
});

it('says why Maven could not fetch Neo4j, and leaves nothing half done', async () => {
  fakeProgram(join(bin, 'mvn'), '[ "$1" = --version ] && exit 0', 'echo "[INFO] trying"; echo "[ERROR] no route to host"; exit 1');
  await expectFailure(setUp(), /Maven ended with 1\..*NEO4J_URI.*\[ERROR\] no route to host/s);
  expect(readdirSync(join(cache, 'careergraph'))).toEqual([]);
});

it('asks for no Java and no Maven when the database is elsewhere', async () => {
  for (const program of ['java', 'mvn']) fakeProgram(join(bin, program), 'exit 1');
  await expectSuccess(setUp({ NEO4J_URI: 'bolt://127.0.0.1:7687' }));
  expect(calls()).toEqual(['npm', 'tsc', 'npm explorer', 'vite']);
});
