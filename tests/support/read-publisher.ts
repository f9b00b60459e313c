import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fact as shape, type Fact, type FactKind, type FactOf } from '../../graph-seed/facts.js';
import { ImportReport, type Publisher } from '../../graph-seed/publisher.js';
import { projectRoot } from '../../src/project-root.js';

/** What a publisher says, and what became of its rows. */
export interface Reading {
  facts: Fact[];
  report: ImportReport;
}

export async function readAll(publisher: Publisher): Promise<Reading> {
  const report = new ImportReport();
  const facts: Fact[] = [];
  for await (const fact of publisher.facts(report)) facts.push(fact);
  return { facts, report };
}

export const factsOf = <K extends FactKind>({ facts }: Reading, kind: K): FactOf<K>[] =>
  facts.filter((fact): fact is FactOf<K> => fact.fact === kind);

export const countOf = ({ facts }: Reading, kind: FactKind): number => facts.filter(({ fact }) => fact === kind).length;

/** How many rows of a file were skipped, by reason. */
export const skippedOf = ({ report }: Reading, file: string): Record<string, number> =>
  Object.fromEntries(Object.entries(report.files[file]!.skipped).map(([reason, { rows }]) => [reason, rows]));

/** Files whose rows are neither all used nor skipped for a reason. */
export const unaccounted = (reading: Reading): string[] =>
  Object.entries(reading.report.files).flatMap(([name, { read, used }]) => {
    const skipped = Object.values(skippedOf(reading, name)).reduce((sum, rows) => sum + rows, 0);
    return read === used + skipped ? [] : [`${name}: ${read} read, ${used} used, ${skipped} skipped`];
  });

/** Facts that the vocabulary refuses. */
export const refused = ({ facts }: Reading): unknown[] =>
  facts.flatMap((fact) => {
    const { success, error } = shape.safeParse(fact);
    return success ? [] : [{ fact, issues: error.issues }];
  });

/** Facts about concepts that no fact before them describes. `known`: concepts that are there already. */
export function dangling({ facts }: Reading, known: Iterable<string> = []): Fact[] {
  const described = new Set(known);
  const isUnknown = (value: unknown): boolean =>
    typeof value === 'string' && /^(role|skill|family|level|activity):\S+$/.test(value) && !described.has(value);
  return facts.filter((fact) => {
    if (['role', 'skill', 'family', 'level', 'activity'].includes(fact.fact)) described.add((fact as FactOf<'role'>).id);
    return Object.values(fact).some(isUnknown);
  });
}

/** Where the publishers' files are, for tests at real scale; they are no part of the project. */
export function publishedFiles(name: string): { path: string; describeIfThere: jest.Describe } {
  const path = join(projectRoot, '../shared/data', name);
  if (existsSync(path)) return { path, describeIfThere: describe };
  process.stderr.write(`${path} is not there: the tests on the publisher's own files are skipped.\n`);
  return { path, describeIfThere: describe.skip };
}
