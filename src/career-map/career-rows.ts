/** What the career map is built from, as it is read from the graph: one row a concept, ids throughout. */
export interface CareerRows {
  readonly revision: number;
  readonly roles: readonly RoleRow[];
  readonly skills: readonly SkillRow[];
  readonly certifications: readonly CertificationRow[];
  /** Pairs of roles, and pairs of skills, that are one thing: EXACT claims of SAME_AS. */
  readonly sameRoles: readonly (readonly [string, string])[];
  readonly sameSkills: readonly (readonly [string, string])[];
  /** Each family with the one above it. */
  readonly familyParents: readonly (readonly [string, string])[];
  readonly moves: readonly MoveRow[];
}

export type Scheme = 'guide' | 'onet' | 'esco' | 'curated';

export interface RoleRow {
  readonly id: string;
  readonly title: string;
  readonly scheme: Scheme;
  readonly active: boolean;
  readonly summary: string | null;
  /** Alternative titles. */
  readonly names: readonly string[];
  /** What people in it do: sentences. */
  readonly tasks: readonly string[];
  /** Ids of detailed work activities. */
  readonly activities: readonly string[];
  /** Ids of the families it is in, without those above them. */
  readonly families: readonly string[];
  /** Codes in publishers' schemes, such as `soc 15-2051` or `isco 2511`. */
  readonly codes: readonly string[];
  /** Ids of the roles that it is a kind of. */
  readonly broader: readonly string[];
  /** Rank on `career-stage` that most claims agree on, the lower one on a tie. */
  readonly stage: number | null;
  /** O*NET's job zone, 1 to 5. */
  readonly jobZone: number | null;
  /** The least years of experience that any claim asks for. */
  readonly minYears: number | null;
  /** The lowest level of education that any claim accepts: its place in EDUCATION_LEVELS. */
  readonly education: number | null;
  readonly pay: readonly PayRow[];
  /** Claims, not merged: several sources may speak of one skill. */
  readonly requirements: readonly RequirementRow[];
}

/** Typical pay a year, as `salarySummary` has it, in one currency. */
export interface PayRow {
  readonly currency: string;
  readonly typical: number;
  /** Whose figures it is made of: names of sources, for people. */
  readonly basis: string;
}

export interface RequirementRow {
  readonly skill: string;
  readonly importance: number | null;
  readonly level: number | null;
  readonly necessity: 'ESSENTIAL' | 'OPTIONAL' | null;
  /** Claims of one role with the same value are alternatives. */
  readonly anyOf: string | null;
  /** Said of that stage only: its rank. */
  readonly stage: number | null;
  readonly source: string;
}

export interface SkillRow {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly kind: 'TECHNOLOGY' | 'KNOWLEDGE' | 'COMPETENCE' | 'SOFT_SKILL' | null;
  /** Ids of the skills that it is a kind or a part of. */
  readonly broader: readonly string[];
  /** Ids of the skills that a source calls related to it. */
  readonly related: readonly string[];
}

export interface CertificationRow {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  /** Ids of skills. */
  readonly validates: readonly string[];
}

/** All claims that one role can be entered from another. */
export interface MoveRow {
  readonly from: string;
  readonly to: string;
  readonly kind: 'PROGRESSION' | 'RELATED' | 'ALTERNATIVE' | 'SPECIALIZATION' | 'FEEDER';
  /** The mean of the claims that rank it, 0 to 1. */
  readonly strength: number | null;
  readonly claims: readonly MoveClaim[];
}

export interface MoveClaim {
  readonly id: string;
  readonly sourceId: string;
  readonly wording: string | null;
  readonly asOf: string | null;
}

/** From the least to the most, as the contract's EducationLevel. */
export const EDUCATION_LEVELS = [
  'NONE', 'SECONDARY', 'POST_SECONDARY', 'ASSOCIATE', 'BACHELOR', 'PROFESSIONAL', 'MASTER', 'DOCTORATE',
] as const; // prettier-ignore
