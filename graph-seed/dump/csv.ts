import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Stream } from '../../src/graph/graph.js';
import { fact, source } from '../facts.js';
import { TYPE_BY_FACT } from '../graph-writes.js';
import { readFacts, readSources } from './graph-facts.js';

/** A table for each kind of fact, and one of the sources: the same columns whatever the graph holds. */
const COLUMNS = new Map<string, readonly string[]>(
  fact.options.map(({ shape: { fact: kind, ...fields } }) => [
    kind.value,
    ['source', ...Object.keys(fields), ...(TYPE_BY_FACT[kind.value] === 'ATTESTED_BY' ? ['retired'] : [])],
  ]),
).set('sources', Object.keys(source.shape));

/** So many characters of a table are kept before they are written. */
const BUFFER = 1 << 16;

/** Writes `<kind of fact>.csv` into a folder, for each kind. Files that were there are replaced once all are whole. */
export async function writeCsv(folder: string, stream: Stream, onFact: () => void): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const tables = new Map([...COLUMNS].map(([kind, columns]) => [kind, openTable(join(folder, `${kind}.csv`), columns)]));
  try {
    for await (const record of readSources(stream)) tables.get('sources')!.write(record);
    for await (const { source, fact } of readFacts(stream)) {
      tables.get(fact.fact)!.write({ source, ...fact });
      onFact();
    }
    for (const table of tables.values()) table.finish();
  } finally {
    for (const table of tables.values()) table.close();
  }
}

function openTable(path: string, columns: readonly string[]) {
  const part = `${path}.part`;
  const file = openSync(part, 'w', 0o600);
  let buffer = '';
  const write = (row: Record<string, unknown>): void => {
    buffer += `${columns.map((column) => cell(row[column])).join(',')}\n`;
    if (buffer.length > BUFFER) flush();
  };
  const flush = (): void => {
    writeSync(file, buffer);
    buffer = '';
  };
  write(Object.fromEntries(columns.map((column) => [column, column])));
  return {
    write,
    finish: () => {
      flush();
      renameSync(part, path);
    },
    close: () => {
      closeSync(file);
      rmSync(part, { force: true });
    },
  };
}

/** As RFC 4180 quotes it; a list as JSON. */
function cell(value: unknown): string {
  const text = Array.isArray(value) ? JSON.stringify(value) : String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
