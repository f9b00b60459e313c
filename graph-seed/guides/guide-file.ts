import { z } from 'zod';
import { adjacencyKind, educationLevel, guidanceTopic, necessity, payPeriod, skillKind, source } from '../facts.js';

/** The shape of the files in this folder: one per guide, and `vocabulary.yaml`, in whose names they are written. */
const text = z.string().trim().min(1);
const texts = z.array(text).min(1);
/** Words of ours. One that begins in lower case is a piece that a comma in a flow list cut off. */
const statement = text.regex(/^[\p{Lu}\d]/u, 'a statement that begins with a capital letter');
const statements = z.array(statement).min(1);
const careerStage = z.enum(['intern', 'entry', 'mid', 'senior', 'lead', 'principal', 'director', 'executive']);

/** `2-5`, or `12+` where the guide gives no end. */
const years = z
  .string()
  .regex(/^\d+(\.\d+)?(-\d+(\.\d+)?|\+)$/, 'years such as "2-5" or "12+"')
  .transform((range) => {
    const [min, max] = range.replace('+', '').split('-').map(Number);
    return { minYears: min!, ...(max !== undefined && { maxYears: max }) };
  });

/** The career a fact is about; the guide's own when left out. */
const of = { of: text.optional() };
/** Said of one career stage only; `label` is the guide's own name for it. */
const stage = { stage: careerStage.optional(), label: text.optional() };

const entries = {
  summary: z.strictObject({ summary: statement, ...of }),
  /** The level that a role is at, once per role and level. */
  level: z.strictObject({ level: careerStage, label: text.optional(), years: years.optional(), ...of }),
  titles: z.strictObject({ titles: texts, ...of }),
  /** Rungs from the bottom up; a list within the list is a fork, all reached from the rung before. */
  ladder: z.strictObject({ ladder: z.array(z.union([text, texts])).min(2) }),
  responsibilities: z.strictObject({ responsibilities: statements, ...stage, ...of }),
  /**
   * `oneIsEnough`: the skills are alternatives. `category`: the guide's heading over them, which becomes a broader
   * skill. `required: false`: the guide names them without saying that the role needs them.
   */
  skills: z.strictObject({
    skills: texts, category: text.optional(), oneIsEnough: z.literal(true).optional(), necessity: necessity.optional(),
    required: z.literal(false).optional(), ...stage, ...of,
  }),
  certification: z.strictObject({ certification: text, validates: texts.optional(), issuer: text.optional(), summary: text.optional(), ...of }),
  education: z.strictObject({
    education: z.strictObject({ level: educationLevel.optional(), fields: z.array(text).optional(), alternative: text.optional(), necessity: necessity.optional() }), ...of,
  }),
  pay: z.strictObject({
    pay: z.strictObject({
      country: text.length(2).optional(), currency: text.length(3), period: payPeriod, min: z.number().optional(), max: z.number().optional(),
      openEnded: z.boolean().optional(), mean: z.number().optional(), level: careerStage.optional(), label: text.optional(),
      years: years.optional(), note: text.optional(),
    }), ...of,
  }),
  outlook: z.strictObject({
    outlook: z.strictObject({
      growthPercent: z.number().optional(), toYear: z.int().optional(), horizonYears: z.int().optional(), demand: text.optional(), note: text.optional(),
    }), ...of,
  }),
  industries: z.strictObject({ industries: texts, ...of }),
  employers: z.strictObject({ employers: texts, ...of }),
  families: z.strictObject({ families: texts, ...of }),
  workArrangements: z.strictObject({ workArrangements: statements, ...of }),
  /** FEEDER roles lead to the guide's career; the other kinds are reached from it. */
  neighbours: z.strictObject({ neighbours: adjacencyKind, roles: z.array(z.strictObject({ role: text, difference: statement.optional() })).min(1), ...of }),
  /** `mentions`: skills, tools and platforms that the points speak of. */
  guidance: z.strictObject({ guidance: guidanceTopic, title: statement, points: statements, mentions: texts.optional(), ...stage, ...of }),
}; // prettier-ignore

export type Entry = { [K in keyof typeof entries]: z.infer<(typeof entries)[K]> }[keyof typeof entries];
const kinds = Object.keys(entries) as (keyof typeof entries)[];

/** An entry is told by its first key, so that a mistake in it is reported against its own shape. */
const entry = z.unknown().transform((value, context): Entry => {
  const kind = kinds.find((key) => typeof value === 'object' && value !== null && Object.keys(value)[0] === key);
  if (kind === undefined) {
    context.addIssue({ code: 'custom', message: `expected an entry that begins with one of ${kinds.join(', ')}` });
    return z.NEVER;
  }
  const parsed = entries[kind].safeParse(value);
  if (parsed.success) return parsed.data;
  for (const { path, message } of parsed.error.issues) context.addIssue({ code: 'custom', path, message });
  return z.NEVER;
});

/** A section of the guide in the guide's own order. One that gives no fact says why in `none`. */
const section = z.union([z.strictObject({ section: text, facts: z.array(entry).min(1) }), z.strictObject({ section: text, none: text })]);

export const guideFile = z.strictObject({ source, career: text, sections: z.array(section).min(1) });
export type GuideFile = z.infer<typeof guideFile>;

const names = <S extends z.ZodType>(details: S) => z.record(text, details.nullable());
const aliases = z.array(text).optional();

/** Every concept that a guide may name, and the other names by which one may. */
export const vocabularyFile = z.strictObject({
  source,
  levels: z.record(careerStage, z.strictObject({ name: text, rank: z.int() })),
  roles: names(z.strictObject({ aliases })),
  skills: z.record(skillKind, names(z.strictObject({ aliases }))),
  certifications: names(z.strictObject({ aliases })),
  industries: names(z.strictObject({ aliases })),
  employers: names(z.strictObject({ aliases })),
  families: names(z.strictObject({ aliases })),
});
export type VocabularyFile = z.infer<typeof vocabularyFile>;
