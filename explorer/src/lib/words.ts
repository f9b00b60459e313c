import type { AdjacencyKind, EducationLevel, GuidanceTopic, MoveKind, RoleScheme, SkillKind } from '../generated';

/** The words for the API's terms, in the order in which they are shown. */
export const skillKinds: [SkillKind | null, string][] = [
  ['TECHNOLOGY', 'Technology'],
  ['KNOWLEDGE', 'Knowledge'],
  ['COMPETENCE', 'Competences'],
  ['SOFT_SKILL', 'Ways of working'],
  [null, 'Other skills'],
];

export const adjacencyKinds: [AdjacencyKind, string, string][] = [
  ['FEEDER', 'People come from', 'Careers that lead here'],
  ['ALTERNATIVE', 'Alternatives', 'Other careers for the same people'],
  ['SPECIALIZATION', 'Specializations', 'Narrower fields of this career'],
  ['RELATED', 'Related', 'Much in common'],
];

export const moveKinds: Record<MoveKind, string> = {
  PROMOTION: 'Promotion',
  LATERAL: 'Lateral move',
  SPECIALIZATION: 'Specialization',
  CAREER_CHANGE: 'Career change',
  STEP_DOWN: 'Step down',
};

export const schemes: Record<RoleScheme, string> = { GUIDE: 'Guides', ONET: 'O*NET', ESCO: 'ESCO', CURATED: 'Curated' };

export const educationLevels: Record<EducationLevel, string> = {
  NONE: 'No schooling',
  SECONDARY: 'School-leaving certificate',
  POST_SECONDARY: 'Certificate after school',
  ASSOCIATE: 'Associate degree',
  BACHELOR: 'Bachelor’s degree',
  PROFESSIONAL: 'Professional degree',
  MASTER: 'Master’s degree',
  DOCTORATE: 'Doctorate',
};

export const guidanceTopics: [GuidanceTopic, string][] = [
  ['BECOMING', 'Getting in'],
  ['SKILL_BUILDING', 'Building skills'],
  ['CERTIFICATION', 'Certifications'],
  ['RESUME', 'Resume'],
  ['ONLINE_PROFILE', 'Online profile'],
  ['INTERVIEW', 'Interviews'],
  ['MARKET', 'Market and pay'],
  ['DEVELOPMENT_GOALS', 'Goals'],
  ['WORK_LIFE_BALANCE', 'Balance'],
];

/** In the order of the stack. */
export const effortParts = [
  ['skillGap', 'Skills to gain'],
  ['levelGap', 'Levels to climb'],
  ['educationGap', 'Education to add'],
  ['unfamiliarity', 'Unfamiliar work'],
] as const;
export type EffortPart = (typeof effortParts)[number][0];

export function money(amount: number, currency: string): string {
  return new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    notation: 'compact',
    maximumFractionDigits: Math.abs(amount) < 1000 ? 0 : 1,
  })
    .format(amount)
    .replace(/\.0(?=[KM])/, '');
}

export function signed(text: string, amount: number): string {
  return amount > 0 ? `+${text}` : text.replace('-', '−');
}

export function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

export function years({ minYears, maxYears }: { minYears: number | null; maxYears: number | null }): string {
  if (minYears === null) return `up to ${maxYears} years`;
  if (maxYears === null) return `${minYears}+ years`;
  return minYears === maxYears ? `${minYears} years` : `${minYears}–${maxYears} years`;
}

export function groupBy<Item, Key>(items: readonly Item[], key: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}
