import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { groupBy } from '../../src/group-by.js';
import type { Fact, FactKind, SourceRecord } from '../facts.js';
import { type FileReport, findTable, type ImportReport, type Publisher, PublisherFileError, readTable, type Table } from '../publisher.js';
import { familyFacts, groupOf, iscoGroupUri, kindOfSkill, roleFacts, skillFacts, skillGroupFacts } from './esco.concepts.js';
import { broaderFact, inFamilyOrBroader, relatedFact, requiresFact } from './esco.relations.js';
import { type Ids, Pairs, readConcepts, readRelations } from './esco.rows.js';
import { type Row, type TableName, TABLES } from './esco.tables.js';

type Paths = Record<TableName, string>;

const KINDS: readonly FactKind[] = ['family', 'role', 'skill', 'name', 'external-id', 'in-family', 'broader', 'related-to', 'requires'];

/** ESCO's classification as published in English as CSV files, version 1.1 or 1.2. */
export async function openEsco(folder: string): Promise<Publisher> {
  const paths = await findTables(folder);
  return { source: sourceOf(folder), kinds: new Set(KINDS), facts: (report) => readEsco(new EscoFiles(paths, report)) };
}

async function findTables(folder: string): Promise<Paths> {
  const tables = Object.entries<Table<string, string>>(TABLES);
  const paths = await Promise.all(tables.map(async ([name, table]) => [name, await findTable(folder, table)] as const));
  const missing = tables.filter((_, index) => paths[index]![1] === undefined).map(([, { names }]) => names[0]);
  if (missing.length === 0) return Object.fromEntries(paths) as Paths;
  throw new PublisherFileError(
    `${existsSync(folder) ? `${folder} is without` : `There is no folder ${folder}: it is to have`} ${missing.join(', ')}. What is expected is ` +
      "ESCO's classification in English as CSV files, as downloaded from https://esco.ec.europa.eu/en/use-esco/download and unpacked.",
  );
}

const sourceOf = (folder: string): SourceRecord => ({
  id: 'source:esco',
  name: 'ESCO',
  publisher: 'European Commission',
  sourceKind: 'TAXONOMY',
  url: 'https://esco.ec.europa.eu',
  licence: 'Reuse with attribution (Commission Decision 2011/833/EU)',
  attribution: 'This service uses the ESCO classification of the European Commission.',
  version: versionOf(folder),
});

/** No file states the version, but the folder of a download does: `ESCO dataset - v1.1.1 - classification - en - csv`. */
const versionOf = (folder: string): string | undefined =>
  /(?<![a-z])esco(?![a-z]).*?(\d+\.\d+(\.\d+)?)/i.exec(basename(resolve(folder)))?.[1];

class EscoFiles {
  constructor(
    readonly paths: Paths,
    readonly report: ImportReport,
  ) {}

  rows<T extends TableName>(name: T): { rows: AsyncIterable<Row<T>>; file: FileReport } {
    const file = this.report.file(basename(this.paths[name]));
    const rows = readTable(this.paths[name], TABLES[name] as Table<string, string>, file);
    return { rows: rows as AsyncIterable<Row<T>>, file };
  }

  /** All rows at once, and what is to be counted of them when their turn comes. */
  async load<T extends TableName>(name: T): Promise<{ rows: Row<T>[]; file: FileReport }> {
    const { rows, file } = this.rows(name);
    const loaded: Row<T>[] = [];
    for await (const row of rows) loaded.push(row);
    return { rows: loaded, file };
  }
}

async function* readEsco(files: EscoFiles): AsyncGenerator<Fact> {
  const ids: Ids = new Map();
  yield* readOccupations(files, ids);
  yield* readSkills(files, ids);
  yield* readRelations(
    files.rows('occupationSkills'),
    ids,
    new Pairs(),
    ({ occupationUri, skillUri }) => [occupationUri, skillUri],
    requiresFact,
  );
}

const broaderUris = ({ conceptUri, broaderUri }: { conceptUri: string; broaderUri: string }) => [conceptUri, broaderUri] as const;

async function* readOccupations(files: EscoFiles, ids: Ids): AsyncGenerator<Fact> {
  const said = new Pairs();
  yield* readConcepts(files.rows('iscoGroups'), 'family', ids, familyFacts);
  yield* readConcepts(files.rows('occupations'), 'role', ids, (role, row) => {
    const family = ids.get(iscoGroupUri(row.iscoGroup));
    if (family === undefined) files.report.remark('ESCO occupations whose ISCO group is not described', row.conceptUri);
    else said.add(role, family);
    return [...roleFacts(role, row), ...(family ? [{ fact: 'in-family', role, family } as const] : [])];
  });
  yield* readRelations(files.rows('broaderOccupations'), ids, said, broaderUris, inFamilyOrBroader);
}

async function* readSkills(files: EscoFiles, ids: Ids): AsyncGenerator<Fact> {
  // What kind of skill one is depends on the groups it is in: so these are read before the skills, and stated after them.
  const broader = await files.load('broaderSkills');
  const hierarchy = await files.load('skillsHierarchy');
  const kinds = new Map(hierarchy.rows.map(groupOf).map(({ uri, kind }) => [uri, kind]));
  const groups = groupBy(broader.rows, ({ conceptUri }) => conceptUri);
  const groupKinds = (uri: string) => groups.get(uri)?.map(({ broaderUri }) => kinds.get(broaderUri)) ?? [];

  yield* readConcepts(files.rows('skillGroups'), 'skill', ids, (id, row) => skillGroupFacts(id, row, kinds.get(row.conceptUri)));
  yield* readConcepts(files.rows('skills'), 'skill', ids, (id, row) => skillFacts(id, row, kindOfSkill(row, groupKinds(row.conceptUri))));

  const said = new Pairs();
  yield* readRelations(broader, ids, said, broaderUris, broaderFact);
  yield* readRelations(hierarchy, ids, said, (row) => [groupOf(row).uri, groupOf(row).broader], broaderFact);
  yield* readRelations(
    files.rows('skillSkills'),
    ids,
    new Pairs(),
    ({ originalSkillUri, relatedSkillUri }) => [originalSkillUri, relatedSkillUri],
    relatedFact,
  );
}
