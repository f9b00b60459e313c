import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { conceptId } from '../esco/esco.concepts.js';
import type { Fact, SourceRecord } from '../facts.js';
import { findTable, type ImportReport, type Publisher, PublisherFileError, readTable, type Row, type Table } from '../publisher.js';
import { confidenceOf, matchRule } from './crosswalk.rules.js';

const COLUMNS = ['concept_uri', 'esco_occupation', 'onet_code', 'onet_occupation', 'confidence'] as const;
type Column = (typeof COLUMNS)[number];

/** What tells whether a role is in the graph, such as a Set of ids. */
export interface RoleLookup {
  has(roleId: string): boolean;
}

const SOURCE: SourceRecord = {
  id: 'source:esco-onet-crosswalk',
  name: 'ESCO–O*NET crosswalk',
  publisher: 'Nesta',
  sourceKind: 'TAXONOMY',
  url: 'https://github.com/nestauk/mapping-career-causeways',
  licence: 'MIT',
  attribution: 'Kanders, Djumalieva, Sleeman and Orlik (2020): Mapping Career Causeways. Nesta.',
  version: 'November 2020',
  asOf: '2020-11-01',
};

/** Nesta's crosswalk: for each ESCO occupation the O*NET one that it matches best. */
export async function openCrosswalk(path: string, roles: RoleLookup): Promise<Publisher> {
  const table: Table<Column> = { names: [basename(path)], columns: COLUMNS, format: 'csv' };
  const isFile = (await stat(path).catch(() => undefined))?.isFile();
  if (!isFile || !(await findTable(dirname(path), table))) {
    throw new PublisherFileError(
      `There is no file ${path}. What is expected is esco_onet_crosswalk_Nov2020.csv, from ` +
        `${SOURCE.url}/tree/main/supplementary_online_data/ONET_ESCO_crosswalk.`,
    );
  }
  return { source: SOURCE, kinds: new Set(['same-as']), facts: (report) => readCrosswalk(path, table, roles, report) };
}

async function* readCrosswalk(path: string, table: Table<Column>, roles: RoleLookup, report: ImportReport): AsyncGenerator<Fact> {
  const file = report.file(basename(path));
  const rows: Row<Column>[] = [];
  for await (const row of readTable(path, table, file)) rows.push(row);
  const matchOf = matchRule(rows);
  const absent = new Set<string>();
  for (const row of rows) {
    const [esco, onet] = [conceptId(row.concept_uri) ?? '', `role:onet/${row.onet_code}`];
    const confidence = confidenceOf(row);
    const problem = !roles.has(onet) ? NO_ONET : !roles.has(esco) ? NO_ESCO : confidence === undefined ? NO_CONFIDENCE : undefined;
    if (!roles.has(onet)) absent.add(row.onet_code);
    if (problem) {
      file.skip(problem, `${row.concept_uri} ${row.esco_occupation} – ${row.onet_code} ${row.onet_occupation}`);
      continue;
    }
    file.used += 1;
    yield { fact: 'same-as', a: esco, b: onet, match: matchOf(row), confidence };
  }
  for (const code of absent) report.remark('O*NET codes of the crosswalk that the graph has not got', code);
}

const NO_ONET = 'The graph has no such O*NET occupation: its code is retired, or O*NET is not imported.';
const NO_ESCO = 'The graph has no such ESCO occupation: it is retired, or ESCO is not imported.';
const NO_CONFIDENCE = 'Its confidence is not 0.5, 1 or 2.';
