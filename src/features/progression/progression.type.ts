import { Field, Int, ObjectType } from 'type-graphql';
import { RoleLink } from '../role/role-facts.type.js';
import { Role } from '../role/role.type.js';
import { FactClaim } from '../source/claim.type.js';
import { Source } from '../source/source.type.js';
import { ONE_PER_SOURCE, Sourced } from '../source/sourced.type.js';

@ObjectType({ implements: Sourced, description: 'A step up from one role to the next, as sources tell it.', simpleResolvers: true })
export class Progression extends Sourced {
  @Field(() => Role, { description: 'The lower rung.' })
  readonly from!: Role;

  @Field(() => Role, { description: 'The next rung.' })
  readonly to!: Role;

  @Field(() => [FactClaim], ONE_PER_SOURCE)
  override readonly claims!: FactClaim[];
}

@ObjectType({ description: 'One rung of a ladder; a fork has several roles on one.', simpleResolvers: true })
export class Rung {
  @Field(() => Int, { description: 'Counted from 1 at the bottom.' })
  readonly rank!: number;

  @Field(() => [RoleLink], {
    description: 'Its roles, by title. Their claims are those of the ladder’s sources: `wording` is the source’s own title.',
  })
  readonly roles!: RoleLink[];
}

@ObjectType({
  description:
    'The rungs of a career in order: as one source tells it, or, without a source, merged over all: by level rank (a role without a level has that of the rung before), then by longest path from the bottom; roles that sources put in opposite order share a rung.',
  simpleResolvers: true,
})
export class Ladder {
  @Field(() => Role, { description: 'The role that was asked for.' })
  readonly role!: Role;

  @Field(() => Source, { nullable: true, description: 'Null where it is merged over sources.' })
  readonly source!: Source | null;

  @Field(() => [Rung], { description: 'From the bottom up.' })
  readonly rungs!: Rung[];
}
