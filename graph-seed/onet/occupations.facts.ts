import type { Fact } from '../facts.js';
import { INCOMPLETE, REPEATED, type Reading, roleId, textOf, UNKNOWN_OCCUPATION } from './onet.reading.js';
import { RELATED_RANKS, strengthOf } from './onet.rules.js';
import type { RowOf } from './onet.tables.js';
import { majorGroupOf, SOC_MAJOR_GROUPS } from './soc-major-groups.js';

const familyId = (majorGroup: string): string => `family:soc/${majorGroup}-0000`;

export function* familyFacts(): Generator<Fact> {
  for (const [majorGroup, name] of SOC_MAJOR_GROUPS) yield { fact: 'family', id: familyId(majorGroup), name, scheme: 'onet' };
}

const CODE = /^\d{2}-\d{4}\.\d{2}$/;
const SOC_LENGTH = '15-2051'.length;

export async function* occupationFacts(reading: Reading): AsyncGenerator<Fact> {
  const { occupations } = reading;
  const problemOf = (row: RowOf<'occupations'>): string | undefined => {
    const code = row['O*NET-SOC Code'];
    if (!CODE.test(code) || !SOC_MAJOR_GROUPS.has(majorGroupOf(code))) return 'has a code that is not one of O*NET-SOC, such as 15-2051.00';
    if (occupations.has(code)) return REPEATED;
    return textOf(row.Title) === undefined ? INCOMPLETE : undefined;
  };
  for await (const row of reading.rows('occupations', problemOf)) {
    const code = row['O*NET-SOC Code'];
    const role = roleId(code);
    const title = textOf(row.Title)!;
    occupations.set(code, title);
    yield { fact: 'role', id: role, scheme: 'onet', title, summary: textOf(row.Description) };
    const url = `https://www.onetonline.org/link/summary/${code}`;
    yield { fact: 'external-id', of: role, scheme: 'onet-soc', value: code, url };
    yield { fact: 'external-id', of: role, scheme: 'soc', value: code.slice(0, SOC_LENGTH) };
    yield { fact: 'in-family', role, family: familyId(majorGroupOf(code)) };
    reading.file('occupations').used += 1;
  }
}

/** The titles of both files. Nearly all reported titles are alternate titles too: each is claimed once. */
export async function* titleFacts(reading: Reading): AsyncGenerator<Fact> {
  const named = new Set<string>();
  const isNew = (code: string, title: string | undefined): title is string => {
    if (title === undefined || title === reading.occupations.get(code) || named.has(`${code} ${title}`)) return false;
    named.add(`${code} ${title}`);
    return true;
  };
  const titlesOf = {
    titles: (row: RowOf<'titles'>) => [textOf(row['Job Title']), textOf(row['Short Title'])],
    reportedTitles: (row: RowOf<'reportedTitles'>) => [textOf(row['Reported Job Title'])],
  };
  for (const name of ['titles', 'reportedTitles'] as const) {
    for await (const row of reading.rows(name, (row) => reading.occupationProblem(row))) {
      const code = row['O*NET-SOC Code'];
      const titles = titlesOf[name](row as RowOf<'titles'> & RowOf<'reportedTitles'>);
      const added = titles.filter((title) => isNew(code, title));
      for (const text of added) yield { fact: 'name', of: roleId(code), text: text! };
      if (added.length > 0) reading.file(name).used += 1;
      else reading.skip(name, titles.every((title) => title === undefined) ? INCOMPLETE : REPEATED, row);
    }
  }
}

export async function* relatedOccupationFacts(reading: Reading): AsyncGenerator<Fact> {
  const { occupations } = reading;
  const related = new Set<string>();
  const problemOf = (row: RowOf<'relatedOccupations'>): string | undefined => {
    const [from, to, rank] = [row['O*NET-SOC Code'], row['Related O*NET-SOC Code'], Number(row.Index)];
    if (!occupations.has(from) || !occupations.has(to)) return UNKNOWN_OCCUPATION;
    if (from === to) return 'relates an occupation to itself';
    if (related.has(`${from} ${to}`)) return REPEATED;
    return Number.isInteger(rank) && rank >= 1 && rank <= RELATED_RANKS ? undefined : `has an index that is not 1 to ${RELATED_RANKS}`;
  };
  for await (const row of reading.rows('relatedOccupations', problemOf)) {
    const [from, to] = [row['O*NET-SOC Code'], row['Related O*NET-SOC Code']];
    related.add(`${from} ${to}`);
    yield { fact: 'adjacent-to', from: roleId(from), to: roleId(to), kind: 'RELATED', strength: strengthOf(Number(row.Index)) };
    reading.file('relatedOccupations').used += 1;
  }
}
