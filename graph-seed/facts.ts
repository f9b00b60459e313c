import { z } from 'zod';
import { nameKey, sortName } from '../src/graph/names.js';

/**
 * The one vocabulary in which everything enters the graph: each fact is what one source claims.
 * Concepts are named by id (`type:rest`), and their own facts come before the facts about them.
 * The descriptions are those of the API's inputs, which are made of these shapes.
 */
const idOf = <const T extends string>(...types: T[]) =>
  z
    .string()
    .regex(
      new RegExp(`^(${types.join('|')}):[^\\s\\p{Cc}\\p{Cs}]{1,300}$`, 'u'),
      `an id of type ${types.join(' or ')}, such as ${types[0]}:example`,
    )
    .meta({ types });
/** The types of what an id may name; undefined for what is no id. */
export const typesOfId = (shape: z.ZodType): readonly string[] | undefined => shape.meta()?.types as string[] | undefined;

/** Neo4j and Lucene keep no lone surrogates, and nobody wants to read control characters. Those from U+0080 on are in ESCO’s own texts. */
const textUpTo = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'a text that is not empty')
    .max(max, `a text of at most ${max} characters`)
    .regex(/^(?:[^\p{Cc}\p{Cs}]|[\t\n\r\u0080-\u009f])*$/u, 'a text without control characters and lone surrogates');
const text = textUpTo(10_000);
/** What indexes hold has to fit into them, as it is and spelled out. */
const name = textUpTo(300)
  .refine((value) => nameKey(value) !== '', 'a name with a letter or a digit in it')
  .refine((value) => Buffer.byteLength(sortName(value)) <= 2_000, 'a shorter name');
const url = z
  .url({ protocol: /^https?$/, message: 'an address that begins with https:// or http://' })
  .max(2_000, 'an address of at most 2,000 characters')
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'an address without control characters and lone surrogates');
const within = (min: number, max: number) =>
  z.number().min(min, `a number from ${min} to ${max}`).max(max, `a number from ${min} to ${max}`);
const wholeWithin = (min: number, max: number) =>
  z
    .int(`a whole number from ${min} to ${max}`)
    .min(min, `a whole number from ${min} to ${max}`)
    .max(max, `a whole number from ${min} to ${max}`);
const share = within(0, 1);
const years = within(0, 60);
const money = z.number().positive('an amount above 0').max(1e13, 'an amount of at most 10,000,000,000,000');
const year = wholeWithin(1900, 2200);
const date = z.iso.date('a date such as 2024-08-31');

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
  name: name.describe('What it is called.'),
  publisher: textUpTo(300).describe('Who publishes it.'),
  sourceKind,
  url: url.optional().describe('Where it is published.'),
  licence: textUpTo(300).optional().describe('Under which licence.'),
  attribution: textUpTo(1_000).optional().describe('The words its licence asks users to show.'),
  version: textUpTo(100).optional().describe('The publisher’s own version of it.'),
  asOf: date.optional().describe('The day its facts are of.'),
});
export type SourceRecord = z.infer<typeof source>;

const claim = {
  wording: textUpTo(1_000).optional().describe('The source’s own name for the thing, where it differs.'),
  asOf: date.optional().describe('The day it is of, where that is not its source’s.'),
};
const staged = {
  stage: idOf('level').optional().describe('The level, when it is said of that career stage only.'),
  stageLabel: textUpTo(300).optional().describe('The source’s own name for the stage.'),
};
const experience = {
  minYears: years.optional().describe('Years of experience, 0 to 60, from which on it holds.'),
  maxYears: years.optional().describe('Years of experience, 0 to 60, up to which it holds.'),
};
/** Checks of two fields of a fact, made for `refine`. */
type Check = [holds: (fact: object) => boolean, otherwise: { path: string[]; message: string }];
const inOrder = (min: string, max: string): Check => [
  (fact) => !(fieldOf(fact, min) > fieldOf(fact, max)),
  { path: [max], message: `at least ${min}` },
];
const distinct = (one: string, other: string): Check => [
  (fact) => fieldOf(fact, one) !== fieldOf(fact, other),
  { path: [other], message: `another id than ${one}` },
];
const ofOneType = (one: string, other: string): Check => [
  (fact) => typeOf(fieldOf(fact, one)) === typeOf(fieldOf(fact, other)),
  { path: [other], message: `an id of the same type as ${one}` },
];
const fieldOf = (fact: object, name: string): string => (fact as Record<string, string>)[name]!;
const typeOf = (id: string): string => id.slice(0, id.indexOf(':'));
const AMOUNTS = ['min', 'max', 'mean', 'median', 'p10', 'p25', 'p75', 'p90'];
const role = idOf('role').describe('The role’s id.');
const skill = idOf('skill').describe('The skill’s id.');
const certification = idOf('certification').describe('The certification’s id.');
const weighed = { necessity: necessity.optional().describe('Whether it is demanded or preferred, where the source says so.') };

const concepts = [
  z.strictObject({
    fact: z.literal('role'), id: role, scheme, title: name.describe('Its main title.'),
    summary: text.optional().describe('What it is, in a sentence or two.'),
    regulatedProfessionNote: text.optional().describe('Where the law says who may practise it.'), ...claim,
  }).describe('That there is such a role, and what it is.'),
  z.strictObject({
    fact: z.literal('skill'), id: skill, name: name.describe('Its main name.'), kind: skillKind.optional().describe('What sort of skill it is.'),
    description: text.optional().describe('What it is.'), ...claim,
  }).describe('That there is such a skill, and what it is.'),
  z.strictObject({
    fact: z.literal('certification'), id: certification, name: name.describe('Its main name.'), issuer: textUpTo(300).optional().describe('Who issues it.'),
    summary: text.optional().describe('What it attests.'), url: url.optional().describe('Where its issuer describes it.'), ...claim,
  }).describe('That there is such a certification, and what it is.'),
  z.strictObject({
    fact: z.literal('family'), id: idOf('family').describe('The family’s id.'), name: name.describe('Its name.'), scheme, ...claim,
  }).describe('That there is such a group of roles.'),
  z.strictObject({
    fact: z.literal('level'), id: idOf('level').describe('The level’s id.'), name: name.describe('Its name.'),
    scale: textUpTo(100).describe('The scale that it is a rung of, such as `career-stage`.'),
    rank: wholeWithin(0, 999).describe('Its place on its scale, lowest first, 0 to 999.'), ...claim,
  }).describe('That there is such a rung of a scale.'),
  z.strictObject({
    fact: z.literal('industry'), id: idOf('industry').describe('The industry’s id.'), name: name.describe('Its name.'), ...claim,
  }).describe('That there is such an industry.'),
  z.strictObject({
    fact: z.literal('activity'), id: idOf('activity').describe('The activity’s id.'), name: name.describe('What is done.'), ...claim,
  }).describe('That there is such an activity, which work in several roles consists of.'),
  z.strictObject({
    fact: z.literal('employer'), id: idOf('employer').describe('The employer’s id.'), name: name.describe('Its name.'), ...claim,
  }).describe('That there is such an employer.'),
] as const; // prettier-ignore

const relations = [
  z.strictObject({
    fact: z.literal('name'), of: idOf('role', 'skill', 'certification', 'industry', 'employer').describe('The id of what is called so.'),
    text: name.describe('The other name.'), ...claim,
  }).describe('Another name of a role, a skill, a certification, an industry or an employer.'),
  z.strictObject({
    fact: z.literal('external-id'), of: idOf('role', 'skill').describe('The id of what has the code.'),
    scheme: textUpTo(100).describe('The publisher’s scheme, such as `onet-soc`.'), value: textUpTo(300).describe('The code.'),
    url: url.optional().describe('Where the publisher shows it.'), ...claim,
  }).describe('The code that a role or a skill has in a publisher’s scheme.'),
  z.strictObject({
    fact: z.literal('same-as'), a: idOf('role', 'skill').describe('One of the two.'), b: idOf('role', 'skill').describe('Its counterpart.'),
    match: mappingKind.describe('How `b` compares with `a`.'), confidence: share.optional().describe('How sure that is, 0 to 1.'), ...claim,
  }).refine(...distinct('a', 'b')).refine(...ofOneType('a', 'b'))
    .describe('That two roles, or two skills, of different taxonomies are counterparts.'),
  z.strictObject({
    fact: z.literal('replaced-by'), old: idOf('role', 'skill', 'certification').describe('What is out of use.'),
    by: idOf('role', 'skill', 'certification').describe('What to use instead; of the same type.'), ...claim,
  }).refine(...distinct('old', 'by')).refine(...ofOneType('old', 'by'))
    .describe('That something took the place of a role, a skill or a certification. Said by a curator it retires the old one, whoever else speaks of it still.'),
  z.strictObject({
    fact: z.literal('at-level'), role, level: idOf('level').describe('The level’s id.'),
    label: textUpTo(300).optional().describe('The source’s own name for the level.'), ...experience, ...claim,
  }).refine(...inOrder('minYears', 'maxYears')).describe('The level at which a role stands, and the years of experience that go with it.'),
  z.strictObject({
    fact: z.literal('in-family'), role, family: idOf('family').describe('The family’s id.'), ...claim,
  }).describe('That a role belongs to a family.'),
  z.strictObject({
    fact: z.literal('broader'), narrower: idOf('role', 'skill', 'family').describe('What is a kind or a part.'),
    broader: idOf('role', 'skill', 'family').describe('Of what; of the same type.'), ...claim,
  }).refine(...distinct('narrower', 'broader')).refine(...ofOneType('narrower', 'broader'))
    .describe('That a role, a skill or a family is a kind or a part of another.'),
  z.strictObject({
    fact: z.literal('requires'), role, skill, importance: share.optional().describe('How important, 0 to 1.'),
    level: share.optional().describe('How far it must be mastered, 0 to 1.'), ...weighed,
    anyOf: textUpTo(300).optional().describe('Requirements of one role with the same `anyOf` are alternatives: any one of them will do.'),
    hotTechnology: z.boolean().optional().describe('Whether employers ask for it often, in all roles.'),
    inDemand: z.boolean().optional().describe('Whether employers ask for it often, in this role.'), ...staged, ...claim,
  }).describe('That a role needs a skill.'),
  z.strictObject({
    fact: z.literal('related-to'), from: skill, to: skill, ...weighed, ...claim,
  }).refine(...distinct('from', 'to')).describe('That a skill, `from`, helps with another, `to`.'),
  z.strictObject({
    fact: z.literal('involves'), role, activity: idOf('activity').describe('The activity’s id.'), ...claim,
  }).describe('That a role’s work consists of an activity, among others.'),
  z.strictObject({ fact: z.literal('validates'), certification, skill, ...claim }).describe('That a certification attests a skill.'),
  z.strictObject({ fact: z.literal('recommended-for'), certification, role, ...claim }).describe('That a certification is of use in a role.'),
  z.strictObject({
    fact: z.literal('progresses-to'), from: role, to: role, ...claim,
  }).refine(...distinct('from', 'to')).describe('That a role, `to`, is the next step up from another, `from`.'),
  z.strictObject({
    fact: z.literal('adjacent-to'), from: role, to: role, kind: adjacencyKind.describe('How the two are neighbours.'),
    difference: text.optional().describe('What is different over there.'), strength: share.optional().describe('How near, 0 to 1.'), ...claim,
  }).refine(...distinct('from', 'to')).describe('That two roles are neighbours: `to` can be entered from `from`.'),
  z.strictObject({
    fact: z.literal('in-industry'), role, industry: idOf('industry').describe('The industry’s id.'), ...claim,
  }).describe('That an industry employs people in a role.'),
  z.strictObject({
    fact: z.literal('employed-by'), role, employer: idOf('employer').describe('The employer’s id.'), ...claim,
  }).describe('That an employer has people in a role.'),
  z.strictObject({
    fact: z.literal('responsible-for'), role, text: text.describe('What they do.'), ...staged, ...claim,
  }).describe('What people in a role do.'),
  z.strictObject({
    fact: z.literal('works'), role, text: text.describe('The arrangement.'), ...claim,
  }).describe('Where, when or how people in a role work.'),
  z.strictObject({
    fact: z.literal('educated'), role, level: educationLevel.optional().describe('The lowest that is accepted, where the source says which.'),
    fields: z.array(name).max(50, 'at most 50 fields').default([]).describe('Fields of study, at most 50.'),
    alternative: text.optional().describe('What is accepted in its place.'), ...weighed, ...claim,
  }).describe('Which education a role asks for.'),
  z.strictObject({
    fact: z.literal('pays'), id: idOf('salary').describe('The estimate’s id: said again under the same one, it is corrected.'), role,
    country: z.string().regex(/^[A-Z]{2}$/, 'a country code such as US').optional().describe('ISO 3166-1 code, such as US, where the source names a country.'),
    currency: z.string().regex(/^[A-Z]{3}$/, 'a currency code such as USD').describe('ISO 4217 code, such as USD.'),
    period: payPeriod.describe('What the amounts are for.'),
    min: money.optional().describe('The lower end of a band.'), max: money.optional().describe('The upper end of a band.'),
    openEnded: z.boolean().default(false).describe('Whether pay goes beyond what is stated.'),
    mean: money.optional().describe('The mean.'), median: money.optional().describe('The median.'),
    p10: money.optional().describe('The 10th percentile.'), p25: money.optional().describe('The 25th percentile.'),
    p75: money.optional().describe('The 75th percentile.'), p90: money.optional().describe('The 90th percentile.'),
    level: idOf('level').optional().describe('The level, when it is pay at that level only.'),
    label: textUpTo(300).optional().describe('The source’s own name for whose pay it is.'),
    note: text.optional().describe('What else the source says of it.'), ...experience, ...claim,
  }).refine(...inOrder('minYears', 'maxYears')).refine(...inOrder('min', 'max'))
    .refine((fact) => AMOUNTS.some((amount) => amount in fact), 'at least one amount')
    .describe('What a role pays: a band, a point, or a distribution.'),
  z.strictObject({
    fact: z.literal('outlook'), id: idOf('outlook').describe('The outlook’s id: said again under the same one, it is corrected.'), role,
    growthPercent: within(-100, 10_000).optional().describe('Growth of employment over the period, in percent, -100 to 10,000.'),
    fromYear: year.optional().describe('The year that the period begins with.'), toYear: year.optional().describe('The year that it ends with.'),
    horizonYears: wholeWithin(1, 100).optional().describe('How many years it is, where the source does not say which.'),
    demand: text.optional().describe('What the source says of demand, in words.'),
    openingsPerYear: within(0, 1e9).optional().describe('Openings a year.'), note: text.optional().describe('What else the source says of it.'), ...claim,
  }).refine(...inOrder('fromYear', 'toYear'))
    .describe('How a role is said to grow.'),
  z.strictObject({
    fact: z.literal('guidance'), id: idOf('guidance').describe('The guidance’s id: said again under the same one, it is corrected.'), role,
    topic: guidanceTopic.describe('What it is about.'), title: name.describe('Its heading.'),
    points: z.array(text).min(1, 'at least one point').max(50, 'at most 50 points').describe('The advice, point by point, 1 to 50.'), ...staged, ...claim,
  }).describe('Advice to those who are in a role, or want to be.'),
  z.strictObject({
    fact: z.literal('mentions'), guidance: idOf('guidance').describe('The guidance’s id.'), skill, ...claim,
  }).describe('That guidance speaks of a skill.'),
] as const; // prettier-ignore

export const fact = z.discriminatedUnion('fact', [...concepts, ...relations]);
/** `retired`: of a concept whose last source this is, and speaks of it no more. Only a dump says so. */
export type Fact = z.infer<typeof fact> & { retired?: true };
export type FactInput = z.input<typeof fact>;
export type FactKind = Fact['fact'];
export type FactOf<K extends FactKind> = Extract<Fact, { fact: K }>;
