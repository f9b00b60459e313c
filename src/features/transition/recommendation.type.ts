import { Field, Float, Int, ObjectType, Root } from 'type-graphql';
import { cursorOf, PageInfo, type Place } from '../../graphql/pagination.js';
import { SkillNameMatch } from '../search/search.type.js';
import { FactClaim } from '../source/claim.type.js';
import { ONE_PER_SOURCE, Sourced } from '../source/sourced.type.js';
import { EvidenceKind } from './adjacency.type.js';
import { Effort } from './effort.type.js';
import { MoveKind, PayChange } from './move.type.js';
import type { SkillGap } from './skill-gap.type.js';

@ObjectType({ description: 'One reason, in plain words built from the data.', simpleResolvers: true })
export class Reason {
  readonly skillIds!: readonly string[];

  @Field(() => String, { description: 'A sentence.' })
  readonly text!: string;
}

@ObjectType({ implements: Sourced, description: 'A role that can be entered from here, and why.', simpleResolvers: true })
export class Recommendation extends Sourced {
  readonly fromId!: string | null;
  readonly roleId!: string;
  /** Made when they are asked for. */
  readonly gap!: () => SkillGap;
  readonly why!: (sourceName: (id: string) => string) => readonly Reason[];

  @Field(() => MoveKind, { description: 'What sort of move it is.' })
  readonly kind!: MoveKind;

  @Field(() => Float, {
    description: '0 to 1: 1 less the total effort; a tenth less of that where no source documents the move.',
  })
  readonly score!: number;

  @Field(() => Effort, { description: 'What it costs.' })
  readonly effort!: Effort;

  @Field(() => EvidenceKind, { description: 'Whether a source says that one leads to the other, or the model does.' })
  readonly evidence!: EvidenceKind;

  @Field(() => PayChange, { nullable: true, description: 'Null where either pay is not known in one currency.' })
  readonly payChange!: PayChange | null;

  @Field(() => [FactClaim], { description: `${ONE_PER_SOURCE.description} Empty where it is inferred.` })
  override readonly claims!: FactClaim[];
}

@ObjectType({ description: 'One of the recommended roles, and its place in the list.', simpleResolvers: true })
export class RecommendationEdge {
  @Field(() => String, { description: 'Pass it as `after` to go on from here.' })
  cursor(@Root() edge: { place: Place }): string {
    return cursorOf(edge);
  }

  @Field(() => Recommendation, { description: 'What stands there.' })
  readonly node!: Recommendation;
}

@ObjectType({ description: 'A page of recommended roles.', simpleResolvers: true })
export class RecommendationConnection {
  @Field(() => [RecommendationEdge], { description: 'The page’s rows, each with its place.' })
  readonly edges!: readonly RecommendationEdge[];

  @Field(() => [Recommendation], { description: 'The edges’ nodes, for those who need no cursors.' })
  readonly nodes!: readonly Recommendation[];

  @Field(() => PageInfo, { description: 'Whether there is more, and how to go on.' })
  readonly pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are on all pages.' })
  readonly totalCount!: number;

  @Field(() => [SkillNameMatch], { description: 'Names in the profile that match no skill, with suggestions.' })
  readonly unrecognised!: readonly SkillNameMatch[];
}
