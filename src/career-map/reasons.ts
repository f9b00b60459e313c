import { type CareerMap, listOf, MOVE_KINDS } from './career-map.js';
import { ownedBy, type Profile } from './owned.js';
import type { Recommendation } from './recommendations.js';
import { skillGap } from './skill-gap.js';
import { titleOf } from './stop-facts.js';
import { inWords } from './words.js';

/** Why a role is recommended, in plain words. Skills in places of the map. */
export interface Reason {
  readonly text: string;
  readonly skills: readonly number[];
}

/** As many are named; of the others it is only said how many there are. */
const NAMED_SKILLS = 5;
const NAMED_PARTS = 3;
/** What makes out less of a likeness, and a change in pay that is less, goes without saying. */
const WORTH_NAMING = 0.1;
const WORTH_SAYING = 0.01;

const DOCUMENTED_AS = {
  PROGRESSION: 'the next rung above',
  SPECIALIZATION: 'a specialization of',
  ALTERNATIVE: 'an alternative to',
  RELATED: 'related to',
} as const;

export function reasonsFor(map: CareerMap, profile: Profile, recommendation: Recommendation, sourceName: (id: string) => string): Reason[] {
  return [
    ...documentation(map, recommendation, sourceName),
    ...likeness(map, recommendation),
    ...sharedSkills(map, profile, recommendation),
    ...betterPay(recommendation),
  ];
}

function documentation(map: CareerMap, { from, move }: Recommendation, sourceName: (id: string) => string): Reason[] {
  const documented = move < 0 ? null : MOVE_KINDS[map.moves.documented[move]!]!;
  if (documented === null || from === null) return [];
  const sources = [...new Set([...listOf(map.moves.claimed, move)].map((claim) => map.moves.claims[claim]!.sourceId))];
  const names = sources.map(sourceName).sort();
  return [
    {
      text: `${inWords(names)} ${names.length === 1 ? 'calls' : 'call'} it ${DOCUMENTED_AS[documented]} ${titleOf(map, from)}.`,
      skills: [],
    },
  ];
}

function likeness(map: CareerMap, { from, move }: Recommendation): Reason[] {
  const { affinity, partNames, parts } = map.moves;
  if (from === null || move < 0 || !(affinity[move]! > 0)) return [];
  const shares = partNames
    .map((name, part) => ({ name, share: parts[move * partNames.length + part]! / affinity[move]! }))
    .filter(({ share }) => share >= WORTH_NAMING)
    .sort((a, b) => b.share - a.share || (a.name < b.name ? -1 : 1))
    .slice(0, NAMED_PARTS);
  const by = shares.length === 0 ? '' : `, most of all by ${inWords(shares.map(({ name }) => name))}`;
  return [{ text: `It is like ${titleOf(map, from)} (affinity ${affinity[move]!.toFixed(2)})${by}.`, skills: [] }];
}

function sharedSkills(map: CareerMap, profile: Profile, { to }: Recommendation): Reason[] {
  const { coverage, matched } = skillGap(map, ownedBy(map, profile, profile.stops), to);
  if (coverage === null || matched.length === 0) return [];
  const skills = [...new Set(matched.map(({ required }) => required))];
  const named = skills.slice(0, NAMED_SKILLS);
  const more = skills.length - named.length;
  const names = [...named.map((skill) => map.skills.names[skill]!), ...(more > 0 ? [`${more} more`] : [])];
  return [{ text: `You bring ${percent(coverage)} of what it asks for: ${inWords(names)}.`, skills: named }];
}

function betterPay({ payChange }: Recommendation): Reason[] {
  if (payChange === null || payChange.ratio < 1 + WORTH_SAYING) return [];
  const { currency, from, to, ratio } = payChange;
  return [{ text: `It typically pays ${percent(ratio - 1)} more: ${amount(to)} ${currency} a year, up from ${amount(from)}.`, skills: [] }];
}

const percent = (share: number): string => `${Math.round(100 * share)}%`;
const amount = (pay: number): string => Math.round(pay).toLocaleString('en-US');
