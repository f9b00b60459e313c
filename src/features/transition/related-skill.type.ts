import { Field, Float, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A skill that can stand in for another, and how closely.', simpleResolvers: true })
export class RelatedSkill {
  readonly skillId!: string;

  @Field(() => Float, { description: '0 to 1: how much of the one the other brings. docs/methods.md has the formula.' })
  readonly relatedness!: number;
}
