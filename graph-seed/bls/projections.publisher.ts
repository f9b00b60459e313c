import { basename } from 'node:path';
import type { Sheet } from 'read-excel-file/node';
import type { FactOf, SourceRecord } from '../facts.js';
import { idRest } from '../ids.js';
import { type Publisher, PublisherFileError } from '../publisher.js';
import { attachToRoles, type RolesBySoc, sharedNote, type SocRow } from './bls.roles.js';
import { type Cells, findColumns, numberOf, readWorkbook, textOf } from './bls.workbook.js';

export const PROJECTIONS_FILE = 'occupation.xlsx';

/** The sheet is known by its title, which also states the years and the unit. */
const TITLE = /^Table [\d.]+ Occupational projections, (\d{4})[–-](\d{4})\b.*\(Employment in thousands\)/;
const COLUMNS = {
  soc: ['National Employment Matrix code'],
  title: ['National Employment Matrix title'],
  type: ['Occupation type'],
  growth: ['Employment change, percent'],
  openings: ['Occupational openings'],
};

interface Projections {
  file: string;
  rows: readonly Cells[];
  columns: Record<keyof typeof COLUMNS, number>;
  fromYear: number;
  toYear: number;
}

/** BLS's employment projections over ten years: each SOC occupation's, for its O*NET roles. */
export async function openProjections(path: string, roles: RolesBySoc): Promise<Publisher> {
  const projections = readProjections(path, await readWorkbook(path));
  return {
    source: sourceOf(projections),
    kinds: new Set(['outlook']),
    facts: (report) =>
      attachToRoles(
        projections.rows.map((row) => socRow(projections, row)),
        roles,
        projections.file,
        report,
      ),
  };
}

function readProjections(path: string, sheets: readonly Sheet[]): Projections {
  for (const { data } of sheets) {
    const [title, header, ...rows] = data;
    const [, from, to] = TITLE.exec(textOf(title?.[0])) ?? [];
    if (from && header) {
      return { file: basename(path), rows, columns: findColumns(path, header, COLUMNS), fromYear: Number(from), toYear: Number(to) };
    }
  }
  throw new PublisherFileError(
    `${basename(path)} has no sheet "Table 1.2 Occupational projections, …, (Employment in thousands)". What is expected is the ` +
      "workbook of BLS's employment projections by occupation, https://www.bls.gov/emp/ind-occ-matrix/occupation.xlsx.",
  );
}

const sourceOf = ({ fromYear, toYear }: Projections): SourceRecord => ({
  id: 'source:bls-projections',
  name: 'Employment Projections',
  publisher: 'U.S. Bureau of Labor Statistics',
  sourceKind: 'STATISTICS',
  url: 'https://www.bls.gov/emp/',
  licence: 'Public domain',
  attribution: 'U.S. Bureau of Labor Statistics, Employment Projections program.',
  version: `${fromYear}–${String(toYear).slice(2)}`,
});

function socRow(projections: Projections, row: Cells): SocRow {
  const cell = (column: keyof typeof COLUMNS): string => textOf(row[projections.columns[column]]);
  const soc = cell('soc');
  const growthPercent = numberOf(cell('growth'));
  const openingsPerYear = inPersons(numberOf(cell('openings')));
  return {
    soc,
    title: cell('title'),
    problem: problemOf(soc, cell('type')),
    factsOf: (roles) =>
      growthPercent === undefined && openingsPerYear === undefined
        ? 'Its figures are not available.'
        : outlookFacts(projections, { growthPercent, openingsPerYear, note: sharedNote(soc, roles) }, roles),
  };
}

function problemOf(soc: string, type: string): string | undefined {
  if (soc === '') return 'It has no code, as the footnotes below the table have none.';
  return type === 'Line item' ? undefined : 'It is about a group of occupations.';
}

const inPersons = (thousands: number | undefined): number | undefined => thousands && Math.round(thousands * 1_000);

const outlookFacts = ({ fromYear, toYear }: Projections, figures: Partial<FactOf<'outlook'>>, roles: readonly string[]): FactOf<'outlook'>[] =>
  roles.map((role) => ({
    fact: 'outlook', id: `outlook:${idRest(role)}/bls-projections`, role, fromYear, toYear, horizonYears: toYear - fromYear, ...figures,
  })); // prettier-ignore
