import { Field, Int, ObjectType } from 'type-graphql';
import { Node } from '../../graphql/node.type.js';

@ObjectType({
  implements: Node,
  description:
    'A rung of a scale: `career-stage` (intern, entry, mid, senior, lead, principal, director, executive) or `job-zone` (O*NET 1 to 5).',
  simpleResolvers: true,
})
export class Level extends Node {
  @Field(() => String, { description: 'What it is called, e.g. Senior.' })
  readonly name!: string;

  @Field(() => String, { description: '`career-stage` or `job-zone`.' })
  readonly scale!: string;

  @Field(() => Int, { description: 'Its place on its scale, lowest first. Ranks of different scales do not compare.' })
  readonly rank!: number;
}
