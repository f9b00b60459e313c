import type { Fact } from '../facts.js';
import { hash, slug } from '../ids.js';
import type { ContentModel } from './content-model.js';
import { INCOMPLETE, isCode, REPEATED, type Reading, roleId, textOf } from './onet.reading.js';
import type { RowOf } from './onet.tables.js';

/** A technology that an occupation uses, and whether it is in demand there. */
interface Use {
  code: string;
  example: string;
  hotTechnology: boolean;
  inDemand?: boolean;
}

interface Technologies {
  uses: Map<string, Use>;
  /** Names of the groups, by their code. */
  groups: Map<string, string>;
  /** Codes of the groups that a technology is in: some are in several. */
  groupsOf: Map<string, Set<string>>;
}

/** Technologies as skills, the groups that they are in, and which occupations use them. */
export async function* technologyFacts(reading: Reading, model: ContentModel): AsyncGenerator<Fact> {
  const { uses, groups, groupsOf } = await readTechnologies(reading);
  for (const [code, name] of groups) {
    yield { fact: 'skill', id: groupId(code), name, kind: 'TECHNOLOGY', description: model.element(code)?.description };
  }
  const ids = technologyIds(groupsOf.keys());
  for (const [name, codes] of groupsOf) {
    const id = ids.get(name)!;
    yield { fact: 'skill', id, name, kind: 'TECHNOLOGY' };
    for (const code of codes) yield { fact: 'broader', narrower: id, broader: groupId(code) };
  }
  for (const { code, example, hotTechnology, inDemand } of uses.values()) {
    yield { fact: 'requires', role: roleId(code), skill: ids.get(example)!, hotTechnology, inDemand };
  }
}

async function readTechnologies(reading: Reading): Promise<Technologies> {
  const [uses, groups, groupsOf]: [Map<string, Use>, Map<string, string>, Map<string, Set<string>>] = [new Map(), new Map(), new Map()];
  for await (const row of reading.rows('technologies', (row) => problemOf(reading, row))) {
    const use = useOf(row);
    const key = `${use.code} ${use.example}`;
    const group = row['Element ID'];
    const inGroups = groupsOf.get(use.example) ?? new Set();
    if (uses.has(key) && inGroups.has(group)) {
      reading.skip('technologies', REPEATED, row);
      continue;
    }
    if (!uses.has(key)) uses.set(key, use);
    if (!groups.has(group)) groups.set(group, textOf(row['Element Name'])!);
    groupsOf.set(use.example, inGroups.add(group));
    reading.file('technologies').used += 1;
  }
  return { uses, groups, groupsOf };
}

const FLAGS = new Set(['Y', 'N', '', undefined]);

function problemOf(reading: Reading, row: RowOf<'technologies'>): string | undefined {
  if (textOf(row['Workplace Example']) === undefined || textOf(row['Element Name']) === undefined) return INCOMPLETE;
  if (!isCode(row['Element ID'])) return INCOMPLETE;
  if (!FLAGS.has(row['Hot Technology']) || !FLAGS.has(row['In Demand'])) return 'has a mark that is neither Y nor N';
  return reading.occupationProblem(row);
}

const useOf = (row: RowOf<'technologies'>): Use => ({
  code: row['O*NET-SOC Code'],
  example: textOf(row['Workplace Example'])!,
  hotTechnology: row['Hot Technology'] === 'Y',
  inDemand: row['In Demand'] === undefined ? undefined : row['In Demand'] === 'Y',
});

const UNSPSC = /^\d{8}$/;
/** Until release 30.2 technologies are grouped by commodities of the UN's product code, from then on by elements of O*NET's own. */
const groupId = (code: string): string => `skill:onet/${UNSPSC.test(code) ? 'unspsc' : 'software'}/${code}`;

/**
 * Ids by name: readable, and apart for all names. Of names that read alike the first in order of characters has the
 * plain id, the others a hash behind it, so that ids do not depend on the order of rows.
 */
export function technologyIds(names: Iterable<string>): Map<string, string> {
  const ids = new Map<string, string>();
  const taken = new Set<string>(['']);
  for (const name of [...names].sort()) {
    const plain = slug(name);
    ids.set(name, `skill:onet/technology/${taken.has(plain) ? `${plain}-${hash(name)}`.replace(/^-/, '') : plain}`);
    taken.add(plain);
  }
  return ids;
}
