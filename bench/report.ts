import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { neo4jVersion } from '../scripts/neo4j-distribution.mjs';
import { projectRoot } from '../src/project-root.js';

export interface Section {
  tables: { title: string; head: string[]; rows: string[][] }[];
  /** Sentences below the tables: what was reached, and what could not be run. */
  notes: string[];
}

/** Prints what a bench found, and puts it between its marks in a page of docs/. */
export function writeSection(name: string, page: string, { tables, notes }: Section): void {
  const file = join(projectRoot, 'docs', page);
  const text = [`Measured on ${machine()}.`, ...tables.map(markdown), notes.map((note) => `- ${note}`).join('\n')].join('\n\n');
  process.stdout.write(`\n${text}\n`);
  const [begin, end] = [`<!-- begin bench ${name} -->`, `<!-- end bench ${name} -->`];
  const before = readFileSync(file, 'utf8');
  const [from, to] = [before.indexOf(begin), before.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} has no place for the figures: expected ${begin} and ${end}.`);
  writeFileSync(file, `${before.slice(0, from + begin.length)}\n\n${text}\n\n${before.slice(to)}`);
}

const machine = (): string =>
  `${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB of memory, Node ${process.versions.node}, Neo4j ${neo4jVersion} Community`;

/** A table whose columns are as wide as they need be: figures to the right. */
function markdown({ title, head, rows }: Section['tables'][number]): string {
  const widths = head.map((cell, column) => Math.max(3, cell.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: string[]): string =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [`${title}`, '', line(head), rule, ...rows.map(line)].join('\n');
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Between two values in proportion, so that the median of an even number favours neither side. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
  return below + (above - below) * (place - Math.floor(place));
}

export const ms = (value: number): string => `${value.toFixed(1)} ms`;
export const seconds = (value: number): string => `${(value / 1_000).toFixed(1)} s`;
/** Of milliseconds: the median, the fastest and the slowest. */
export const range = (values: readonly number[]): string =>
  `${seconds(median(values))} (${seconds(Math.min(...values))}–${seconds(Math.max(...values))})`;
export const ratio = (value: number): string => `${value.toFixed(2)}×`;
export const verdict = (value: number, atMost: number): string => (value <= atMost ? 'yes' : 'NO');
