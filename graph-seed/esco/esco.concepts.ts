import type { Fact, FactOf } from '../facts.js';
import type { Row } from './esco.tables.js';

export type Kind = FactOf<'skill'>['kind'];

const ESCO = 'http://data.europa.eu/esco/';
const CONCEPT = /^http:\/\/data\.europa\.eu\/esco\/(isco\/C|occupation\/|skill\/|isced-f\/)([\w-]+)$/;
const ID_PREFIX: Record<string, string> = {
  'isco/C': 'family:isco/',
  'occupation/': 'role:esco/',
  'skill/': 'skill:esco/',
  'isced-f/': 'skill:esco/isced-f/', // skill groups of the knowledge branch: ESCO takes them from ISCED-F, with their codes
};

/** `http://data.europa.eu/esco/skill/0005c151-…` gives `skill:esco/0005c151-…`; undefined where it is not the URI of an ESCO concept. */
export function conceptId(uri: string): string | undefined {
  const [, type, rest] = CONCEPT.exec(uri) ?? [];
  return type && ID_PREFIX[type] + rest!;
}

export const iscoGroupUri = (code: string): string => `${ESCO}isco/C${code}`;

const text = (cell: string): string | undefined => cell.trim() || undefined;
const label = (cell: string): string => cell.replace(/\s+/gu, ' ').trim();

/** Other labels of a concept: one to a line, some of them twice or the same as the preferred one. */
function otherNames(of: string, row: { preferredLabel: string; altLabels: string; hiddenLabels: string }): Fact[] {
  const names = new Set([...row.altLabels.split('\n'), ...row.hiddenLabels.split('\n')].map(label));
  names.delete('');
  names.delete(label(row.preferredLabel));
  return [...names].map((text) => ({ fact: 'name', of, text }));
}

const escoIds = (of: string, uri: string, code = ''): Fact[] => [
  { fact: 'external-id', of, scheme: 'esco', value: uri, url: uri },
  ...(code ? [{ fact: 'external-id', of, scheme: 'esco-code', value: code } as const] : []),
];

export const familyFacts = (id: string, row: Row<'iscoGroups'>): Fact[] => [
  { fact: 'family', id, name: label(row.preferredLabel), scheme: 'esco' },
];

export const roleFacts = (id: string, row: Row<'occupations'>): Fact[] => [
  {
    fact: 'role',
    id,
    scheme: 'esco',
    title: label(row.preferredLabel),
    summary: text(row.description) ?? text(row.definition),
    regulatedProfessionNote: text(row.regulatedProfessionNote),
  },
  ...escoIds(id, row.conceptUri, row.code),
  ...(row.iscoGroup
    ? [{ fact: 'external-id', of: id, scheme: 'isco', value: row.iscoGroup, url: iscoGroupUri(row.iscoGroup) } as const]
    : []),
  ...otherNames(id, row),
];

export const skillGroupFacts = (id: string, row: Row<'skillGroups'>, kind: Kind): Fact[] => [
  { fact: 'skill', id, name: label(row.preferredLabel), kind, description: text(row.description) },
  ...escoIds(id, row.conceptUri, row.code),
  ...otherNames(id, row),
];

export const skillFacts = (id: string, row: Row<'skills'>, kind: Kind): Fact[] => [
  { fact: 'skill', id, name: label(row.preferredLabel), kind, description: text(row.description) ?? text(row.definition) },
  ...escoIds(id, row.conceptUri),
  ...otherNames(id, row),
];

/** Thinking, self-management, and social and communication: the soft ones of ESCO's six groups of transversal skills. */
const SOFT = /^T[234]/;
const TRANSVERSAL = `${ESCO}concept-scheme/skill-transversal-groups`;

/** What the hierarchy's codes say of a group: K is knowledge, S skills, T transversal skills; L (languages) is skills and knowledge. */
function kindOfGroup(top: string, code: string): Kind {
  if (top === 'K') return 'KNOWLEDGE';
  if (SOFT.test(code)) return 'SOFT_SKILL';
  return top === 'S' || top === 'T' ? 'COMPETENCE' : undefined;
}

/** The group that a row of the hierarchy stands for, its kind, and the group above it. */
export function groupOf(row: Row<'skillsHierarchy'>): { uri: string; broader: string; kind: Kind } {
  const levels = ([0, 1, 2, 3] as const).map((level) => ({ uri: row[`Level ${level} URI`], code: row[`Level ${level} code`] }));
  const path = levels.filter(({ uri }) => uri);
  const { uri = '', code = '' } = path.at(-1) ?? {};
  return { uri, broader: path.at(-2)?.uri ?? '', kind: kindOfGroup(row['Level 0 code'], code) };
}

/**
 * A skill is soft where ESCO counts it among its transversal ones and files it in a soft group. Many others are filed there
 * beside a group of their own ("develop musical ideas" under thinking creatively), which does not make them soft.
 */
export function kindOfSkill({ skillType, inScheme }: Row<'skills'>, groups: readonly Kind[]): Kind {
  if (skillType === 'knowledge') return 'KNOWLEDGE';
  if (skillType !== 'skill/competence') return undefined;
  return inScheme.includes(TRANSVERSAL) && groups.includes('SOFT_SKILL') ? 'SOFT_SKILL' : 'COMPETENCE';
}
