import { basename } from 'node:path';
import { type FileReport, type ImportReport, readTable, type Row, type Table } from '../publisher.js';
import type { OnetFiles } from './onet.files.js';
import { type RowOf, type TableName, TABLES } from './onet.tables.js';

export const UNKNOWN_OCCUPATION = 'names an occupation that Occupation Data has not got';
export const REPEATED = 'is about the same as a row before it';
export const INCOMPLETE = 'lacks a value that it needs';
export const SUPPRESSED = 'O*NET recommends to suppress it: too imprecise';

/** One pass over a release's files, which tells the report of every row. */
export class Reading {
  /** Titles of the occupations read so far, by code. */
  readonly occupations = new Map<string, string>();
  /** Codes of the occupations that skills, knowledge or abilities are rated for. */
  readonly rated = new Set<string>();
  /** The job zones read so far. */
  readonly jobZones = new Set<string>();

  constructor(
    private readonly files: OnetFiles,
    private readonly report: ImportReport,
  ) {}

  /** The rows of a table, none where it is not there. Rows that have a problem are skipped for it. */
  async *rows<K extends TableName>(name: K, problemOf: (row: RowOf<K>) => string | undefined): AsyncGenerator<RowOf<K>> {
    const path = this.files.path(name);
    if (path === undefined) return;
    const file = this.file(name);
    for await (const row of readTable(path, TABLES[name] as Table<string>, file)) {
      const problem = problemOf(row as RowOf<K>);
      if (problem === undefined) yield row as RowOf<K>;
      else file.skip(problem, exampleOf(row, file));
    }
  }

  file(name: TableName): FileReport {
    return this.report.file(basename(this.files.path(name)!));
  }

  /** Skips a row that was read without a problem. */
  skip<K extends TableName>(name: K, reason: string, row: RowOf<K>): void {
    const file = this.file(name);
    file.skip(reason, exampleOf(row, file));
  }

  /** Tells the report which occupations have nothing but a title, tasks or technologies to be compared by. */
  remarkUnrated(): void {
    for (const [code, title] of this.occupations) {
      if (!this.rated.has(code)) this.report.remark('No skills, knowledge or abilities are rated for an occupation', `${code} ${title}`);
    }
  }

  has(name: TableName): boolean {
    return this.files.path(name) !== undefined;
  }

  /** What is wrong with a row about an occupation, as far as its code and date go. */
  occupationProblem(row: Row<'O*NET-SOC Code', 'Date'>): string | undefined {
    if (!this.occupations.has(row['O*NET-SOC Code'])) return UNKNOWN_OCCUPATION;
    return isMonth(row.Date) ? undefined : 'has a date that is not a month such as 08/2024';
  }
}

const EXAMPLE_LENGTH = 120;
const exampleOf = (row: Record<string, string>, file: FileReport): string =>
  `line ${file.read + 1}: ${Object.values(row).join(', ')}`.slice(0, EXAMPLE_LENGTH);

/** A cell's text; O*NET writes null as `n/a`. */
export function textOf(cell: string | undefined): string | undefined {
  const text = cell?.trim();
  return text === '' || text === 'n/a' ? undefined : text;
}

const MONTH = /^(0[1-9]|1[0-2])\/(\d{4})$/;
const isMonth = (cell: string | undefined): boolean => textOf(cell) === undefined || MONTH.test(cell!);

/** `08/2024` → `2024-08-01` */
export function dateOf(cell: string | undefined): string | undefined {
  const [, month, year] = MONTH.exec(cell ?? '') ?? [];
  return month === undefined ? undefined : `${year}-${month}-01`;
}

/** Whether a cell can be part of an id. */
export const isCode = (cell: string): boolean => /^\S+$/.test(cell) && cell !== 'n/a';

export const roleId = (code: string): string => `role:onet/${code}`;
export const elementId = (element: string): string => `skill:onet/${element}`;
