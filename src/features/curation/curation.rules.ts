import { createHash } from 'node:crypto';
import {
  type Fact,
  fact as factShape,
  type FactKind,
  source as sourceShape,
  type SourceRecord,
  typesOfId,
} from '../../../graph-seed/facts.js';
import { TYPE_BY_FACT, toWrites, type Writes } from '../../../graph-seed/graph-writes.js';
import { brief } from '../../graphql/errors.js';
import { FACT_SHAPES, type FactInput, type SourceInput } from './fact.args.js';
import { type Problem, ProblemCode } from './curation.type.js';

/** Whom curators speak for; all other sources belong to imports. */
export const CURATED = 'source:curated/';

export function problem(code: ProblemCode, path: string | null, expected: string, received: unknown): Problem {
  const came = received === undefined || received === null ? null : brief(received);
  const message = `${path === null ? 'The edit' : `"${path}"`}: expected ${expected}${came === null ? '' : `, but got ${came}`}.`;
  return { path, code, message, expected, received: came };
}

/** A fact as it is written, and where it stands in the input: `facts[2].requires`. */
export interface StatedFact extends Writes {
  path: string;
  kind: FactKind;
  fact: Fact;
}

/** What of the input are facts, and what is wrong with the rest of it. */
export function readFacts(source: string, inputs: readonly FactInput[]): { facts: StatedFact[]; problems: Problem[] } {
  const facts: StatedFact[] = [];
  const problems: Problem[] = [];
  for (const [index, input] of inputs.entries()) {
    const given = Object.entries(plain(input));
    if (given.length !== 1) {
      problems.push(
        problem(
          ProblemCode.BAD_USER_INPUT,
          `facts[${index}]`,
          'exactly one kind of fact',
          given.map(([name]) => name),
        ),
      );
      continue;
    }
    const [[name, fields]] = given as [[string, object]];
    const path = `facts[${index}].${name}`;
    const kind = FACT_SHAPES.get(name)!.shape.fact.value;
    // The scheme of a concept that is there already is put in its place when that is read.
    const parsed = factShape.safeParse({ ...(SCHEMED.has(kind) && { scheme: 'curated' }), ...fields, fact: kind });
    if (parsed.success) facts.push({ path, kind, fact: parsed.data, ...toWrites(source, parsed.data) });
    else problems.push(...problemsOf(parsed.error, path, fields));
  }
  problems.push(...contradictions(facts));
  return { facts, problems };
}

const SCHEMED = new Set<FactKind>(['role', 'family']);

/** The same fact, of a concept that has a scheme. */
export const withScheme = (source: string, stated: StatedFact, scheme: string): StatedFact => {
  const fact = { ...stated.fact, scheme } as Fact;
  return { ...stated, fact, ...toWrites(source, fact) };
};

export function readSource(input: SourceInput): { source: SourceRecord; problems: Problem[] } {
  const fields = plain(input) as Record<string, unknown>;
  const parsed = sourceShape.safeParse({ ...fields, sourceKind: 'CURATOR' });
  const problems = parsed.success ? [] : problemsOf(parsed.error, 'source', fields);
  const id = String(fields.id);
  if (!new RegExp(`^${CURATED}${WORDS}$`).test(id)) {
    problems.push(problem(ProblemCode.BAD_USER_INPUT, 'source.id', `${CURATED} and lower-case words joined by hyphens`, id));
  }
  return { source: parsed.data!, problems };
}

const WORDS = '[a-z0-9]+(?:-[a-z0-9]+)*';
const NEW_ID = new RegExp(`^[a-z]+:${WORDS}$`);
const NEW_CONTENT_ID = new RegExp(`^[a-z]+:${WORDS}(?:/${WORDS})*$`);
const CONTENT = new Set<FactKind>(['pays', 'outlook', 'guidance']);

/** Publishers' ids have a slash, so that nobody can take one before its publisher does. */
export function badNewId({ path, kind, fact }: StatedFact): Problem[] {
  const { id } = fact as { id: string };
  const [pattern, expected] = CONTENT.has(kind)
    ? [NEW_CONTENT_ID, 'lower-case words joined by hyphens and slashes after the type of a new id']
    : [NEW_ID, 'lower-case words joined by hyphens after the type of a new id'];
  return pattern.test(id) ? [] : [problem(ProblemCode.BAD_USER_INPUT, `${path}.id`, expected, id)];
}

const REFERENCES = new Map(
  [...FACT_SHAPES.values()].map(({ shape }) => {
    const names = Object.keys(shape).filter((name) => name !== 'id' && isId(shape[name as 'fact']));
    return [shape.fact.value, names] as const;
  }),
);

function isId(shape: Parameters<typeof typesOfId>[0] & { unwrap?: () => unknown }): boolean {
  return typesOfId(shape) !== undefined || (typeof shape.unwrap === 'function' && isId(shape.unwrap() as typeof shape));
}

/** The ids of what a fact is about, each with its place in the input. */
export const referencesOf = ({ path, kind, fact }: StatedFact): { path: string; id: string }[] =>
  REFERENCES.get(kind)!.flatMap((name) => {
    const id = (fact as unknown as Record<string, string | undefined>)[name];
    return id === undefined ? [] : [{ path: `${path}.${name}`, id }];
  });

/** One source cannot say two things of one; saying a thing twice is saying it once. */
function contradictions(facts: readonly StatedFact[]): Problem[] {
  const said = new Map<string, StatedFact>();
  return facts.flatMap((stated) => {
    const { fact, claims, path } = stated;
    for (const key of [claims[0]!.id, 'id' in fact ? fact.id : claims[0]!.id]) {
      const earlier = said.get(key) ?? stated;
      said.set(key, earlier);
      if (JSON.stringify(earlier.fact) === JSON.stringify(fact)) continue;
      return [problem(ProblemCode.CONFLICT, path, `the same as in ${earlier.path}, which is about the same thing`, fact)];
    }
    return [];
  });
}

/** Which kind of fact a claim in the graph is. */
export function kindOfClaim(type: string, from: string): FactKind {
  if (type === 'ATTESTED_BY') return from.slice(0, from.indexOf(':')) as FactKind;
  return (Object.keys(TYPE_BY_FACT) as FactKind[]).find((kind) => TYPE_BY_FACT[kind] === type)!;
}

/** What the key of an edit stands for: sent again, the same gives the same. */
export const digestOf = (mutation: string, input: object): string =>
  createHash('sha256')
    .update(JSON.stringify([mutation, sorted(plain(input))]))
    .digest('hex');

/** Input without what is null, which means the same as being left out, and with values as the graph keeps them. */
function plain(value: object): object {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined && item !== null);
  return Object.fromEntries(entries.map(([name, item]) => [name, plainValue(item)]));
}

function plainValue(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (value instanceof URL) return value.href;
  if (Array.isArray(value)) return value.map(plainValue);
  return typeof value === 'object' && value !== null ? plain(value) : value;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, item]) => [name, sorted(item)])); // prettier-ignore
}

interface Issue {
  path: PropertyKey[];
  message: string;
}

/** Of each place the first issue: what is empty need not be told that it is also no name. */
function problemsOf({ issues }: { issues: Issue[] }, path: string, input: object): Problem[] {
  const problems = new Map<string, Problem>();
  for (const issue of issues) {
    const place = issue.path.reduce((text: string, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}.${String(key)}`), path);
    const received = issue.path.reduce((value: unknown, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], input);
    if (!problems.has(place)) problems.set(place, problem(ProblemCode.BAD_USER_INPUT, place, issue.message, received));
  }
  return [...problems.values()];
}
