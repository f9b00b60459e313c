import { createReadStream, existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream';
import { parse } from 'csv-parse';
import { StartUpError } from '../src/start-up-error.js';
import type { Fact, FactKind, SourceRecord } from './facts.js';

/** A publisher's download, opened: its files are there and have the columns that are expected. */
export interface Publisher {
  readonly source: SourceRecord;
  /** The kinds of fact whose files are there: only these can be missed by a release that no longer states them. */
  readonly kinds: ReadonlySet<FactKind>;
  /** Beginnings of the ids of concepts whose file is not there: whatever was said of those is not missed either. */
  readonly unread?: readonly string[];
  /** Every fact of every row, concepts before the facts about them; what a row does not give is told to the report. May be read again. */
  facts(report: ImportReport): AsyncIterable<Fact>;
}

/** What is wrong with a download, said so that its user can put it right. Nothing was written. */
export class PublisherFileError extends StartUpError {
  override readonly name = 'PublisherFileError';
}

const EXAMPLES_PER_REASON = 5;

/** What became of each row of each file: so many read, so many that gave facts, so many skipped for each reason. */
export class ImportReport {
  readonly files: Record<string, FileReport> = {};
  /** Files that are not there, each with what is therefore not read. */
  readonly missing: Record<string, string> = {};
  /** What else is to be known, such as concepts that no row speaks of: by remark, each named. */
  readonly remarks: Record<string, string[]> = {};

  file(name: string): FileReport {
    return (this.files[name] ??= new FileReport());
  }

  remark(remark: string, about: string): void {
    (this.remarks[remark] ??= []).push(about);
  }
}

export class FileReport {
  read = 0;
  /** Rows that gave at least one fact. */
  used = 0;
  readonly skipped: Record<string, { rows: number; examples: string[] }> = {};

  skip(reason: string, example: string): void {
    const skipped = (this.skipped[reason] ??= { rows: 0, examples: [] });
    skipped.rows += 1;
    if (skipped.examples.length < EXAMPLES_PER_REASON) skipped.examples.push(example);
  }
}

export interface Table<C extends string, O extends string = never> {
  /** The file names that releases have given it, newest first. */
  names: readonly string[];
  columns: readonly C[];
  /** Columns that not every release has. */
  optional?: readonly O[];
  /** What other releases call a column. */
  called?: Partial<Record<C, string>>;
  format: 'tsv' | 'csv';
  /** Rows may leave out their last cells where those are empty. */
  ragged?: true;
}

export type Row<C extends string, O extends string = never> = Record<C, string> & Partial<Record<O, string>>;

/** The path of a table in a folder, checked to have its columns and to be whole; undefined where the folder has not got it. */
export async function findTable<C extends string, O extends string>(folder: string, table: Table<C, O>): Promise<string | undefined> {
  const path = table.names.map((name) => join(folder, name)).find((candidate) => existsSync(candidate));
  if (path === undefined) return undefined;
  const [header] = await rowsOf(path, table, { to: 1 }).toArray();
  const found = new Set((header as string[] | undefined)?.map((name) => columnOf(table, name)));
  const missing = table.columns.filter((column) => !found.has(column));
  if (missing.length > 0) {
    throw new PublisherFileError(
      `${basename(path)} has not the columns that are expected: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing. ` +
        'Is it the file as published, in English and in UTF-8?',
    );
  }
  await checkText(path, table);
  return path;
}

/** Fails where a file was re-encoded or cut off, so that nothing of it is read. */
async function checkText(path: string, { format }: Pick<Table<string>, 'format'>): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let quotes = 0;
  let last = '';
  try {
    for await (const chunk of createReadStream(path)) {
      const text = decoder.decode(chunk as Buffer, { stream: true });
      if (format === 'csv') for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) quotes += 1;
      last = text.at(-1) ?? last;
    }
    decoder.decode();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
    throw new PublisherFileError(`${basename(path)} is not UTF-8 text throughout, as it was published. Has a program saved it anew?`);
  }
  if (last !== '\n' || quotes % 2 === 1) {
    throw new PublisherFileError(`${basename(path)} ends in the middle of a row. Is it complete, as it was published?`);
  }
}

/** The column that a header names, by whatever release's name; undefined where it is not read. */
function columnOf<C extends string, O extends string>({ columns, optional, called }: Table<C, O>, name: string): C | O | undefined {
  return columns.find((column) => column === name || called?.[column] === name) ?? optional?.find((column) => column === name);
}

/** The rows of a table, by column. Counts each row as read. */
export async function* readTable<C extends string, O extends string>(
  path: string,
  table: Table<C, O>,
  file: FileReport,
): AsyncGenerator<Row<C, O>> {
  const parser = rowsOf(path, table, { columns: (header) => header.map((name) => columnOf(table, name) ?? false) });
  try {
    for await (const row of parser) {
      file.read += 1;
      yield row as Row<C, O>;
    }
  } catch (error) {
    throw new PublisherFileError(
      `${basename(path)}, after row ${file.read}: ${(error as Error).message}. Is the file complete, as it was published?`,
    );
  }
}

type ParserOptions = { to?: number; columns?: (header: string[]) => (string | false)[] };

/** O*NET's files know no quotes; ESCO's do, and their cells contain line breaks. */
const rowsOf = (path: string, { format, ragged }: Pick<Table<string>, 'format' | 'ragged'>, options: ParserOptions) =>
  pipeline(
    createReadStream(path, 'utf8'),
    parse({ ...(format === 'tsv' ? { delimiter: '\t', quote: null } : {}), bom: true, relax_column_count_less: ragged, ...options }),
    () => {}, // a failure reaches whoever reads the rows
  );
