import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCrosswalk } from '../graph-seed/crosswalk/crosswalk.publisher.js';
import { matchRule } from '../graph-seed/crosswalk/crosswalk.rules.js';
import { openEsco } from '../graph-seed/esco/esco.publisher.js';
import { PublisherFileError } from '../graph-seed/publisher.js';
import { projectRoot } from '../src/project-root.js';
import { factsOf, publishedFiles, readAll, type Reading, refused, skippedOf, unaccounted } from './support/read-publisher.js';

const FILE = 'esco_onet_crosswalk_Nov2020.csv';
const fixture = join(projectRoot, 'tests/fixtures/crosswalk', FILE);
const published = publishedFiles('crosswalk');
const NO_ONET = 'The graph has no such O*NET occupation: its code is retired, or O*NET is not imported.';
const NO_ESCO = 'The graph has no such ESCO occupation: it is retired, or ESCO is not imported.';

const esco = (n: string): string => `role:esco/11111111-0000-4000-8000-00000000000${n}`;
const onet = (code: string): string => `role:onet/${code}`;
const roles = new Set([
  ...['1', '2', '4', '7', '8', 'a'].map(esco),
  ...['51-3011.00', '35-1011.00', '51-3091.00', '51-9199.00', '51-3092.00', '51-9012.00'].map(onet),
]);

describe('The crosswalk from ESCO to O*NET', () => {
  let crosswalk: Reading;
  beforeAll(async () => {
    crosswalk = await readAll(await openCrosswalk(fixture, roles));
  });

  test('says EXACT only where it is one to one and sure, BROAD where O*NET’s occupation serves several or is a remainder, else CLOSE', () => {
    expect(refused(crosswalk)).toEqual([]);
    expect(factsOf(crosswalk, 'same-as')).toEqual([
      { fact: 'same-as', a: esco('1'), b: onet('51-3011.00'), match: 'EXACT', confidence: 1 },
      { fact: 'same-as', a: esco('2'), b: onet('35-1011.00'), match: 'BROAD', confidence: 1 },
      { fact: 'same-as', a: esco('7'), b: onet('35-1011.00'), match: 'BROAD', confidence: 0.5 },
      { fact: 'same-as', a: esco('8'), b: onet('51-3091.00'), match: 'CLOSE', confidence: 0.5 },
      { fact: 'same-as', a: esco('4'), b: onet('51-9199.00'), match: 'BROAD', confidence: 1 },
    ]);
  });

  test('says CLOSE where an ESCO occupation has several O*NET ones', () => {
    const row = (onet_code: string) => ({ concept_uri: 'http://x', onet_code, onet_occupation: 'cooks', confidence: '2' });
    const rows = [row('35-2011.00'), row('35-2012.00')];
    expect(rows.map(matchRule(rows))).toEqual(['CLOSE', 'CLOSE']);
  });

  test('reports rows of occupations that the graph has not got, and names their codes', () => {
    expect(unaccounted(crosswalk)).toEqual([]);
    expect(skippedOf(crosswalk, FILE)).toEqual({ [NO_ONET]: 2, [NO_ESCO]: 1, 'Its confidence is not 0.5, 1 or 2.': 1 });
    expect(crosswalk.report.remarks).toEqual({ 'O*NET codes of the crosswalk that the graph has not got': ['49-0000.09'] });
  });

  test('says whose it is', async () => {
    const { source, kinds } = await openCrosswalk(fixture, roles);
    expect(source).toMatchObject({ id: 'source:esco-onet-crosswalk', publisher: 'Nesta', licence: 'MIT', asOf: '2020-11-01' });
    expect(kinds).toEqual(new Set(['same-as']));
  });
});

describe('A file that is not the crosswalk as published', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'careergraph-crosswalk-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const refusal = async (edit: (text: string) => string | Buffer): Promise<string> => {
    const path = join(folder, FILE);
    await writeFile(path, edit(await readFile(fixture, 'utf8')));
    const error = await openCrosswalk(path, roles).then(() => undefined, (reason: unknown) => reason); // prettier-ignore
    expect(error).toBeInstanceOf(PublisherFileError);
    return (error as Error).message;
  };

  test('is refused: with other columns, re-encoded, or cut off', async () => {
    expect(await refusal((text) => text.replace('concept_uri', 'uri'))).toMatch(
      /has not the columns that are expected: concept_uri is missing/,
    );
    expect(await refusal((text) => Buffer.from(text.replace('miller', 'müller'), 'latin1'))).toMatch(/is not UTF-8 text/);
    expect(await refusal((text) => text.slice(0, -8))).toMatch(/ends in the middle of a row/);
    expect(await refusal(() => '')).toMatch(/has not the columns that are expected/);
  });

  test('is refused: not there, or a folder', async () => {
    await expect(openCrosswalk(join(folder, 'nowhere.csv'), roles)).rejects.toThrow(
      /^There is no file .*nowhere\.csv\. What is expected is/,
    );
    await expect(openCrosswalk(folder, roles)).rejects.toThrow(PublisherFileError);
  });
});

published.describeIfThere('Nesta’s crosswalk as published, with ESCO 1.1.1 and O*NET 29.0', () => {
  let crosswalk: Reading;
  let codes: Set<string>;
  beforeAll(async () => {
    const occupations = await readFile(join(published.path, '../onet-29.0/Occupation Data.txt'), 'utf8');
    codes = new Set([...occupations.matchAll(/^\d\d-\d{4}\.\d\d/gm)].map(([code]) => onet(code)));
    const escoRoles = factsOf(await readAll(await openEsco(join(published.path, '../esco-1.1.1'))), 'role').map(({ id }) => id);
    crosswalk = await readAll(await openCrosswalk(join(published.path, FILE), new Set([...codes, ...escoRoles])));
  });

  test('has 1,680 rows, each used or reported: 325 of retired O*NET codes, 1 of a retired ESCO occupation', () => {
    expect(unaccounted(crosswalk)).toEqual([]);
    expect(crosswalk.report.files[FILE]).toMatchObject({ read: 1_680, used: 1_354 });
    expect(skippedOf(crosswalk, FILE)).toEqual({ [NO_ONET]: 325, [NO_ESCO]: 1 });
    expect(refused(crosswalk)).toEqual([]);
  });

  test('names 668 O*NET codes, of which 525 still exist', async () => {
    const all = new Set(
      [...(await readFile(join(published.path, FILE), 'utf8')).matchAll(/,(\d\d-\d{4}\.\d\d),/g)].map(([, code]) => code!),
    );
    expect(all.size).toBe(668);
    expect([...all].filter((code) => codes.has(onet(code)))).toHaveLength(525);
    expect(crosswalk.report.remarks['O*NET codes of the crosswalk that the graph has not got']).toHaveLength(668 - 525);
  });

  test('is EXACT in 107 rows, all of them among the 309 that are one to one', async () => {
    const matches = factsOf(crosswalk, 'same-as');
    const counts = (match: string): number => matches.filter((fact) => fact.match === match).length;
    expect([counts('EXACT'), counts('CLOSE'), counts('BROAD')]).toEqual([107, 127, 1_120]);
    const rows = [...(await readFile(join(published.path, FILE), 'utf8')).matchAll(/,(\d\d-\d{4}\.\d\d),/g)].map(([, code]) => onet(code!));
    const single = new Set(rows.filter((code) => rows.indexOf(code) === rows.lastIndexOf(code)));
    expect(single.size).toBe(309);
    expect(matches.filter(({ match, b }) => match === 'EXACT' && !single.has(b))).toEqual([]);
  });
});
