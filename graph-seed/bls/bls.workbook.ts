import { basename } from 'node:path';
import readExcelFile, { type Row, type Sheet } from 'read-excel-file/node';
import { PublisherFileError } from '../publisher.js';

export type Cells = Row;

export async function readWorkbook(path: string): Promise<Sheet[]> {
  try {
    return await readExcelFile(path);
  } catch (error) {
    throw new PublisherFileError(
      `${basename(path)} cannot be read as an Excel workbook: ${(error as Error).message}. Is it complete, as it was published?`,
    );
  }
}

export const textOf = (cell: Cells[number] | undefined): string => (cell == null ? '' : String(cell).trim());

/** `1,234.5` → 1234.5; undefined where it is no number, such as the — of a figure that is not available. */
export function numberOf(text: string): number | undefined {
  const number = text === '' ? NaN : Number(text.replaceAll(',', ''));
  return Number.isFinite(number) ? number : undefined;
}

/** Where the columns are: releases differ in their order, in upper and lower case, and in the years that headers name. */
export function findColumns<K extends string>(path: string, header: Cells, names: Record<K, readonly string[]>): Record<K, number> {
  const texts = header.map((cell) => textOf(cell).toLowerCase());
  const indexOf = (alternatives: readonly string[]): number =>
    texts.findIndex((text) => alternatives.some((name) => text.includes(name.toLowerCase())));
  const entries = Object.entries<readonly string[]>(names);
  const missing = entries.filter(([, alternatives]) => indexOf(alternatives) < 0).map(([, [name]]) => name);
  if (missing.length === 0)
    return Object.fromEntries(entries.map(([key, alternatives]) => [key, indexOf(alternatives)])) as Record<K, number>;
  throw new PublisherFileError(
    `${basename(path)} has not the columns that are expected: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing. ` +
      'Is it the workbook as published?',
  );
}
