import { z } from 'zod';

/**
 * The one vocabulary in which everything enters the graph: each fact is what one source claims.
 * Concepts are named by id (`type:rest`), and their own facts come before the facts about them.
 */
const idOf = <const T extends string>(...types: T[]) =>
  z.string().regex(new RegExp(`^(${types.join('|')}):\\S+$`), `an id of type ${types.join(' or ')}, such as ${types[0]}:example`);

const text = z.string().trim().min(1);
const share = z.number().min(0).max(1);
const years = z.number().min(0).max(60);
const money = z.number().positive();
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date such as 2024-08-31');

export const scheme = z.enum(['guide', 'onet', 'esco', 'curated']);
export const skillKind = z.enum(['TECHNOLOGY', 'KNOWLEDGE', 'COMPETENCE', 'SOFT_SKILL']);
export const necessity = z.enum(['ESSENTIAL', 'OPTIONAL']);
export const adjacencyKind = z.enum(['RELATED', 'ALTERNATIVE', 'SPECIALIZATION', 'FEEDER']);
export const educationLevel = z.enum([
  'NONE', 'SECONDARY', 'POST_SECONDARY', 'ASSOCIATE', 'BACHELOR', 'PROFESSIONAL', 'MASTER', 'DOCTORATE',
]); // prettier-ignore
export const payPeriod = z.enum(['YEAR', 'MONTH', 'HOUR']);
export const guidanceTopic = z.enum([
  'BECOMING', 'SKILL_BUILDING', 'INTERVIEW', 'RESUME', 'ONLINE_PROFILE', 'CERTIFICATION', 'WORK_LIFE_BALANCE',
  'DEVELOPMENT_GOALS', 'MARKET',
]); // prettier-ignore
export const mappingKind = z.enum(['EXACT', 'CLOSE', 'BROAD', 'NARROW']);
export const sourceKind = z.enum(['CAREER_GUIDE', 'TAXONOMY', 'STATISTICS', 'CURATOR']);

/** Where facts come from. Not itself a fact: it is written before its facts are. */
export const source = z.strictObject({
  id: idOf('source'),
  name: text,
  publisher: text,
  sourceKind,
  url: z.url().optional(),
  licence: text.optional(),
  attribution: text.optional(),
  version: text.optional(),
  asOf: date.optional(),
});
export type SourceRecord = z.infer<typeof source>;

/** `wording`: the source's own name for the thing, where it differs. */
const claim = { wording: text.optional(), asOf: date.optional() };
/** `stage`: said of that career stage only; `stageLabel`: the source's own name for the stage. */
const staged = { stage: idOf('level').optional(), stageLabel: text.optional() };
const experience = { minYears: years.optional(), maxYears: years.optional() };

const concepts = [
  z.strictObject({ fact: z.literal('role'), id: idOf('role'), scheme, title: text, summary: text.optional(), regulatedProfessionNote: text.optional(), ...claim }),
  z.strictObject({ fact: z.literal('skill'), id: idOf('skill'), name: text, kind: skillKind.optional(), description: text.optional(), ...claim }),
  z.strictObject({ fact: z.literal('certification'), id: idOf('certification'), name: text, issuer: text.optional(), summary: text.optional(), url: z.url().optional(), ...claim }),
  z.strictObject({ fact: z.literal('family'), id: idOf('family'), name: text, scheme, ...claim }),
  z.strictObject({ fact: z.literal('level'), id: idOf('level'), name: text, scale: text, rank: z.int(), ...claim }),
  z.strictObject({ fact: z.literal('industry'), id: idOf('industry'), name: text, ...claim }),
  z.strictObject({ fact: z.literal('activity'), id: idOf('activity'), name: text, ...claim }),
  z.strictObject({ fact: z.literal('employer'), id: idOf('employer'), name: text, ...claim }),
] as const; // prettier-ignore

const role = idOf('role');
const skill = idOf('skill');
const relations = [
  z.strictObject({ fact: z.literal('name'), of: idOf('role', 'skill', 'certification', 'industry', 'employer'), text, ...claim }),
  z.strictObject({ fact: z.literal('external-id'), of: idOf('role', 'skill'), scheme: text, value: text, url: z.url().optional(), ...claim }),
  z.strictObject({ fact: z.literal('same-as'), a: idOf('role', 'skill'), b: idOf('role', 'skill'), match: mappingKind, confidence: share.optional(), ...claim }),
  z.strictObject({ fact: z.literal('replaced-by'), old: idOf('role', 'skill', 'certification'), by: idOf('role', 'skill', 'certification'), ...claim }),
  z.strictObject({ fact: z.literal('at-level'), role, level: idOf('level'), label: text.optional(), ...experience, ...claim }),
  z.strictObject({ fact: z.literal('in-family'), role, family: idOf('family'), ...claim }),
  z.strictObject({ fact: z.literal('broader'), narrower: idOf('role', 'skill', 'family'), broader: idOf('role', 'skill', 'family'), ...claim }),
  z.strictObject({
    fact: z.literal('requires'), role, skill, importance: share.optional(), level: share.optional(), necessity: necessity.optional(),
    anyOf: text.optional(), hotTechnology: z.boolean().optional(), inDemand: z.boolean().optional(), ...staged, ...claim,
  }),
  z.strictObject({ fact: z.literal('related-to'), from: skill, to: skill, necessity: necessity.optional(), ...claim }),
  z.strictObject({ fact: z.literal('involves'), role, activity: idOf('activity'), ...claim }),
  z.strictObject({ fact: z.literal('validates'), certification: idOf('certification'), skill, ...claim }),
  z.strictObject({ fact: z.literal('recommended-for'), certification: idOf('certification'), role, ...claim }),
  z.strictObject({ fact: z.literal('progresses-to'), from: role, to: role, ...claim }),
  z.strictObject({ fact: z.literal('adjacent-to'), from: role, to: role, kind: adjacencyKind, difference: text.optional(), strength: share.optional(), ...claim }),
  z.strictObject({ fact: z.literal('in-industry'), role, industry: idOf('industry'), ...claim }),
  z.strictObject({ fact: z.literal('employed-by'), role, employer: idOf('employer'), ...claim }),
  z.strictObject({ fact: z.literal('responsible-for'), role, text, ...staged, ...claim }),
  z.strictObject({ fact: z.literal('works'), role, text, ...claim }),
  z.strictObject({
    fact: z.literal('educated'), role, level: educationLevel.optional(), fields: z.array(text).default([]), alternative: text.optional(),
    necessity: necessity.optional(), ...claim,
  }),
  z.strictObject({
    fact: z.literal('pays'), id: idOf('salary'), role, country: text.length(2).optional(), currency: text.length(3), period: payPeriod,
    min: money.optional(), max: money.optional(), openEnded: z.boolean().default(false), mean: money.optional(), median: money.optional(),
    p10: money.optional(), p25: money.optional(), p75: money.optional(), p90: money.optional(),
    level: idOf('level').optional(), label: text.optional(), note: text.optional(), ...experience, ...claim,
  }),
  z.strictObject({
    fact: z.literal('outlook'), id: idOf('outlook'), role, growthPercent: z.number().optional(), fromYear: z.int().optional(), toYear: z.int().optional(),
    horizonYears: z.int().positive().optional(), demand: text.optional(), openingsPerYear: z.number().optional(), note: text.optional(), ...claim,
  }),
  z.strictObject({
    fact: z.literal('guidance'), id: idOf('guidance'), role, topic: guidanceTopic, title: text, points: z.array(text).min(1), ...staged, ...claim,
  }),
  z.strictObject({ fact: z.literal('mentions'), guidance: idOf('guidance'), skill, ...claim }),
] as const; // prettier-ignore

export const fact = z.discriminatedUnion('fact', [...concepts, ...relations]);
/** `retired`: of a concept whose last source this is, and speaks of it no more. Only a dump says so. */
export type Fact = z.infer<typeof fact> & { retired?: true };
export type FactInput = z.input<typeof fact>;
export type FactKind = Fact['fact'];
export type FactOf<K extends FactKind> = Extract<Fact, { fact: K }>;
