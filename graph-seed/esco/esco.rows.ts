import type { Fact } from '../facts.js';
import type { FileReport } from '../publisher.js';
import { conceptId } from './esco.concepts.js';

/** The concepts read so far: their ids by URI. */
export type Ids = Map<string, string>;
/** Rows of a file, and where is counted what becomes of them. */
export interface Rows<R> {
  rows: AsyncIterable<R> | Iterable<R>;
  file: FileReport;
}

/** The facts of each row that describes a concept in use. */
export async function* readConcepts<R extends { conceptUri: string; preferredLabel: string; status: string }>(
  { rows, file }: Rows<R>,
  type: 'family' | 'role' | 'skill',
  ids: Ids,
  factsOf: (id: string, row: R) => Fact[],
): AsyncGenerator<Fact> {
  for await (const row of rows) {
    const { conceptUri, preferredLabel, status } = row;
    const id = conceptId(conceptUri);
    const problem =
      (!id?.startsWith(`${type}:`) && 'Its URI is not one that ESCO gives to such concepts.') ||
      (status !== 'released' && `Its status is not "released" but "${status}".`) ||
      (preferredLabel.trim() === '' && 'It has no preferred label.') ||
      (ids.has(conceptUri) && 'An earlier row has its URI.');
    if (problem) {
      file.skip(problem, `${conceptUri} ${preferredLabel}`);
      continue;
    }
    ids.set(conceptUri, id!);
    file.used += 1;
    yield* factsOf(id!, row);
  }
}

/** The fact of each row that joins two concepts; `factOf` answers the reason where there is none. */
export async function* readRelations<R>(
  { rows, file }: Rows<R>,
  ids: Ids,
  said: Pairs,
  urisOf: (row: R) => readonly [from: string, to: string],
  factOf: (from: string, to: string, row: R) => Fact | string,
): AsyncGenerator<Fact> {
  for await (const row of rows) {
    const uris = urisOf(row);
    const [from, to] = uris.map((uri) => ids.get(uri));
    const fact = problemOf(uris, ids) ?? said.problemOf(from!, to!) ?? factOf(from!, to!, row);
    if (typeof fact === 'string') {
      file.skip(fact, uris.map((uri) => (ids.has(uri) ? uri : `${uri || 'nothing'} (not described)`)).join(' → '));
      continue;
    }
    said.add(from!, to!);
    file.used += 1;
    yield fact;
  }
}

function problemOf([from, to]: readonly [string, string], ids: Ids): string | undefined {
  if (from === '' || to === '') return 'It names one concept only.';
  if (!ids.has(from) || !ids.has(to)) return 'It names a concept that no row describes as released.';
  return from === to ? 'It relates a concept to itself.' : undefined;
}

/** The concepts that are related already: a second claim about the same two would overwrite the first. */
export class Pairs {
  readonly #to = new Map<string, Set<string>>();

  problemOf(from: string, to: string): string | undefined {
    return this.#to.get(from)?.has(to) ? 'It is said of the same two concepts before, in this file or another.' : undefined;
  }

  add(from: string, to: string): void {
    this.#to.set(from, (this.#to.get(from) ?? new Set()).add(to));
  }
}
