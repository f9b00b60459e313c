import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEsco } from '../graph-seed/esco/esco.publisher.js';
import { PublisherFileError } from '../graph-seed/publisher.js';
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

const fixture = join(projectRoot, 'tests/fixtures/esco');
const published = publishedFiles('esco-1.1.1');

const occupation = (n: number): string => `esco/11111111-0000-4000-8000-00000000000${n}`;
const baker = `role:${occupation(1)}`;
const pastryBaker = `role:${occupation(2)}`;
const taster = `role:${occupation(4)}`;
const skill = (n: number): string => `skill:esco/22222222-0000-4000-8000-00000000000${n}`;
const [kneading, yeast, safety, patience, tasting] = [1, 2, 3, 4, 5].map(skill) as [string, string, string, string, string];
const group = (n: number): string => `skill:esco/33333333-0000-4000-8000-00000000000${n}`;
const NOT_DESCRIBED = 'It names a concept that no row describes as released.';
const SAID_BEFORE = 'It is said of the same two concepts before, in this file or another.';

/** Facts as they are written, without what is undefined. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe('An ESCO download', () => {
  let esco: Reading;
  beforeAll(async () => {
    esco = await readAll(await openEsco(fixture));
  });

  test('gives facts of the vocabulary, each concept before what is said of it', () => {
    expect(refused(esco)).toEqual([]);
    expect(dangling(esco)).toEqual([]);
  });

  test('has every row accounted for', () => {
    expect(unaccounted(esco)).toEqual([]);
  });

  test('has its ISCO groups as families, each in its broader one', () => {
    expect(factsOf(esco, 'family')).toContainEqual({ fact: 'family', id: 'family:isco/7512', name: 'Bakers', scheme: 'esco' });
    expect(factsOf(esco, 'broader')).toContainEqual({ fact: 'broader', narrower: 'family:isco/7512', broader: 'family:isco/751' });
  });

  test('has occupations with their descriptions, line breaks in cells and all, and ESCO’s note on regulation', () => {
    const unregulated = 'http://data.europa.eu/esco/regulated-professions/unregulated';
    expect(plain(factsOf(esco, 'role'))).toEqual([
      { fact: 'role', id: baker, scheme: 'esco', title: 'baker', summary: 'Bakers bake bread, rolls and "specialities".\nThey rise early.', regulatedProfessionNote: unregulated },
      { fact: 'role', id: pastryBaker, scheme: 'esco', title: 'pastry baker', summary: 'Makes pastry.', regulatedProfessionNote: 'http://data.europa.eu/esco/regulated-professions/regulated' },
      { fact: 'role', id: taster, scheme: 'esco', title: 'taster', summary: 'Tastes.', regulatedProfessionNote: unregulated },
    ]); // prettier-ignore
  });

  test('identifies an occupation by its URI, its code and its ISCO group', () => {
    const uri = `http://data.europa.eu/esco/occupation/${baker.split('/')[1]}`;
    expect(factsOf(esco, 'external-id').filter(({ of }) => of === baker)).toEqual([
      { fact: 'external-id', of: baker, scheme: 'esco', value: uri, url: uri },
      { fact: 'external-id', of: baker, scheme: 'esco-code', value: '7512.1' },
      { fact: 'external-id', of: baker, scheme: 'isco', value: '7512', url: 'http://data.europa.eu/esco/isco/C7512' },
    ]);
  });

  test('names a concept by each of its other labels once: not by its own, an empty one, or the same again with more spaces', () => {
    const names = factsOf(esco, 'name').filter(({ of }) => of === baker);
    expect(names.map(({ text }) => text)).toEqual(['bread baker', 'breadmaker', 'dough handler']);
  });

  test('puts each occupation in its ISCO group once, and below its broader occupation', () => {
    expect(factsOf(esco, 'in-family')).toEqual([
      { fact: 'in-family', role: baker, family: 'family:isco/7512' },
      { fact: 'in-family', role: pastryBaker, family: 'family:isco/7512' },
      { fact: 'in-family', role: taster, family: 'family:isco/751' },
    ]);
    expect(factsOf(esco, 'broader')).toContainEqual({ fact: 'broader', narrower: pastryBaker, broader: baker });
    expect(skippedOf(esco, 'broaderRelationsOccPillar.csv')).toEqual({
      [SAID_BEFORE]: 1,
      [NOT_DESCRIBED]: 1,
      'It relates concepts of kinds that it cannot relate.': 1,
    });
    expect(esco.report.remarks).toEqual({
      'ESCO occupations whose ISCO group is not described': [`http://data.europa.eu/esco/occupation/${taster.split('/')[1]}`],
    });
  });

  test('takes no fact from a row of a retired concept, one without a label, of another’s URI, or of a URI that was there before', () => {
    expect(skippedOf(esco, 'occupations_en.csv')).toEqual({
      'Its status is not "released" but "obsolete".': 1,
      'Its URI is not one that ESCO gives to such concepts.': 1,
      'It has no preferred label.': 1,
      'An earlier row has its URI.': 1,
    });
    expect(skippedOf(esco, 'skills_en.csv')).toEqual({ 'Its status is not "released" but "obsolete".': 1 });
  });

  test('has skills and groups of skills; its type or its place in the hierarchy tells the kind, and where they do not, it has none', () => {
    const kinds = Object.fromEntries(factsOf(esco, 'skill').map(({ id, kind }) => [id, kind]));
    expect(kinds).toEqual({
      [kneading]: 'COMPETENCE',
      [yeast]: 'KNOWLEDGE',
      [safety]: undefined,
      [patience]: 'SOFT_SKILL', // a transversal skill of self-management
      [tasting]: 'COMPETENCE', // filed under self-management too, but not a transversal skill
      'skill:esco/isced-f/07': 'KNOWLEDGE',
      [group(1)]: 'COMPETENCE',
      [group(2)]: 'COMPETENCE',
      [group(3)]: 'COMPETENCE',
      [group(4)]: 'SOFT_SKILL',
      [group(5)]: 'KNOWLEDGE',
      [group(6)]: undefined,
    });
  });

  test('puts skills below broader skills and groups; links that point nowhere are reported', () => {
    expect(factsOf(esco, 'broader').filter(({ narrower }) => narrower === tasting)).toEqual([
      { fact: 'broader', narrower: tasting, broader: group(4) },
      { fact: 'broader', narrower: tasting, broader: kneading },
    ]);
    expect(skippedOf(esco, 'broaderRelationsSkillPillar.csv')).toEqual({ [NOT_DESCRIBED]: 1 });
    expect(esco.report.files['broaderRelationsSkillPillar.csv']!.skipped[NOT_DESCRIBED]!.examples[0]).toMatch(/00f \(not described\) → /);
  });

  test('reads the hierarchy, whose rows end with their last code', () => {
    expect(esco.report.files['skillsHierarchy_en.csv']!.read).toBe(8);
    expect(skippedOf(esco, 'skillsHierarchy_en.csv')).toEqual({ 'It names one concept only.': 4, [SAID_BEFORE]: 3, [NOT_DESCRIBED]: 1 });
  });

  test('relates skills, none to itself', () => {
    expect(factsOf(esco, 'related-to')).toEqual([
      { fact: 'related-to', from: kneading, to: yeast, necessity: 'OPTIONAL' },
      { fact: 'related-to', from: yeast, to: safety, necessity: 'ESSENTIAL' },
    ]);
    expect(skippedOf(esco, 'skillSkillRelations.csv')).toEqual({ 'It relates a concept to itself.': 1 });
  });

  test('has essential and optional skills of occupations, and no others', () => {
    expect(factsOf(esco, 'requires')).toEqual([
      { fact: 'requires', role: baker, skill: kneading, necessity: 'ESSENTIAL' },
      { fact: 'requires', role: baker, skill: yeast, necessity: 'OPTIONAL' },
      { fact: 'requires', role: baker, skill: safety, necessity: 'ESSENTIAL' },
      { fact: 'requires', role: pastryBaker, skill: patience, necessity: 'ESSENTIAL' },
    ]);
    expect(skippedOf(esco, 'occupationSkillRelations.csv')).toEqual({
      'Its relation type is neither "essential" nor "optional".': 1,
      [SAID_BEFORE]: 1,
      [NOT_DESCRIBED]: 3, // of an occupation without a row, and of retired ones
      'It relates concepts of kinds that it cannot relate.': 1,
    });
  });

  test('reads the same a second time', async () => {
    const publisher = await openEsco(fixture);
    expect(await readAll(publisher)).toEqual(await readAll(publisher));
  });

  test('says in which way ESCO asks to be named', async () => {
    const { source, kinds } = await openEsco(fixture);
    expect(source).toMatchObject({
      id: 'source:esco',
      publisher: 'European Commission',
      attribution: 'This service uses the ESCO classification of the European Commission.',
      version: undefined,
    });
    expect(new Set(esco.facts.map(({ fact }) => fact))).toEqual(kinds);
  });
});

describe('A changed copy of an ESCO download', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'careergraph-esco-'));
    await cp(fixture, folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const change = async (file: string, edit: (text: string) => string | Buffer): Promise<void> => {
    const before = await readFile(join(folder, file), 'utf8');
    const after = edit(before);
    expect(after).not.toBe(before);
    await writeFile(join(folder, file), after);
  };
  const refusal = async (path = folder): Promise<string> => {
    const error = await openEsco(path).then(() => undefined, (reason: unknown) => reason); // prettier-ignore
    expect(error).toBeInstanceOf(PublisherFileError);
    return (error as Error).message;
  };

  test('with the names of version 1.2, and columns that it added, reads as before', async () => {
    for (const file of (await readdir(folder)).filter((name) => !name.includes('_en'))) {
      await rename(join(folder, file), join(folder, file.replace('.csv', '_en.csv')));
    }
    await change('occupationSkillRelations_en.csv', (text) =>
      text
        .replace('occupationUri,', 'occupationUri,occupationLabel,')
        .replace(/^(http\S+?),/gm, '$1,label,'),
    ); // prettier-ignore
    expect((await readAll(await openEsco(folder))).facts).toEqual((await readAll(await openEsco(fixture))).facts);
  });

  test('tells its version by the folder’s name', async () => {
    for (const [name, version] of [
      ['ESCO dataset - v1.2.0 - classification - en - csv', '1.2.0'],
      ['esco_1.1', '1.1'],
      ['downloads 3.2', undefined],
    ] as const) {
      const named = join(folder, name);
      await cp(fixture, named, { recursive: true });
      expect((await openEsco(named)).source.version).toBe(version);
    }
  });

  test('without a file is refused, with the name of what is missing', async () => {
    await rm(join(folder, 'skills_en.csv'));
    expect(await refusal()).toMatch(/is without skills_en\.csv\. What is expected is ESCO's classification in English as CSV files/);
  });

  test('that is not there, or is another publisher’s, is refused', async () => {
    expect(await refusal(join(folder, 'nowhere'))).toMatch(
      /^There is no folder .*nowhere: it is to have ISCOGroups_en\.csv, occupations_en\.csv/,
    );
    expect(await refusal(join(projectRoot, 'tests/fixtures/onet'))).toMatch(/is without ISCOGroups_en\.csv/);
  });

  test('with other columns is refused, with the names of those that are missing', async () => {
    await change('skills_en.csv', (text) => text.replace('skillType', 'skill type').replace('hiddenLabels', 'labels'));
    expect(await refusal()).toMatch(/^skills_en\.csv has not the columns that are expected: skillType, hiddenLabels are missing/);
  });

  test('that was re-encoded is refused before anything is read', async () => {
    await change('occupations_en.csv', (text) => Buffer.from(text.replace('Tastes.', 'Déguste.'), 'latin1'));
    expect(await refusal()).toMatch(/^occupations_en\.csv is not UTF-8 text/);
  });

  test.each([
    ['in a row', -10],
    ['in a quoted cell', -400],
  ])('that was cut off %s is refused before anything is read', async (_where, end) => {
    await change('skills_en.csv', (text) => text.slice(0, end));
    expect(await refusal()).toMatch(/^skills_en\.csv ends in the middle of a row/);
  });

  test('with a row of too many cells is refused when it is read', async () => {
    await change('skillSkillRelations.csv', (text) => text.replace('optional', 'optional,or so'));
    const reading = openEsco(folder).then(readAll);
    await expect(reading).rejects.toThrow(PublisherFileError);
    await expect(reading).rejects.toThrow(/^skillSkillRelations\.csv.*5, got 6 on line 2/);
  });
});

published.describeIfThere('ESCO 1.1.1 as published', () => {
  let esco: Reading;
  beforeAll(async () => {
    esco = await readAll(await openEsco(published.path));
  });

  test('gives facts of the vocabulary, each concept before what is said of it, every row accounted for', () => {
    expect(refused(esco)).toEqual([]);
    expect(dangling(esco)).toEqual([]);
    expect(unaccounted(esco)).toEqual([]);
  });

  test('has 3,007 occupations, 13,896 skills, 640 groups of them and 619 ISCO groups', () => {
    const used = Object.fromEntries(Object.entries(esco.report.files).map(([name, { used }]) => [name, used]));
    expect(used).toMatchObject({
      'occupations_en.csv': 3_007,
      'skills_en.csv': 13_896,
      'skillGroups_en.csv': 640,
      'ISCOGroups_en.csv': 619,
    });
    expect([countOf(esco, 'role'), countOf(esco, 'skill'), countOf(esco, 'family')]).toEqual([3_007, 14_536, 619]);
    expect(countOf(esco, 'in-family')).toBe(3_007);
  });

  test('has 123,855 skills of occupations: 67 are of an occupation without a row', () => {
    expect(esco.report.files['occupationSkillRelations.csv']!.read).toBe(123_855);
    expect(countOf(esco, 'requires')).toBe(123_788);
    expect(skippedOf(esco, 'occupationSkillRelations.csv')).toEqual({ [NOT_DESCRIBED]: 67 });
    const { examples } = esco.report.files['occupationSkillRelations.csv']!.skipped[NOT_DESCRIBED]!;
    expect(examples.every((example) => example.includes('a9e54177-a185-404d-b6e6-15663d31137e (not described)'))).toBe(true);
  });

  test('has 7 broader links that point nowhere, and a skill that relates to itself', () => {
    expect(skippedOf(esco, 'broaderRelationsSkillPillar.csv')).toEqual({ [NOT_DESCRIBED]: 7 });
    expect(skippedOf(esco, 'skillSkillRelations.csv')).toEqual({ 'It relates a concept to itself.': 1 });
    expect(countOf(esco, 'related-to')).toBe(5_898);
  });

  test('has 6 skills without a type and 3 groups of languages, which stay without a kind; 60 skills and 13 groups are soft', () => {
    const ofKind = (kind?: string): number => factsOf(esco, 'skill').filter((skill) => skill.kind === kind).length;
    expect([ofKind(), ofKind('KNOWLEDGE'), ofKind('COMPETENCE'), ofKind('SOFT_SKILL')]).toEqual([9, 3_280, 11_174, 73]);
  });

  test('has 131,556 other labels, which are 116,003 names: the others are the preferred label again, or twice the same', () => {
    expect(countOf(esco, 'name')).toBe(116_003);
  });
});
