import { createReadStream, existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'csv-parse';
import { StartUpError } from '../src/start-up-error.js';
import type { Fact, FactKind, SourceRecord } from './facts.js';

/** A publisher's download, opened: its files are there and have the columns that are expected. */
export interface Publisher {
  readonly source: SourceRecord;
  /** The kinds of fact whose files are there: only these can be missed by a release that no longer states them. */
  readonly kinds: ReadonlySet<FactKind>;
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

  file(name: string): FileReport {
    return (this.files[name] ??= new FileReport());
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

export interface Table<C extends string> {
  /** The file names that releases have given it, newest first. */
  names: readonly string[];
  columns: readonly C[];
  format: 'tsv' | 'csv';
}

/** The path of a table in a folder, checked to have its columns; undefined where the folder has not got it. */
export async function findTable<C extends string>(folder: string, table: Table<C>): Promise<string | undefined> {
  const path = table.names.map((name) => join(folder, name)).find((candidate) => existsSync(candidate));
  if (path === undefined) return undefined;
  const [header] = await rowsOf(path, table.format, { to: 1 }).toArray();
  const missing = table.columns.filter((column) => !(header as string[] | undefined)?.includes(column));
  if (missing.length === 0) return path;
  throw new PublisherFileError(
    `${basename(path)} has not the columns that are expected: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing. ` +
      'Is it the file as published, in English and in UTF-8?',
  );
}

/** The rows of a table, by column. Counts each row as read. */
export async function* readTable<C extends string>(path: string, table: Table<C>, file: FileReport): AsyncGenerator<Record<C, string>> {
  const parser = rowsOf(path, table.format, { columns: true });
  try {
    for await (const row of parser) {
      file.read += 1;
      yield row as Record<C, string>;
    }
  } catch (error) {
    throw new PublisherFileError(
      `${basename(path)}, after row ${file.read}: ${(error as Error).message}. Is the file complete, as it was published?`,
    );
  }
}

/** O*NET's files know no quotes; ESCO's do, and their cells contain line breaks. */
const rowsOf = (path: string, format: 'tsv' | 'csv', options: { to?: number; columns?: true }) =>
  createReadStream(path, 'utf8').pipe(
    parse({ ...(format === 'tsv' ? { delimiter: '\t', quote: null } : {}), bom: true, relax_column_count: false, ...options }),
  );
