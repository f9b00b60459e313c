import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Fact, FactKind } from '../graph-seed/facts.js';
import { toWrites } from '../graph-seed/graph-writes.js';
import { openOnet } from '../graph-seed/onet/onet.publisher.js';
import { medianCategory, yearsOf } from '../graph-seed/onet/onet.rules.js';
import { SOC_MAJOR_GROUPS } from '../graph-seed/onet/soc-major-groups.js';
import { technologyIds } from '../graph-seed/onet/technologies.facts.js';
import type { Publisher } from '../graph-seed/publisher.js';
import { projectRoot } from '../src/project-root.js';
import {
  countOf,
  dangling,
  factsOf,
  publishedFiles,
  readAll,
  type Reading,
  refused,
  skippedOf,
  unaccounted,
} from './support/read-publisher.js';

const fixture = join(projectRoot, 'tests/fixtures/onet');
const published = publishedFiles('onet-29.0');

/** A release that was opened, and what it says. */
type Release = Reading & { publisher: Publisher };

async function readRelease(folder: string): Promise<Release> {
  const publisher = await openOnet(folder);
  return { publisher, ...(await readAll(publisher)) };
}

/** Facts of a kind about one concept, without their kind and what they leave open. */
const about = (release: Release, kind: FactKind, id: string): object[] =>
  factsOf(release, kind)
    .filter((fact) => Object.values(fact).includes(id))
    .map(({ fact: _, ...said }) => JSON.parse(JSON.stringify(said)) as object);

/** Facts that would be one claim in the graph. */
function repeated({ facts }: Release): Fact[] {
  const claimed = new Set<string>();
  return facts.filter((fact) => {
    const { nodes, claims } = toWrites('source:onet', fact);
    const id = claims[0]?.id ?? nodes[0]!.id;
    return claimed.size === claimed.add(id).size;
  });
}

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

/** A copy of the fixture with files changed, or, where there is no text, taken away. */
async function fixtureWith(changes: Record<string, ((text: string) => string | Buffer) | undefined>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'careergraph-onet-'));
  folders.push(folder);
  await cp(fixture, folder, { recursive: true });
  for (const [name, change] of Object.entries(changes)) {
    const path = join(folder, name);
    if (change === undefined) await rm(path);
    else await writeFile(path, change(existsSync(path) ? await readFile(path, 'utf8') : ''));
  }
  return folder;
}
const readFixtureWith = async (changes: Parameters<typeof fixtureWith>[0]) => readRelease(await fixtureWith(changes));

const shepherds = 'role:onet/15-2051.00';
const painters = 'role:onet/27-1013.00';

describe('O*NET’s text release', () => {
  let release: Release;
  beforeAll(async () => {
    release = await readRelease(fixture);
  });

  test('names itself as a source, with its version, month and the attribution that its licence asks for', () => {
    expect(release.publisher.source).toMatchObject({ id: 'source:onet', version: '29.0', asOf: '2024-08-01', licence: 'CC BY 4.0' });
    expect(release.publisher.source.attribution).toMatch(
      /^This page includes information from the O\*NET 29\.0 Database by the U\.S\. .* USDOL\/ETA\.$/,
    );
  });

  test('gives facts of the vocabulary’s shape, each once, concepts before what is said of them', () => {
    expect([...refused(release), ...dangling(release), ...repeated(release)]).toEqual([]);
  });

  test('accounts for every row of every file', () => {
    expect(unaccounted(release)).toEqual([]);
    expect(Object.keys(release.report.files)).toHaveLength(16);
    expect(release.report.missing).toEqual({});
  });

  test('gives occupations with their codes and families', () => {
    expect(factsOf(release, 'role').map(({ id, title, summary }) => [id, title, summary])).toEqual([
      [shepherds, 'Cloud Shepherds', 'Keep "herds" of clouds together.'],
      ['role:onet/15-2051.01', 'Fog Shepherds', undefined],
      [painters, 'Puddle Painters', 'Paint puddles after rain.'],
    ]);
    expect(about(release, 'external-id', shepherds)).toEqual([
      { of: shepherds, scheme: 'onet-soc', value: '15-2051.00', url: 'https://www.onetonline.org/link/summary/15-2051.00' },
      { of: shepherds, scheme: 'soc', value: '15-2051' },
    ]);
    expect(about(release, 'in-family', shepherds)).toEqual([{ role: shepherds, family: 'family:soc/15-0000' }]);
    expect(factsOf(release, 'family')).toHaveLength(23);
    expect(skippedOf(release, 'Occupation Data.txt')).toEqual({
      'has a code that is not one of O*NET-SOC, such as 15-2051.00': 2,
      'is about the same as a row before it': 1,
    });
  });

  test('gives each title of both files once, for each occupation that has it, and none for n/a', () => {
    const titles = (role: string) => factsOf(release, 'name').flatMap(({ of, text }) => (of === role ? [text] : []));
    expect(titles(shepherds)).toEqual(['Certified Cloud Herder (CCH)', 'CCH', 'Sky Engineer', 'Wind Whistler']);
    expect(titles(painters)).toEqual(['Sky Engineer']);
    expect(titles('role:onet/15-2051.01')).toEqual([]);
    expect(skippedOf(release, 'Sample of Reported Titles.txt')).toEqual({ 'is about the same as a row before it': 1 });
  });

  test('gives job zones as levels, with the years of the median related experience', () => {
    expect(factsOf(release, 'level').map(({ id, name, scale, rank }) => [id, name, scale, rank])).toEqual([
      ['level:job-zone-2', 'Zone Two: Some Rain', 'job-zone', 2],
      ['level:job-zone-4', 'Zone Four: Much Rain', 'job-zone', 4],
    ]);
    expect(about(release, 'at-level', shepherds)).toEqual([
      { role: shepherds, level: 'level:job-zone-4', minYears: 2, maxYears: 4, asOf: '2021-11-01' },
    ]);
    expect(about(release, 'at-level', painters)).toEqual([{ role: painters, level: 'level:job-zone-2', minYears: 10, asOf: '2023-08-01' }]);
  });

  test('gives the median required education, and none where most answers are suppressed', () => {
    expect(about(release, 'educated', shepherds)).toEqual([
      { role: shepherds, level: 'BACHELOR', wording: "Bachelor's Degree", fields: [], asOf: '2023-08-01' },
    ]);
    expect(about(release, 'educated', painters)).toEqual([]);
    expect(skippedOf(release, 'Education, Training, and Experience.txt')).toEqual({
      'is of a distribution of which less than half of the answers remain': 2,
      'is about an occupation that has no job zone': 1,
      'O*NET recommends to suppress it: too imprecise': 1,
      'has a category that the categories file does not explain': 1,
      'has a share that is not 0 to 100 percent': 1,
      'answers a question that facts have no words for: scale OJ': 1,
      'answers a question that facts have no words for: scale IM': 1,
    });
  });

  test('scales importance and level to 0 to 1, by element and not by the order of rows', () => {
    expect(about(release, 'requires', 'skill:onet/2.A.1.a')).toEqual([
      { role: shepherds, skill: 'skill:onet/2.A.1.a', importance: 0.78, level: 0.5, asOf: '2023-08-01' },
      { role: painters, skill: 'skill:onet/2.A.1.a', importance: 0, asOf: '2023-08-01' },
    ]);
    expect(about(release, 'requires', 'skill:onet/2.B.3.e')).toEqual([
      { role: painters, skill: 'skill:onet/2.B.3.e', importance: 1, level: 1, asOf: '2023-08-01' },
    ]);
  });

  test('leaves out a suppressed rating alone, and both ratings of what is not relevant', () => {
    expect(about(release, 'requires', 'skill:onet/2.A.1.b')).toMatchObject([{ role: shepherds, importance: 0.5 }]);
    expect(about(release, 'requires', 'skill:onet/2.A.1.b')[0]).not.toHaveProperty('level');
    expect(about(release, 'requires', 'skill:onet/2.C.6')).toEqual([
      { role: shepherds, skill: 'skill:onet/2.C.6', level: 0.5, asOf: '2023-08-01' },
      { role: painters, skill: 'skill:onet/2.C.6', importance: 0.25, level: 1, asOf: '2023-08-01' },
    ]);
    expect(skippedOf(release, 'Skills.txt')).toMatchObject({
      'is not relevant to the occupation': 1,
      'rates the importance of what is not relevant to the occupation': 1,
      'O*NET recommends to suppress it: too imprecise': 1,
      'has a value that is not 1 to 5': 1,
      'has a value that is not 0 to 7': 1,
      'names an occupation that Occupation Data has not got': 1,
    });
    expect(factsOf(release, 'requires').filter(({ necessity }) => necessity !== undefined)).toEqual([]);
  });

  test('groups skills as its content model does, but for the two topmost layers', () => {
    const kinds = Object.fromEntries(factsOf(release, 'skill').map(({ id, kind }) => [id, kind]));
    expect(kinds).toMatchObject({
      'skill:onet/2.A.1': 'COMPETENCE',
      'skill:onet/2.C.6': 'KNOWLEDGE',
      'skill:onet/1.A.1.a.1': 'COMPETENCE',
    });
    expect(about(release, 'skill', 'skill:onet/2.A.1.a')).toMatchObject([
      { name: 'Sky Reading', description: 'Telling weather from the sky.' },
    ]);
    const broader = factsOf(release, 'broader').map(({ narrower, broader }) => `${narrower} ${broader}`.replaceAll('skill:onet/', ''));
    expect(broader.filter((link) => !link.startsWith('technology'))).toEqual([
      '2.A.1.a 2.A.1',
      '2.A.1.b 2.A.1',
      '2.B.3.e 2.B.3',
      '1.A.1.a 1.A.1',
      '1.A.1.a.1 1.A.1.a',
    ]);
  });

  test('gives technologies with their groups and marks; C, C++ and C# stay apart, as do names that read alike', () => {
    const technologies = factsOf(release, 'skill').filter(({ id }) => id.startsWith('skill:onet/technology/'));
    expect(technologies.map(({ id, name }) => [id, name])).toEqual([
      ['skill:onet/technology/c', 'C'],
      ['skill:onet/technology/c-plus-plus', 'C++'],
      ['skill:onet/technology/c-sharp', 'C#'],
      [expect.stringMatching(/^skill:onet\/technology\/rain-maker-[0-9a-f]+$/), 'Rain-Maker'],
      ['skill:onet/technology/rain-maker', 'Rain Maker'],
    ]);
    expect(about(release, 'requires', 'skill:onet/technology/c-plus-plus')).toEqual([
      { role: shepherds, skill: 'skill:onet/technology/c-plus-plus', hotTechnology: true, inDemand: false },
      { role: painters, skill: 'skill:onet/technology/c-plus-plus', hotTechnology: true, inDemand: false },
    ]);
    expect(factsOf(release, 'broader').filter(({ narrower }) => narrower === 'skill:onet/technology/c-plus-plus')).toHaveLength(2);
    expect(about(release, 'skill', 'skill:onet/unspsc/43232408')).toMatchObject([{ name: 'Sky software', kind: 'TECHNOLOGY' }]);
  });

  test('gives tasks as responsibilities, and each activity of an occupation once, as of its latest task', () => {
    expect(about(release, 'responsible-for', shepherds)).toEqual([
      { role: shepherds, text: 'Count the clouds at dusk.', asOf: '2023-08-01' },
      { role: shepherds, text: 'Call stray clouds home.', asOf: '2023-08-01' },
    ]);
    expect(about(release, 'involves', shepherds)).toEqual([
      { role: shepherds, activity: 'activity:onet/4.A.1.a.1.I01.D01', asOf: '2023-08-01' },
      { role: shepherds, activity: 'activity:onet/4.A.1.a.1.I01.D02', asOf: '2014-07-01' },
    ]);
    expect(about(release, 'activity', 'activity:onet/4.A.1.a.1.I01.D01')).toMatchObject([{ name: 'Count clouds.' }]);
  });

  test('gives related occupations by rank', () => {
    expect(factsOf(release, 'adjacent-to').map(({ from, to, kind, strength }) => [from, to, kind, strength])).toEqual([
      [shepherds, painters, 'RELATED', 1],
      [shepherds, 'role:onet/15-2051.01', 'RELATED', 0.05],
      [painters, shepherds, 'RELATED', 0.95],
    ]);
  });

  test('remarks occupations for which nothing is rated', () => {
    expect(release.report.remarks).toEqual({
      'No skills, knowledge or abilities are rated for an occupation': ['15-2051.01 Fog Shepherds'],
    });
  });
});

describe('The rules of O*NET’s figures', () => {
  test.each([
    [[10, 40, 50], 2],
    [[10, 39, 51], 3],
    [[49, 0, 0], undefined],
    [[0, 0, 50], 3],
  ])('the median of %p is category %p', (shares, median) => {
    expect(medianCategory(shares.map((share, index) => ({ category: index + 1, share })))).toBe(median);
  });

  test.each([
    ['None', { minYears: 0, maxYears: 0 }],
    ['Up to and including 1 month', { minYears: 0, maxYears: 0.0833 }],
    ['Over 6 months, up to and including 1 year', { minYears: 0.5, maxYears: 1 }],
    ['Over 10 years', { minYears: 10 }],
    ['A while', undefined],
    ['', undefined],
  ])('“%s” is %p', (description, years) => {
    expect(yearsOf(description)).toEqual(years);
  });

  test('ids of technologies do not depend on the order of rows, and need no letters', () => {
    const names = ['Rain Maker', '…', 'Rain-Maker', 'rain maker'];
    const ids = technologyIds(names);
    expect(new Set(ids.values()).size).toBe(4);
    expect(technologyIds([...names].reverse())).toEqual(ids);
  });
});

const textOf = (name: string): string => readFileSync(join(fixture, name), 'utf8');

/** The rows of a file of the fixture that match, under its header. */
function rowsOf(name: string, pattern: RegExp): string {
  const [header, ...lines] = textOf(name).split('\n');
  return [header, ...lines.filter((line) => pattern.test(line)), ''].join('\n');
}

/** The fixture as release 30.3 lays its files out. */
const inRelease30 = {
  'Read Me.txt': (text: string) => text.replace('29.0', '30.3').replace('August 2024', 'May 2026'),
  'Alternate Titles.txt': undefined,
  'Job Titles.txt': () => textOf('Alternate Titles.txt').replace('Alternate Title', 'Job Title'),
  'Skills.txt': undefined,
  'Essential Skills.txt': () => rowsOf('Skills.txt', /\t2\.A\./),
  'Transferable Skills.txt': () => rowsOf('Skills.txt', /\t2\.B\./),
  'Technology Skills.txt': undefined,
  'Software Skills.txt': () =>
    textOf('Technology Skills.txt')
      .replace('Example\tCommodity Code\tCommodity Title', 'Workplace Example\tElement ID\tElement Name')
      .replace(/\t43232(\d+)\t/g, '\t2.E.$1\t'),
  'DWA Reference.txt': undefined,
  'GWAs to IWAs to DWAs.txt': () =>
    textOf('DWA Reference.txt').replace('IWA ID\tDWA ID\tDWA Title', 'IWA Element ID\tDWA Element ID\tDWA Element Name'),
  'Tasks to DWAs.txt': (text: string) => text.replace('DWA ID', 'DWA Element ID'),
  'Education, Training, and Experience.txt': undefined,
  'Education.txt': () => rowsOf('Education, Training, and Experience.txt', /\t(RL|IM)\t/),
  'Training and Experience.txt': () => rowsOf('Education, Training, and Experience.txt', /\t(RW|OJ)\t/),
  'Education, Training, and Experience Categories.txt': undefined,
  'Education Categories.txt': () => rowsOf('Education, Training, and Experience Categories.txt', /\tRL\t/),
  'Training and Experience Categories.txt': () => rowsOf('Education, Training, and Experience Categories.txt', /\t(RW|OJ)\t/),
};

describe('Other releases', () => {
  test('30.3, with its renamed and split files, says the same', async () => {
    const [old, renamed] = [await readRelease(fixture), await readFixtureWith(inRelease30)];
    const said = (release: Release): string[] =>
      release.facts.map((fact) => JSON.stringify(fact).replaceAll('unspsc/43232', 'software/2.E.')).sort();
    expect(said(renamed)).toEqual(said(old));
    expect(renamed.publisher.source).toMatchObject({ version: '30.3', asOf: '2026-05-01' });
    expect([...renamed.publisher.kinds]).toEqual([...old.publisher.kinds]);
    expect(unaccounted(renamed)).toEqual([]);
    expect(renamed.report.missing).toEqual({});
  });

  test('without the column In Demand say nothing of it', async () => {
    const release = await readFixtureWith({ 'Technology Skills.txt': (text) => text.replace(/\t[^\t\n]*\n/g, '\n') });
    expect(about(release, 'requires', 'skill:onet/technology/c')).toEqual([
      { role: shepherds, skill: 'skill:onet/technology/c', hotTechnology: true },
    ]);
  });

  test('before 25.0 are refused', async () => {
    const folder = await fixtureWith({ 'Read Me.txt': (text) => text.replace('29.0', '24.3') });
    await expect(openOnet(folder)).rejects.toThrow('this is O*NET 24.3. Releases from 25.0 on can be read.');
  });
});

describe('Files that are not there', () => {
  test('are reported, and nothing that they alone would state counts as missed', async () => {
    const release = await readFixtureWith({
      'Knowledge.txt': undefined,
      'Sample of Reported Titles.txt': undefined,
      'Job Zone Reference.txt': undefined,
      'Read Me.txt': undefined,
    });
    expect(release.report.missing).toEqual({
      'Knowledge.txt': 'knowledge',
      'Sample of Reported Titles.txt': 'reported titles',
      'Job Zone Reference.txt': 'job zones',
      'Read Me.txt': 'the version of the release',
    });
    const { kinds, unread, source } = release.publisher;
    expect(['name', 'level', 'at-level'].filter((kind) => kinds.has(kind as FactKind))).toEqual([]);
    expect(kinds.has('requires')).toBe(true);
    expect(unread).toEqual(['skill:onet/2.C.']);
    expect(source).toMatchObject({ version: undefined, asOf: undefined });
    expect(source.attribution).toContain('from the O*NET Database by');
    expect([...refused(release), ...dangling(release), ...repeated(release)]).toEqual([]);
    expect(unaccounted(release)).toEqual([]);
  });

  test('do not matter but for Occupation Data', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'careergraph-onet-'));
    folders.push(folder);
    await cp(join(fixture, 'Occupation Data.txt'), join(folder, 'Occupation Data.txt'));
    const release = await readRelease(folder);
    expect(factsOf(release, 'role')).toHaveLength(3);
    expect([...refused(release), ...dangling(release), ...repeated(release)]).toEqual([]);
  });
});

describe('A download that is not what it should be is refused before anything is read', () => {
  const bytes = (text: string, encoding: BufferEncoding) => Buffer.from(text, encoding);
  test.each<[string, Record<string, ((text: string) => string | Buffer) | undefined>, RegExp]>([
    ['without occupations', { 'Occupation Data.txt': undefined }, /has no Occupation Data\.txt\. Expected is the folder of an O\*NET database in its text format, such as db_29_0_text/],
    ['of another publisher', { 'Occupation Data.txt': () => 'conceptUri\tpreferredLabel\n' }, /Occupation Data\.txt has not the columns that are expected: O\*NET-SOC Code, Title, Description/],
    ['with another header', { 'Skills.txt': (text) => text.replace('Not Relevant', 'Irrelevant') }, /Skills\.txt has not the columns that are expected: Not Relevant is missing/],
    ['in UTF-16', { 'Knowledge.txt': (text) => bytes(`\uFEFF${text}`, 'utf16le') }, /Knowledge\.txt .*UTF-8/],
    ['in Latin-1', { 'Alternate Titles.txt': (text) => bytes(text.replace('Sky', 'Blé'), 'latin1') }, /Alternate Titles\.txt is not UTF-8/],
    ['cut off', { 'Job Zones.txt': (text) => text.slice(0, -4) }, /Job Zones\.txt ends in the middle of a row/],
    ['of two releases at once', { 'Essential Skills.txt': (text) => text }, /has both Essential Skills\.txt and Skills\.txt: those are of different releases/],
    ['whose Read Me is another', { 'Read Me.txt': () => 'ESCO dataset v1.1.1' }, /Read Me\.txt does not name a release, as in “O\*NET 29\.0 Database/],
  ])('%s', async (_, changes, message) => {
    await expect(openOnet(await fixtureWith(changes))).rejects.toThrow(message);
  }); // prettier-ignore

  test('that is not there, or is the folder above', async () => {
    await expect(openOnet(join(fixture, 'nowhere'))).rejects.toThrow(/^There is no folder .*nowhere\. Expected is/);
    await expect(openOnet(join(fixture, '..'))).rejects.toThrow(`The folder onet in it has: give ${fixture}.`);
  });

  test('while a row that lacks cells stops the reading, with its place', async () => {
    const reading = readFixtureWith({ 'Task Statements.txt': (text) => text.replace('\tn/a\tn/a', '') });
    await expect(reading).rejects.toThrow(/^Task Statements\.txt.* on line 3\. Is the file complete, as it was published\?$/);
  });

  test('and one without a single occupation too', async () => {
    const reading = readFixtureWith({ 'Occupation Data.txt': (text) => text.split('\n')[0]! + '\n' });
    await expect(reading).rejects.toThrow(/^Occupation Data\.txt in .* names no occupation\.$/);
  });
});

published.describeIfThere('O*NET 29.0 as published', () => {
  let release: Release;
  beforeAll(async () => {
    release = await readRelease(published.path);
  });

  test('accounts for every row, and states nothing faulty', () => {
    expect(unaccounted(release)).toEqual([]);
    expect([...refused(release), ...dangling(release), ...repeated(release)]).toEqual([]);
    expect(release.report.missing).toEqual({ 'Abilities.txt': 'abilities' });
  });

  test('has the known counts', () => {
    const counts = (...kinds: FactKind[]) => Object.fromEntries(kinds.map((kind) => [kind, countOf(release, kind)]));
    expect(counts('role', 'at-level', 'adjacent-to', 'responsible-for', 'activity')).toEqual({
      role: 1_016,
      'at-level': 923,
      'adjacent-to': 18_460,
      'responsible-for': 18_796,
      activity: 2_087,
    });
    expect(skippedOf(release, 'Skills.txt')).toMatchObject({ 'is not relevant to the occupation': 3_302 });
    expect(release.report.files['Technology Skills.txt']).toMatchObject({ read: 32_470, used: 32_470 });
    expect(new Set(factsOf(release, 'in-family').map(({ family }) => family)).size).toBe(SOC_MAJOR_GROUPS.size);
  });

  test('has 44 occupations with related ones but without skills, and 93 with neither', () => {
    const related = new Set(factsOf(release, 'adjacent-to').map(({ from }) => from));
    const skilled = new Set(factsOf(release, 'requires').flatMap(({ role, importance }) => (importance === undefined ? [] : [role])));
    const unskilled = factsOf(release, 'role').filter(({ id }) => !skilled.has(id));
    expect(unskilled.filter(({ id }) => related.has(id))).toHaveLength(44);
    expect(unskilled.filter(({ id }) => !related.has(id))).toHaveLength(93);
    expect(Object.values(release.report.remarks).map(({ length }) => length)).toEqual([137]);
  });

  test('has titles that name several occupations', () => {
    const named = factsOf(release, 'name').filter(({ text }) => text === 'Machine Learning Engineer');
    expect(named.map(({ of }) => of)).toEqual(['role:onet/15-1221.00', 'role:onet/15-1299.08', 'role:onet/15-2051.00']);
  });

  test('has an id of its own for each technology', () => {
    const ids = factsOf(release, 'skill').flatMap(({ id }) => (id.startsWith('skill:onet/technology/') ? [id] : []));
    expect(new Set(ids).size).toBe(8_749);
    expect(ids).toEqual(expect.arrayContaining(['c', 'c-plus-plus', 'c-sharp'].map((id) => `skill:onet/technology/${id}`)));
  });

  test('is read within 64 MB', async () => {
    const script = `
      const { openOnet } = await import('./graph-seed/onet/onet.publisher.ts');
      const { ImportReport } = await import('./graph-seed/publisher.ts');
      let facts = 0;
      for await (const fact of (await openOnet(process.argv[1])).facts(new ImportReport())) facts += 1;
      console.log(facts);`;
    const options = [
      '--max-old-space-size=64',
      '--import',
      '@swc-node/register/esm-register',
      '--input-type=module',
      '--eval',
      script,
      published.path,
    ];
    const { stdout } = await promisify(execFile)(process.execPath, options, { cwd: projectRoot });
    expect(Number(stdout)).toBe(release.facts.length);
  });
});
