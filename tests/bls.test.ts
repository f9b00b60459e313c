import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBls } from '../graph-seed/bls/bls.publisher.js';
import { type Publisher, PublisherFileError } from '../graph-seed/publisher.js';
import { workbook } from './fixtures/bls/workbook.js';
import { countOf, factsOf, publishedFiles, readAll, type Reading, refused, skippedOf, unaccounted } from './support/read-publisher.js';

const published = publishedFiles('bls');
const GROUP = 'It is about a group of occupations.';
const NO_ROLE = 'No O*NET role has its SOC.';

type Cell = string | number | null;
const HEADER = [
  'AREA', 'OCC_CODE', 'OCC_TITLE', 'O_GROUP', 'H_MEAN', 'A_MEAN', 'H_PCT10', 'H_PCT25', 'H_MEDIAN', 'H_PCT75', 'H_PCT90',
  'A_PCT10', 'A_PCT25', 'A_MEDIAN', 'A_PCT75', 'A_PCT90', 'ANNUAL', 'HOURLY',
]; // prettier-ignore
const wages = (soc: string, title: string, group: string, hour: Cell[], year: Cell[], annual: Cell = null, hourly: Cell = null): Cell[] => [
  '99', soc, title, group, hour[0]!, year[0]!, ...hour.slice(1), ...year.slice(1), annual, hourly,
]; // prettier-ignore
const withheld = ['*', '*', '*', '*', '*', '*'];
const BAKERS = wages('51-3011', 'Bakers', 'detailed', [20, 12, 15, 19, 22, 30], [41_600, 25_000, 31_000, 39_500, 45_700, 62_400]);
const ROWS = [
  wages('00-0000', 'All Occupations', 'total', [30, 14, 17, 23, 37, 60], [60_000, 30_000, 36_000, 49_000, 78_000, 125_000]),
  BAKERS,
  wages('29-1240', 'Physicians', 'detailed', [140, 40, 90, '#', '#', '#'], [290_000, 80_000, 190_000, '#', '#', '#']),
  wages('27-2011', 'Actors', 'detailed', [44.4, 14, 16.94, 23.33, 41.09, '#'], withheld, null, 'TRUE'),
  wages('25-1011', 'Business Teachers', 'detailed', withheld, [110_000, 46_000, 60_000, 97_000, '*', '*'], 'TRUE'),
  wages('27-2031', 'Dancers', 'detailed', withheld, withheld, null, 'TRUE'),
  wages('47-4090', 'Miscellaneous Workers', 'detailed', [20, 12, 15, 19, 22, 30], [1, 2, 3, 4, 5, 6]),
  wages('51-3099', 'Food Workers', 'detailed', [20, 12, 15, 19, 22, 30], ['n/a', 2, 3, 4, 5, 6]),
  BAKERS,
];
const DESCRIPTIONS: Cell[][] = [
  ['May 2031 OEWS Estimates'],
  ['#  = indicates a wage equal to or greater than $120.00 per hour or $249,600 per year'],
];
const oews = (rows: Cell[][] = ROWS, header: Cell[] = HEADER, descriptions = DESCRIPTIONS): Uint8Array =>
  workbook({ national_M2031_dl: [header, ...rows], 'Field Descriptions': descriptions });

const TITLE = 'Table 1.2 Occupational projections, 2024–2034, and worker characteristics, 2024 (Employment in thousands)';
const PROJECTIONS_HEADER = [
  '2024 National Employment Matrix title', '2024 National Employment Matrix code', 'Occupation type', 'Employment, 2024',
  'Employment change, numeric, 2024–34', 'Employment change, percent, 2024–34', 'Occupational openings, 2024–34 annual average',
]; // prettier-ignore
const PROJECTED: Cell[][] = [
  ['Total, all occupations', '00-0000', 'Summary', 170_000, 5_000, 3.1, 18_000],
  ['     Bakers', '51-3011', 'Line item', 200, 12, 6.1, 33.3],
  ['     Actors', '27-2011', 'Line item', 60, -1, '—', '—'],
  ['     Physicians', '29-1240', 'Line item', 300, 0, 0, '—'],
  ['Footnotes:'],
  ['Note: Data is unavailable for values denoted with a "—".'],
];
const projections = (title = TITLE, header: Cell[] = PROJECTIONS_HEADER): Uint8Array =>
  workbook({
    Index: [['Occupation.xlsx contents']],
    'Table 1.1': [['Table 1.1 Employment']],
    'Table 1.2': [[title], header, ...PROJECTED],
  });

const roles = new Map([
  ['51-3011', ['role:onet/51-3011.00', 'role:onet/51-3011.01']],
  ['29-1240', ['role:onet/29-1240.00']],
  ['27-2011', ['role:onet/27-2011.00']],
  ['27-2031', ['role:onet/27-2031.00']],
  ['25-1011', ['role:onet/25-1011.00']],
  ['51-3099', ['role:onet/51-3099.00']],
  ['47-4091', ['role:onet/47-4091.00']],
]);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'careergraph-bls-'));
});
afterEach(() => rm(folder, { recursive: true }));

const open = async (files: Record<string, Uint8Array | string>): Promise<Publisher[]> => {
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return openBls(folder, roles);
};
const read = async (files: Record<string, Uint8Array>): Promise<Reading> => readAll((await open(files))[0]!);
const refusal = async (files: Record<string, Uint8Array | string>): Promise<string> => {
  const error = await open(files).then(() => undefined, (reason: unknown) => reason); // prettier-ignore
  expect(error).toBeInstanceOf(PublisherFileError);
  return (error as Error).message;
};
const OEWS = 'national_M2031_dl.xlsx';
const PROJECTIONS = 'occupation.xlsx';
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe('The wages of a SOC occupation', () => {
  test('are those of each O*NET role that has it, which each is told', async () => {
    const reading = await read({ [OEWS]: oews() });
    const pay = {
      fact: 'pays', country: 'US', currency: 'USD', period: 'YEAR', mean: 41_600, p10: 25_000, p25: 31_000, median: 39_500, p75: 45_700, p90: 62_400,
      openEnded: false, note: 'One figure for all 2 O*NET occupations of SOC 51-3011.', asOf: '2031-05-01',
    }; // prettier-ignore
    expect(factsOf(reading, 'pays').slice(0, 2)).toEqual([
      { id: 'salary:onet/51-3011.00/bls-oews', role: 'role:onet/51-3011.00', ...pay },
      { id: 'salary:onet/51-3011.01/bls-oews', role: 'role:onet/51-3011.01', ...pay },
    ]);
    expect(refused(reading)).toEqual([]);
  });

  test('are open-ended where they are at or above the top (#) that the workbook states', async () => {
    const reading = await read({ [OEWS]: oews() });
    expect(factsOf(reading, 'pays').find(({ role }) => role === 'role:onet/29-1240.00')).toMatchObject({
      mean: 290_000,
      median: 249_600,
      p75: 249_600,
      p90: 249_600,
      openEnded: true,
      note: 'At or above the highest wage that OEWS states: median, 75th percentile, 90th percentile.',
    });
  });

  test('are left open where no top is stated', async () => {
    const reading = await read({ [OEWS]: oews(ROWS, HEADER, []) });
    const pay = factsOf(reading, 'pays').find(({ role }) => role === 'role:onet/29-1240.00');
    expect(pay).toMatchObject({ p25: 190_000, median: undefined, openEnded: true, asOf: '2031-05-01' });
  });

  test('are by the hour where no others are released', async () => {
    const reading = await read({ [OEWS]: oews() });
    expect(factsOf(reading, 'pays').find(({ role }) => role === 'role:onet/27-2011.00')).toMatchObject({
      period: 'HOUR',
      mean: 44.4,
      median: 23.33,
      p90: 120,
      openEnded: true,
    });
  });

  test('are null where they are withheld (*), which is reported', async () => {
    const reading = await read({ [OEWS]: oews() });
    const pay = factsOf(reading, 'pays').find(({ role }) => role === 'role:onet/25-1011.00')!;
    expect(plain(pay)).not.toHaveProperty('p75');
    expect(pay).toMatchObject({ median: 97_000, openEnded: false });
    expect(reading.report.remarks['Wages that OEWS withholds (*)']).toEqual([
      '25-1011 Business Teachers: 75th percentile, 90th percentile',
    ]);
  });

  test('leave every row accounted for, and name the roles that no row speaks of', async () => {
    const reading = await read({ [OEWS]: oews() });
    expect(unaccounted(reading)).toEqual([]);
    expect(skippedOf(reading, OEWS)).toEqual({
      [GROUP]: 1,
      [NO_ROLE]: 1,
      'Its wages are withheld (*).': 1,
      'A wage of it is neither a number nor # nor *.': 1,
      'An earlier row has its SOC.': 1,
    });
    expect(reading.report.remarks[`O*NET roles that ${OEWS} says nothing of`]).toEqual([
      'role:onet/27-2031.00',
      'role:onet/51-3099.00',
      'role:onet/47-4091.00',
    ]);
  });

  test('read the same from a workbook of earlier years, whose headers are in lower case or say OCC_GROUP', async () => {
    const facts = (await read({ [OEWS]: oews() })).facts;
    expect((await read({ [OEWS]: oews(ROWS, HEADER.map((name) => name.toLowerCase())) })).facts).toEqual(facts); // prettier-ignore
    expect((await read({ [OEWS]: oews(ROWS, HEADER.map((name) => name.replace('O_GROUP', 'OCC_GROUP'))) })).facts).toEqual(facts); // prettier-ignore
  });

  test('are the latest year’s where there are several', async () => {
    const [publisher] = await open({ [OEWS]: oews(), 'national_M2019_dl.xlsx': oews(ROWS, HEADER, [['May 2019 OES Estimates']]) });
    expect(publisher!.source).toMatchObject({ id: 'source:bls-oews', version: 'May 2031', asOf: '2031-05-01', licence: 'Public domain' });
  });
});

describe('The projections of a SOC occupation', () => {
  test('are the outlook of each O*NET role that has it: growth, and openings in persons', async () => {
    const reading = await read({ [PROJECTIONS]: projections() });
    expect(refused(reading)).toEqual([]);
    const years = { fact: 'outlook', fromYear: 2024, toYear: 2034, horizonYears: 10 };
    const note = 'One figure for all 2 O*NET occupations of SOC 51-3011.';
    expect(plain(factsOf(reading, 'outlook'))).toEqual([
      { id: 'outlook:onet/51-3011.00/bls-projections', role: 'role:onet/51-3011.00', ...years, growthPercent: 6.1, openingsPerYear: 33_300, note },
      { id: 'outlook:onet/51-3011.01/bls-projections', role: 'role:onet/51-3011.01', ...years, growthPercent: 6.1, openingsPerYear: 33_300, note },
      { id: 'outlook:onet/29-1240.00/bls-projections', role: 'role:onet/29-1240.00', ...years, growthPercent: 0 },
    ]); // prettier-ignore
  });

  test('leave sums, footnotes and figures that are not available aside, each counted', async () => {
    const reading = await read({ [PROJECTIONS]: projections() });
    expect(unaccounted(reading)).toEqual([]);
    expect(skippedOf(reading, PROJECTIONS)).toEqual({
      [GROUP]: 1,
      'It has no code, as the footnotes below the table have none.': 2,
      'Its figures are not available.': 1,
    });
  });

  test('say of which years they are', async () => {
    const [publisher] = await open({ [PROJECTIONS]: projections() });
    expect(publisher!.source).toMatchObject({ id: 'source:bls-projections', version: '2024–34', sourceKind: 'STATISTICS' });
    expect(publisher!.kinds).toEqual(new Set(['outlook']));
  });
});

describe('A folder of BLS’s files', () => {
  test('gives what is in it: wages, projections, or both', async () => {
    expect((await open({ [OEWS]: oews() })).map(({ source }) => source.id)).toEqual(['source:bls-oews']);
    expect((await open({ [PROJECTIONS]: projections() })).map(({ source }) => source.id)).toEqual([
      'source:bls-oews',
      'source:bls-projections',
    ]);
  });

  test('with neither is refused, and so is one that is not there', async () => {
    expect(await refusal({ 'state_M2024_dl.xlsx': oews() })).toMatch(/has neither national_M20YY_dl\.xlsx .* nor occupation\.xlsx/);
    await expect(openBls(join(folder, 'nowhere'), roles)).rejects.toThrow(/nowhere has neither/);
  });

  test('with a file that is no workbook, or is cut off, is refused', async () => {
    expect(await refusal({ [OEWS]: 'OCC_CODE,OCC_TITLE' })).toMatch(/^national_M2031_dl\.xlsx cannot be read as an Excel workbook/);
    const whole = oews();
    expect(await refusal({ [OEWS]: whole.slice(0, whole.length / 2) })).toMatch(/cannot be read as an Excel workbook.*Is it complete/);
  });

  test('with another workbook by its name is refused, with what is missing', async () => {
    expect(await refusal({ [OEWS]: projections() })).toMatch(
      /has not the columns that are expected: OCC_CODE, OCC_TITLE, O_GROUP, HOURLY are missing/,
    );
    expect(await refusal({ [OEWS]: oews(ROWS, HEADER.map((name) => name.replace('A_PCT25', 'A_Q1'))) })).toMatch(/expected: A_PCT25 is missing/); // prettier-ignore
    await rm(join(folder, OEWS));
    expect(await refusal({ [PROJECTIONS]: oews() })).toMatch(/has no sheet "Table 1\.2 Occupational projections/);
    expect(await refusal({ [PROJECTIONS]: projections(TITLE.replace('in thousands', 'in millions')) })).toMatch(/has no sheet "Table 1\.2/);
    expect(await refusal({ [PROJECTIONS]: projections(TITLE, ['Title', 'Code']) })).toMatch(/expected: National Employment Matrix code/);
  });
});

published.describeIfThere('BLS’s files as published', () => {
  let wagesRead: Reading;
  let projectionsRead: Reading;
  beforeAll(async () => {
    const occupations = await readFile(join(published.path, '../onet-29.0/Occupation Data.txt'), 'utf8');
    const bySoc = new Map<string, string[]>();
    for (const [code] of occupations.matchAll(/^\d\d-\d{4}\.\d\d/gm)) {
      bySoc.set(code.slice(0, 7), [...(bySoc.get(code.slice(0, 7)) ?? []), `role:onet/${code}`]);
    }
    const [wages, projected] = await openBls(published.path, bySoc);
    wagesRead = await readAll(wages!);
    projectionsRead = await readAll(projected!);
  });

  test('have every row accounted for, and facts of the vocabulary', () => {
    expect([...unaccounted(wagesRead), ...unaccounted(projectionsRead)]).toEqual([]);
    expect([...refused(wagesRead), ...refused(projectionsRead)]).toEqual([]);
  });

  test('have wages of 831 detailed occupations: 819 of O*NET’s, for 962 roles; 54 roles have none', () => {
    const { read, used } = wagesRead.report.files['national_M2024_dl.xlsx']!;
    const skipped = skippedOf(wagesRead, 'national_M2024_dl.xlsx');
    expect({ read, used, skipped }).toEqual({ read: 1_403, used: 819, skipped: { [GROUP]: 572, [NO_ROLE]: 12 } });
    expect(used + skipped[NO_ROLE]!).toBe(831);
    expect(countOf(wagesRead, 'pays')).toBe(962);
    expect(wagesRead.report.remarks['O*NET roles that national_M2024_dl.xlsx says nothing of']).toHaveLength(54);
  });

  test('have the median of data scientists, the top of chief executives and the hour of actors', () => {
    const pay = (code: string) => factsOf(wagesRead, 'pays').find(({ role }) => role === `role:onet/${code}`);
    expect(pay('15-2051.00')).toMatchObject({ median: 112_590, mean: 124_590, openEnded: false, asOf: '2024-05-01' });
    expect(pay('11-1011.00')).toMatchObject({ median: 206_420, p75: 239_200, p90: 239_200, openEnded: true });
    expect(pay('27-2011.00')).toMatchObject({ period: 'HOUR', median: 23.33 });
    expect(factsOf(wagesRead, 'pays').filter(({ period }) => period === 'HOUR')).toHaveLength(5);
  });

  test('have projections of 832 occupations: 820 of O*NET’s, for 963 roles', () => {
    const skipped = skippedOf(projectionsRead, 'occupation.xlsx');
    expect(projectionsRead.report.files['occupation.xlsx']).toMatchObject({ read: 1_117, used: 820 });
    expect(skipped).toMatchObject({ [GROUP]: 281, [NO_ROLE]: 12 });
    const outlook = factsOf(projectionsRead, 'outlook');
    expect(outlook).toHaveLength(963);
    expect(outlook.find(({ role }) => role === 'role:onet/15-2051.00')).toMatchObject({ growthPercent: 33.5, openingsPerYear: 23_400 });
  });
});
