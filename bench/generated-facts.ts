import type { Fact, SourceRecord } from '../graph-seed/facts.js';
import { Random } from '../tests/support/random.js';

/** A graph of the size and the shape of O*NET and ESCO together, at a factor of 1. */
const ROLES = 4_000;
/** So many of each are alike in what they need: a family. */
const FAMILY = 40;
/** Of each family so many are rated, as O*NET's; the rest need what is essential and optional, as ESCO's. */
const RATED_OF_FAMILY = 10;
const SKILLS_OF_FAMILY = 139;
/** Skills that all rated roles of a block have, as all of O*NET's have the same 68. With the graph grows the number of blocks, not what hangs together. */
const BLOCK = 4_000;
const RATED_SKILLS = 68;
const ACTIVITIES = 2_000;
const WORDS = 6_000;

export const GENERATED: SourceRecord = {
  id: 'source:generated',
  name: 'Generated',
  publisher: 'Careergraph',
  sourceKind: 'TAXONOMY',
};

/** The same ones each time. Texts are of made-up words, some much more frequent than others. */
export function* generatedFacts(factor: number): Generator<Fact> {
  const random = new Random(7);
  const words = Array.from({ length: WORDS }, (_, nth) => wordOf(nth));
  const text = (count: number): string => Array.from({ length: count }, () => words[Math.floor(WORDS * random.next() ** 2)]!).join(' ');
  const some = <T>(count: number, ofWhat: () => T): Set<T> => new Set(Array.from({ length: count }, ofWhat));
  const share = (): number => Math.round(random.next() * 100) / 100;
  const roles = ROLES * factor;

  for (let rank = 1; rank <= 5; rank++) yield { fact: 'level', id: zone(rank), name: `Zone ${rank}`, scale: 'job-zone', rank };
  for (let block = 0; block < roles / BLOCK; block++) {
    for (let nth = 0; nth < RATED_SKILLS; nth++)
      yield { fact: 'skill', id: ratedSkill(block, nth), name: text(2), kind: 'KNOWLEDGE', description: text(12) };
    for (let nth = 0; nth < ACTIVITIES; nth++) yield { fact: 'activity', id: activity(block, nth), name: text(7) };
  }
  for (let family = 0; family < roles / FAMILY; family++) {
    yield { fact: 'family', id: `family:generated/${family}`, name: text(2), scheme: 'esco' };
    for (let nth = 0; nth < SKILLS_OF_FAMILY; nth++) {
      const id = familySkill(family, nth);
      yield { fact: 'skill', id, name: text(3), kind: nth % 3 === 0 ? 'TECHNOLOGY' : 'COMPETENCE', description: text(20) };
      if (nth > 0) yield { fact: 'broader', narrower: id, broader: familySkill(family, Math.floor(nth / 6)) };
      for (const other of some(4, () => text(3))) yield { fact: 'name', of: id, text: other };
    }
  }
  for (let nth = 0; nth < roles; nth++) {
    const family = Math.floor(nth / FAMILY);
    const isRated = nth % FAMILY < RATED_OF_FAMILY;
    const id = roleOf(nth);
    yield { fact: 'role', id, scheme: isRated ? 'onet' : 'esco', title: text(3), summary: text(25) };
    yield { fact: 'in-family', role: id, family: `family:generated/${family}` };
    yield { fact: 'external-id', of: id, scheme: 'generated', value: String(nth) };
    for (const other of some(isRated ? 55 : 8, () => text(3))) yield { fact: 'name', of: id, text: other };
    const skills = [...some(60, () => familySkill(family, Math.floor(SKILLS_OF_FAMILY * random.next())))];
    if (!isRated) {
      for (const [place, skill] of skills.slice(0, 40).entries())
        yield { fact: 'requires', role: id, skill, necessity: place < 20 ? 'ESSENTIAL' : 'OPTIONAL' };
      continue;
    }
    const block = Math.floor(nth / BLOCK);
    for (let rated = 0; rated < RATED_SKILLS; rated++)
      yield { fact: 'requires', role: id, skill: ratedSkill(block, rated), importance: share(), level: share() };
    for (const skill of skills.slice(0, 30)) yield { fact: 'requires', role: id, skill };
    for (const task of some(18, () => text(14))) yield { fact: 'responsible-for', role: id, text: task };
    for (const done of some(20, () => activity(block, random.whole(0, ACTIVITIES - 1))))
      yield { fact: 'involves', role: id, activity: done };
    yield { fact: 'at-level', role: id, level: zone(random.whole(1, 5)) };
    yield { fact: 'educated', role: id, level: random.pick(['SECONDARY', 'ASSOCIATE', 'BACHELOR', 'MASTER']), fields: [] };
    yield { fact: 'pays', id: `salary:generated/${nth}`, role: id, currency: 'USD', period: 'YEAR', openEnded: false, country: 'US', median: random.whole(30, 200) * 1_000 }; // prettier-ignore
    yield { fact: 'outlook', id: `outlook:generated/${nth}`, role: id, growthPercent: random.whole(-10, 30), fromYear: 2024, toYear: 2034 };
    let rank = 0;
    for (const to of neighbours(nth, roles, random))
      yield { fact: 'adjacent-to', from: id, to, kind: 'RELATED', strength: 1 - rank++ / 20 };
  }
}

/** Twenty other rated roles, of its own family and of families nearby. */
function neighbours(nth: number, roles: number, random: Random): string[] {
  const found = new Set<number>();
  while (found.size < 20) {
    const family = Math.floor(nth / FAMILY) + random.whole(-4, 4);
    const other = family * FAMILY + random.whole(0, RATED_OF_FAMILY - 1);
    if (family >= 0 && other < roles && other !== nth) found.add(other);
  }
  return [...found].map(roleOf);
}

/** A role that is some moves away, in families further on. */
export function someMovesFrom(role: string, roles: ReadonlySet<string>): string {
  const nth = Number(role.slice(roleOf(0).length - 1)) + 8 * FAMILY;
  return roles.has(roleOf(nth)) ? roleOf(nth) : roleOf(nth - 16 * FAMILY);
}

const zone = (rank: number): string => `level:generated/zone-${rank}`;
const ratedSkill = (block: number, nth: number): string => `skill:generated/rated-${block}-${nth}`;
const familySkill = (family: number, nth: number): string => `skill:generated/${family}-${nth}`;
const activity = (block: number, nth: number): string => `activity:generated/${block}-${nth}`;
const roleOf = (nth: number): string => `role:generated/${nth}`;

/** Three syllables. */
function wordOf(nth: number): string {
  const [consonants, vowels] = ['bdfgklmnprstvz', 'aeiou'];
  let [word, rest] = ['', nth];
  for (let syllable = 0; syllable < 3; syllable++) {
    word += consonants[rest % consonants.length]! + vowels[Math.floor(rest / consonants.length) % vowels.length]!;
    rest = Math.floor(rest / (consonants.length * vowels.length)) + nth * 7;
  }
  return word;
}
