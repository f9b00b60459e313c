import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../../src/project-root.js';

const PAGE = join(projectRoot, 'docs/evaluation.md');
const [BEGIN, END] = ['<!-- figures: npm run evaluate -->', '<!-- end of figures -->'];

/** Puts the tables into the page, between its two marks; what people wrote around them stays. */
export async function writeTables(tables: readonly string[]): Promise<void> {
  const page = await readFile(PAGE, 'utf8');
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`docs/evaluation.md has not the marks that its figures go between: ${BEGIN} and ${END}`);
  await writeFile(PAGE, `${page.slice(0, from + BEGIN.length)}\n\n${tables.join('\n\n')}\n\n${page.slice(to)}`);
}

export function tableOf(caption: string, header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, ...rows];
  const widths = header.map((_, column) => Math.max(3, ...lines.map((line) => line[column]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [`### ${caption}`, '', line(header), rule, ...rows.map(line)].join('\n');
}

export const share = (value: number): string => value.toFixed(3);
