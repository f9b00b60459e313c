import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { startStep } from '../scripts/progress.mjs';
import { projectRoot } from '../src/project-root.js';
import { endRuns, removeTemporaryFolders, type Run, runNode, startCareergraph, temporaryFolder } from './support/child-process.js';
import { ownGraph } from './support/own-graph.js';

const outside = ownGraph();
const fixtures = join(projectRoot, 'tests/fixtures');

afterEach(endRuns);
afterAll(removeTemporaryFolders);

/** The command as built, on the database of this file, or on the home folder that `env` names. */
function importCommand(args: string[], env?: NodeJS.ProcessEnv): Run {
  const { uri, password } = outside.neo4j.connection;
  const settings = env ?? { NEO4J_URI: uri, NEO4J_PASSWORD: password };
  return runNode(join(projectRoot, 'dist/graph-seed/import.js'), temporaryFolder(), settings, ...args);
}

async function succeed(...args: string[]): Promise<string> {
  const run = importCommand(args);
  expect({ ...(await run.exited), errors: run.errors() }).toEqual({ code: 0, signal: null, errors: '' });
  return run.output();
}

/** What a run that fails says of it: no stack, and an exit code that is not 0. */
async function failure(...args: string[]): Promise<string> {
  const run = importCommand(args);
  expect(await run.exited).toEqual({ code: 1, signal: null });
  expect(run.errors()).not.toMatch(/^\s+at /m);
  return run.errors();
}

async function contents(): Promise<{ nodes: number; constraints: number; indexes: number }> {
  const [{ nodes } = { nodes: -1 }] = await outside.graph.read<{ nodes: number }>('MATCH (n) RETURN count(n) AS nodes');
  const constraints = await outside.graph.read('SHOW CONSTRAINTS');
  const indexes = await outside.graph.read(`SHOW INDEXES WHERE type <> 'LOOKUP'`);
  return { nodes, constraints: constraints.length, indexes: indexes.length };
}

/** A copy of a fixture, for spoiling. */
function copyOf(fixture: string): string {
  const folder = temporaryFolder();
  cpSync(join(fixtures, fixture), folder, { recursive: true });
  return folder;
}

function spoil(folder: string, file: string, change: (content: Buffer) => Buffer | string): string {
  const path = join(folder, file);
  writeFileSync(path, change(readFileSync(path)));
  return folder;
}

/** A copy with so many more rows that its import takes long enough to be cut off. */
function copyOfMany(rows: number): string {
  const row = (id: number): string => `15-2051.00\t${id}\tHerd cloud number ${id}.\tCore\t95\t08/2023\tIncumbent\n`;
  const more = Array.from({ length: rows }, (_, id) => row(id + 10)).join('');
  return spoil(copyOf('onet'), 'Task Statements.txt', (text) => `${text}${more}`);
}

const counts = (output: string): string => /^\d+ facts: .*$/m.exec(output)![0];
const readReport = (file: string): any => JSON.parse(readFileSync(file, 'utf8'));

describe('The import command refuses, and writes nothing,', () => {
  test.each<[string, () => string[], RegExp]>([
    ['what it does not know', () => ['isco', fixtures], /Expected what to import and where it is; got "isco .*onet <folder>/s],
    ['a path too many', () => ['onet', 'a', 'b'], /Expected what to import and where it is; got "onet a b"/],
    ['an option that it does not know', () => ['onet', fixtures, '--prunes'], /Unknown option '--prunes'.*--prune /s],
    [
      'a path that leads nowhere',
      () => ['onet', '/nowhere'],
      /There is no \/nowhere\. Expected the folder or file that was downloaded for onet/,
    ],
    ['a folder without the files', () => ['onet', fixtures], /has no Occupation Data\.txt\. The folder onet in it has: give /],
    [
      'the folder of another publisher',
      () => ['onet', join(fixtures, 'esco')],
      /has no Occupation Data\.txt\. Expected is the folder of an O\*NET/,
    ],
    [
      'a folder from which a file is missing',
      () => {
        const folder = copyOf('esco');
        rmSync(join(folder, 'skills_en.csv'));
        return ['esco', folder];
      },
      /is without skills_en\.csv\. What is expected is ESCO's classification/,
    ],
    [
      "another publisher's file in the place of its own",
      () => ['onet', spoil(copyOf('onet'), 'Skills.txt', () => readFileSync(join(fixtures, 'esco/skills_en.csv')))],
      /Skills\.txt has not the columns that are expected: O\*NET-SOC Code, /,
    ],
    [
      'a header that is not the expected one',
      () => ['onet', spoil(copyOf('onet'), 'Job Zones.txt', (text) => String(text).replace('Job Zone', 'Zone'))],
      /Job Zones\.txt has not the columns that are expected: Job Zone is missing/,
    ],
    [
      'a file that is cut short',
      () => ['onet', spoil(copyOf('onet'), 'Skills.txt', (text) => text.subarray(0, text.length - 30))],
      /Skills\.txt ends in the middle of a row\. Is it complete/,
    ],
    [
      'a file that another program has saved in its own way',
      () => ['onet', spoil(copyOf('onet'), 'Task Statements.txt', (text) => Buffer.from(`${text}15-2051.00\t9\tCafé\t\t\t\t\n`, 'latin1'))],
      /Task Statements\.txt is not UTF-8 text throughout, as it was published/,
    ],
    [
      'a report for which there is no folder',
      () => ['onet', join(fixtures, 'onet'), '--report', '/nowhere/report.json'],
      /The report cannot be written to \/nowhere\/report\.json\. Name a file in a folder/,
    ],
  ])('%s', async (_what, args, message) => {
    expect(await failure(...args())).toMatch(message);
    expect(await contents()).toEqual({ nodes: 0, constraints: 0, indexes: 0 });
  });
});

test('--help says all there is to know, without a database', async () => {
  const run = importCommand(['--help'], { NEO4J_URI: 'bolt://127.0.0.1:1', NEO4J_PASSWORD: 'none' });
  expect(await run.exited).toEqual({ code: 0, signal: null });
  for (const word of ['onet <folder>', 'esco <folder>', 'bls <folder>', 'crosswalk <file>', '--dry-run', '--prune', '--report <file>']) {
    expect(run.output()).toContain(word);
  }
});

/** These happen to one database, in their order. */
describe('An import, from the dry run to the newer release,', () => {
  const onet = join(fixtures, 'onet');
  let newer: string;
  let reports: string;
  beforeAll(() => {
    newer = copyOf('onet');
    spoil(newer, 'Skills.txt', (text) => String(text).replace('Sky Reading\tIM\t4.12', 'Sky Reading\tIM\t4.50'));
    spoil(newer, 'Related Occupations.txt', (text) => String(text).replace(/^27-1013\.00\t15-2051\.00.*\n/m, ''));
    spoil(newer, 'Task Statements.txt', (text) => `${text}27-1013.00\t9\tMix mud.\tCore\t95\t08/2023\tIncumbent\n`);
    reports = temporaryFolder();
  });

  test('--dry-run counts everything as new in an empty database, and writes not even an index', async () => {
    const output = await succeed('onet', onet, '--dry-run');
    expect(counts(output)).toMatch(/^(\d+) facts: \1 would be added, 0 changed, 0 retracted\. Nothing was written/);
    expect(await contents()).toEqual({ nodes: 0, constraints: 0, indexes: 0 });
  });

  test('then writes as many, and tells of each row and of each claim', async () => {
    const report = join(reports, 'first.json');
    const output = await succeed('onet', onet, '--report', report);
    expect(counts(output)).toMatch(/^(\d+) facts: \1 added, 0 changed, 0 retracted; all others were there already\.$/);
    expect(output).toMatch(
      /Checking onet \.\.\.\n.*Checking onet: done after \d+ s\nImporting onet \.\.\.\n.*Importing onet: done after \d+ s\n/s,
    );
    const { facts, written, changes, files, ...rest } = readReport(report);
    expect({ written, removed: changes.removed }).toEqual({ written: { added: facts, changed: 0, removed: 0 }, removed: [] });
    expect(changes.added).toHaveLength(facts);
    expect(changes.added).toContainEqual({ fact: 'role', subject: 'role:onet/15-2051.00' });
    expect(rest).toMatchObject({ what: 'onet', dryRun: false, prune: false });
    const skills = files['Skills.txt'];
    const skipped = Object.values<any>(skills.skipped).reduce((sum, { rows }) => sum + rows, 0);
    expect(skills.read).toBe(skills.used + skipped);
  });

  test('and a second time changes nothing, whether asked or told', async () => {
    expect(counts(await succeed('onet', onet, '--dry-run', '--prune'))).toMatch(/: 0 would be added, 0 changed, 0 retracted/);
    expect(counts(await succeed('onet', onet, '--prune'))).toMatch(/: 0 added, 0 changed, 0 retracted/);
    expect(await outside.graph.read('MATCH (graph:Graph) RETURN graph.revision AS revision')).toEqual([{ revision: 1 }]);
  });

  test('and of a newer release the dry run and the import name the very same claims', async () => {
    const [dry, real] = [join(reports, 'dry.json'), join(reports, 'real.json')];
    const before = await contents();
    const compared = await succeed('onet', newer, '--dry-run', '--prune', '--report', dry);
    expect(await contents()).toEqual(before);
    expect(compared).toMatch(/1 would be added, 1 changed, 1 retracted/);
    const imported = await succeed('onet', newer, '--prune', '--report', real);
    for (const output of [compared, imported]) {
      expect(output).toMatch(/^ {2}added: responsible-for role:onet\/27-1013\.00 responsibility:mix-mud-\S+$/m);
      expect(output).toMatch(/^ {2}changed: requires role:onet\/15-2051\.00 skill:onet\/2\.A\.1\.a$/m);
      expect(output).toMatch(/^ {2}removed: adjacent-to role:onet\/27-1013\.00 role:onet\/15-2051\.00$/m);
    }
    const unchanged = { written: { added: 0, changed: 0, removed: 0 }, changes: expect.anything() };
    expect(readReport(real)).toEqual({ ...readReport(dry), dryRun: false, namesInCommon: unchanged });
    expect(readReport(dry)).toMatchObject({ dryRun: true, prune: true, changes: { listedAtMost: 1_000 } });
  });
});

test('An import that is killed while it writes, and run again, ends in the same graph as one that was not', async () => {
  const download = copyOfMany(12_000);
  /** All that is said, without when it was. */
  const facts = () =>
    outside.graph.read(`MATCH (n) WITH n ORDER BY n.id, n.subject OPTIONAL MATCH (n)-[r]->(m) WITH n, r, m ORDER BY type(r), r.id, m.id
      RETURN labels(n) AS labels, n { .*, at: null, changedAt: null } AS node, collect([type(r), properties(r), m.id]) AS claims`);
  const anew = () => outside.graph.write('MATCH (n) DETACH DELETE n');
  await anew();
  await succeed('onet', download);
  const whole = await facts();

  await anew();
  const killed = importCommand(['onet', download]);
  while ((await outside.graph.read('MATCH (release:Release) RETURN release')).length === 0) await sleep(20);
  killed.kill('SIGKILL');
  await killed.exited;
  expect(await outside.graph.read('MATCH (graph:Graph) RETURN graph.importing AS importing')).toEqual([{ importing: 'onet' }]);
  expect((await facts()).length).toBeLessThan(whole.length);
  expect(await succeed('onet', download)).toContain('Another import (onet) has the graph.');
  expect(await facts()).toEqual(whole);
});

describe('Importing into the home folder', () => {
  let home: string;
  const ask = async (url: string, query: string): Promise<any> => {
    const body = JSON.stringify({ query });
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    return ((await response.json()) as any).data;
  };

  test('of a Careergraph that is running goes through its database, and it answers what was imported', async () => {
    home = temporaryFolder();
    const careergraph = startCareergraph(home);
    const [, url] = await careergraph.shows(/Careergraph is ready.*?(http:\S+)\/graphql/s);
    const role = `{ role(id: "role:onet/15-2051.00") { title } }`;
    expect(await ask(url!, role)).toEqual({ role: null });

    const run = importCommand(['onet', join(fixtures, 'onet')], { CAREERGRAPH_HOME: home });
    expect({ ...(await run.exited), errors: run.errors() }).toEqual({ code: 0, signal: null, errors: '' });
    expect(run.output()).toMatch(new RegExp(`Careergraph is running \\(process ${careergraph.pid}\\): connected to its Neo4j, bolt://127`));
    while ((await ask(url!, role)).role === null); // it looks for what others wrote every second
    expect(await ask(url!, role)).toEqual({ role: { title: 'Cloud Shepherds' } });

    const cutOff = importCommand(['onet', copyOfMany(30_000)], { CAREERGRAPH_HOME: home });
    await cutOff.shows(/Importing onet/);
    careergraph.kill('SIGTERM');
    await careergraph.exited;
    expect(await cutOff.exited).toEqual({ code: 1, signal: null });
    expect(cutOff.errors()).toMatch(/^\nThe database is gone: .* When it runs again, run this again: .*\n\n$/);
  });

  test('of one that is just starting says to try again', async () => {
    home = temporaryFolder();
    const starting = startCareergraph(home);
    await starting.shows(/Preparing a new database/);
    const run = importCommand(['onet', join(fixtures, 'onet')], { CAREERGRAPH_HOME: home });
    expect(await run.exited).toEqual({ code: 1, signal: null });
    const refused = `in use by another Careergraph, process ${starting.pid}, .* Try again in a moment|An import \\(seed\\) is under way`;
    expect(run.errors()).toMatch(new RegExp(refused));
    await starting.shows(/Careergraph is ready/);
    starting.kill('SIGTERM'); // SIGKILL would leave its Neo4j behind
    await starting.exited;
  });
});

describe('How far a long step is', () => {
  const shown = (isTTY: boolean): { out: NodeJS.WriteStream; text: () => string } => {
    const out = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY, columns: 120 });
    let text = '';
    out.on('data', (chunk: string) => (text += chunk));
    return { out: out as unknown as NodeJS.WriteStream, text: () => text };
  };
  beforeEach(() => import.meta.jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] }));
  afterEach(() => import.meta.jest.useRealTimers());

  /** Half of a thousand in twenty seconds, evenly. */
  const goOn = async (step: ReturnType<typeof startStep>, total?: number): Promise<void> => {
    for (let second = 1; second <= 20; second++) {
      await import.meta.jest.advanceTimersByTimeAsync(1_000);
      step.reach(second * 25, total);
    }
    await import.meta.jest.advanceTimersByTimeAsync(200);
  };

  test('is a bar with rate and time left on a terminal', async () => {
    const { out, text } = shown(true);
    const step = startStep('Importing', out);
    await goOn(step, 1_000);
    expect(text()).toContain('Importing ██████████░░░░░░░░░░ 50%, 500 of 1,000, 25 a second, 20 s left (20 s)');
    step.done();
    expect(text()).toMatch(/✔ Importing \(20 s\)\n$/);
  });

  test('is a line now and then elsewhere', async () => {
    const { out, text } = shown(false);
    const step = startStep('Importing', out);
    await goOn(step, 1_000);
    step.done();
    expect(text().split('\n')).toEqual([
      'Importing ...',
      expect.stringMatching(/^Importing: 2[25]%, 2[25][05] of 1,000, 25 a second, 3[01] s left: 10 s so far$/),
      expect.stringMatching(/^Importing: (47|50)%, \d+ of 1,000, 25 a second, 2[01] s left: 20 s so far$/),
      'Importing: done after 20 s',
      '',
    ]);
  });

  test('is a count with a rate where nobody knows how much there is', async () => {
    const { out, text } = shown(false);
    const step = startStep('Checking', out);
    await goOn(step);
    step.failed();
    expect(text()).toMatch(/^Checking: \d+, 25 a second: 20 s so far$/m);
    expect(text()).toMatch(/^Checking: failed after 20 s$/m);
  });
});
