import { type ClassType, Field, Float, ID, InputType, Int } from 'type-graphql';
import { z } from 'zod';
import { fact, source, typesOfId } from '../../../graph-seed/facts.js';
import { DateScalar, UrlScalar } from '../../graphql/scalars.js';
import { PayPeriod } from '../market/pay.type.js';
import { EducationLevel, GuidanceTopic, Necessity } from '../role/role-facts.type.js';
import { SkillKind } from '../skill/skill.type.js';
import { MappingKind } from '../source/mapping-kind.type.js';
import { AdjacencyKind } from '../transition/adjacency.type.js';

/**
 * The inputs are made of the shapes in graph-seed/facts.ts, by which imports are checked too: there is one vocabulary of
 * facts, and an input cannot drift from it.
 */
type Shape = Readonly<Record<string, z.ZodType>>;

const ENUMS = [AdjacencyKind, EducationLevel, GuidanceTopic, MappingKind, Necessity, PayPeriod, SkillKind];

/** The kinds of facts, by their names as fields of an input: `at-level` is `atLevel`. */
export const FACT_SHAPES = new Map(fact.options.map((option) => [fieldName(option.shape.fact.value), option]));

function fieldName(kind: string): string {
  return kind.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

const capitalised = (name: string): string => `${name[0]!.toUpperCase()}${name.slice(1)}`;

function inputType(name: string, description: string, shape: Shape): ClassType<object> {
  @InputType(name, { description })
  class Input {}
  for (const [field, zodType] of Object.entries(shape)) {
    const { type: fieldType, nullable } = fieldOf(zodType);
    Field(() => fieldType, { nullable, description: descriptionOf(zodType) })(Input.prototype, field);
  }
  return Input;
}

const unwrapped = (zodType: z.ZodType): z.ZodType =>
  zodType instanceof z.ZodOptional || zodType instanceof z.ZodDefault ? (zodType.unwrap() as z.ZodType) : zodType;

function descriptionOf(zodType: z.ZodType): string {
  const description = zodType.description ?? unwrapped(zodType).description ?? '';
  const types = typesOfId(unwrapped(zodType)) ?? [];
  return types.length > 1 ? `${description} An id of type ${types.join(' or ')}.` : description;
}

function fieldOf(zodType: z.ZodType): { type: ScalarOf; nullable: boolean } {
  const inner = unwrapped(zodType);
  const nullable = inner !== zodType;
  return inner instanceof z.ZodArray ? { type: [scalarOf(inner.element as z.ZodType)], nullable } : { type: scalarOf(inner), nullable };
}

type ScalarOf = ReturnType<typeof scalarOf> | [ReturnType<typeof scalarOf>];

function scalarOf(zodType: z.ZodType) {
  if (typesOfId(zodType) !== undefined) return ID;
  if (zodType instanceof z.ZodEnum) return enumOf(zodType.options);
  if (zodType instanceof z.ZodISODate) return DateScalar;
  if (zodType instanceof z.ZodURL) return UrlScalar;
  if (zodType instanceof z.ZodNumberFormat) return Int;
  if (zodType instanceof z.ZodNumber) return Float;
  if (zodType instanceof z.ZodBoolean) return Boolean;
  if (zodType instanceof z.ZodString) return String;
  throw new Error(`No GraphQL type for what zod calls ${zodType.def.type}.`);
}

function enumOf(values: readonly (string | number)[]): object {
  const found = ENUMS.find((candidate) => Object.values(candidate).sort().join() === [...values].sort().join());
  if (found === undefined) throw new Error(`No enum has the values ${values.join(', ')}.`);
  return found;
}

/** What the server says itself: which kind it is, and whose concept. */
const givenBy = (shape: Shape): Shape =>
  Object.fromEntries(
    Object.entries(shape).filter(([name, zodType]) => name !== 'fact' && !(name === 'scheme' && zodType instanceof z.ZodEnum)),
  );

@InputType({ description: 'One fact: exactly one of its fields is given, the kind of fact that it is.' })
export class FactInput {}

for (const [name, option] of FACT_SHAPES) {
  const type = inputType(`${capitalised(name)}FactInput`, option.description!, givenBy(option.shape));
  Field(() => type, { nullable: true, description: option.description! })(FactInput.prototype, name);
}

const { sourceKind: _, ...sourceShape } = source.shape;
export const SourceInput = inputType('SourceInput', 'A curators’ source: who says something, and on what grounds.', {
  ...sourceShape,
  id: sourceShape.id.describe('`source:curated/` and lower-case words joined by hyphens, such as `source:curated/editors`.'),
});
export type SourceInput = z.input<typeof source>;
