import { basename } from 'node:path';
import type { Sheet } from 'read-excel-file/node';
import type { FactOf, SourceRecord } from '../facts.js';
import { idRest } from '../ids.js';
import type { ImportReport, Publisher } from '../publisher.js';
import { attachToRoles, type RolesBySoc, sharedNote, type SocRow } from './bls.roles.js';
import { type Cells, findColumns, numberOf, readWorkbook, textOf } from './bls.workbook.js';

export const OEWS_FILE = /^national_M(\d{4})_dl\.xlsx$/i;

const COLUMNS = { soc: ['OCC_CODE'], title: ['OCC_TITLE'], group: ['O_GROUP', 'OCC_GROUP'], hourlyOnly: ['HOURLY'] };
const WAGES = {
  YEAR: { mean: ['A_MEAN'], p10: ['A_PCT10'], p25: ['A_PCT25'], median: ['A_MEDIAN'], p75: ['A_PCT75'], p90: ['A_PCT90'] },
  HOUR: { mean: ['H_MEAN'], p10: ['H_PCT10'], p25: ['H_PCT25'], median: ['H_MEDIAN'], p75: ['H_PCT75'], p90: ['H_PCT90'] },
};
type Period = keyof typeof WAGES;
type Figure = keyof typeof WAGES.YEAR;
const FIGURES: Record<Figure, string> = {
  mean: 'mean', p10: '10th percentile', p25: '25th percentile', median: 'median', p75: '75th percentile', p90: '90th percentile',
}; // prettier-ignore

interface Oews {
  file: string;
  rows: readonly Cells[];
  columns: Record<keyof typeof COLUMNS, number> & Record<Period, Record<Figure, number>>;
  year: string;
  /** The highest wage that is stated. Those at or above it are `#`. */
  top: Partial<Record<Period, number>>;
}

/** The national wages of OEWS, the Occupational Employment and Wage Statistics: each SOC occupation's, for its O*NET roles. */
export async function openOews(path: string, roles: RolesBySoc): Promise<Publisher> {
  const oews = readOews(path, await readWorkbook(path));
  return {
    source: sourceOf(oews),
    kinds: new Set(['pays']),
    facts: (report) =>
      attachToRoles(
        oews.rows.map((row) => socRow(oews, row, report)),
        roles,
        oews.file,
        report,
      ),
  };
}

function readOews(path: string, sheets: readonly Sheet[]): Oews {
  const [data, ...others] = sheets;
  const [header = [], ...rows] = data?.data ?? [];
  const columns = {
    ...findColumns(path, header, COLUMNS),
    YEAR: findColumns(path, header, WAGES.YEAR),
    HOUR: findColumns(path, header, WAGES.HOUR),
  };
  const notes = others.flatMap(({ data }) => data.flat().map(textOf));
  return { file: basename(path), rows, columns, year: yearOf(path, notes), top: topOf(notes) };
}

/** `May 2024 OEWS Estimates` */
const yearOf = (path: string, notes: readonly string[]): string =>
  firstMatch(notes, /^May (\d{4})\b/)?.[1] ?? OEWS_FILE.exec(basename(path))![1]!;

/** `# = indicates a wage equal to or greater than $115.00 per hour or $239,200 per year` */
function topOf(notes: readonly string[]): Oews['top'] {
  const [, hour = '', year = ''] = firstMatch(notes, /^#\s*=.*\$([\d,.]+) per hour or \$([\d,.]+) per year/) ?? [];
  return { HOUR: numberOf(hour), YEAR: numberOf(year) };
}

const firstMatch = (texts: readonly string[], pattern: RegExp) => texts.map((text) => pattern.exec(text)).find((match) => match !== null);

/** The estimates are for the month of May. */
const asOf = ({ year }: Pick<Oews, 'year'>): string => `${year}-05-01`;

const sourceOf = ({ year }: Oews): SourceRecord => ({
  id: 'source:bls-oews',
  name: 'Occupational Employment and Wage Statistics',
  publisher: 'U.S. Bureau of Labor Statistics',
  sourceKind: 'STATISTICS',
  url: 'https://www.bls.gov/oes/',
  licence: 'Public domain',
  attribution: 'U.S. Bureau of Labor Statistics, Occupational Employment and Wage Statistics.',
  version: `May ${year}`,
  asOf: asOf({ year }),
});

function socRow(oews: Oews, row: Cells, report: ImportReport): SocRow {
  const cell = (column: keyof typeof COLUMNS): string => textOf(row[oews.columns[column]]);
  const [soc, title] = [cell('soc'), cell('title')];
  return {
    soc,
    title,
    problem: cell('group') === 'detailed' ? undefined : 'It is about a group of occupations.',
    factsOf: (roles) => {
      const pay = payOf(oews, row);
      if (typeof pay === 'string') return pay;
      if (pay.withheld.length > 0) report.remark('Wages that OEWS withholds (*)', `${soc} ${title}: ${pay.withheld.join(', ')}`);
      return payFacts(pay, soc, roles, asOf(oews));
    },
  };
}

interface Pay {
  period: Period;
  wages: Partial<Record<Figure, number>>;
  /** Figures at or above the highest wage that is stated. */
  atTop: string[];
  withheld: string[];
}

/** Occupations that work fewer hours than full-time ones have wages of the year only, or of the hour only. */
function payOf({ columns, top }: Oews, row: Cells): Pay | string {
  const period = /^true$/i.test(textOf(row[columns.hourlyOnly])) ? 'HOUR' : 'YEAR';
  const cells = (Object.keys(FIGURES) as Figure[]).map((figure) => ({ figure, cell: textOf(row[columns[period][figure]]) }));
  const isKnown = (cell: string): boolean => ['', '*', '#'].includes(cell) || numberOf(cell)! > 0;
  if (!cells.every(({ cell }) => isKnown(cell))) return 'A wage of it is neither a number nor # nor *.';
  if (cells.every(({ cell }) => cell === '' || cell === '*')) return 'Its wages are withheld (*).';
  const called = (sign: string): string[] => cells.filter(({ cell }) => cell === sign).map(({ figure }) => FIGURES[figure]);
  const wages = Object.fromEntries(cells.map(({ figure, cell }) => [figure, cell === '#' ? top[period] : numberOf(cell)]));
  return { period, wages, atTop: called('#'), withheld: called('*') };
}

function payFacts({ period, wages, atTop }: Pay, soc: string, roles: readonly string[], asOf: string): FactOf<'pays'>[] {
  const topNote = atTop.length > 0 ? `At or above the highest wage that OEWS states: ${atTop.join(', ')}.` : undefined;
  const note = [sharedNote(soc, roles), topNote].filter(Boolean).join(' ') || undefined;
  return roles.map((role) => ({
    fact: 'pays', id: `salary:${idRest(role)}/bls-oews`, role, country: 'US', currency: 'USD', period, ...wages,
    openEnded: atTop.length > 0, note, asOf,
  })); // prettier-ignore
}
