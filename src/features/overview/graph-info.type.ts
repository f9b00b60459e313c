import { Field, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../../graphql/scalars.js';

@ObjectType({ description: 'What is in the graph, and which state of it this is.', simpleResolvers: true })
export class GraphInfo {
  @Field(() => Int, { description: 'Rises with every change; 0 before the first.' })
  readonly revision!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When that revision was made; null before the first change.' })
  readonly changedAt!: string | null;
}
