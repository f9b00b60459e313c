import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { recommend } from '../../career-map/recommendations.js';
import type { Context } from '../../context.js';
import type { PromiseOrValue } from '../../graphql/batching.js';
import { After, comesAfter, type Connection, First, pageRequest, toConnection } from '../../graphql/pagination.js';
import { Role } from '../role/role.type.js';
import type { SkillNameMatch } from '../search/search.type.js';
import { Skill } from '../skill/skill.type.js';
import { sourcesOf } from '../source/claim-sources.js';
import { EffortWeights } from './effort.type.js';
import { rolesNamed, toRecommendation } from './move.mapper.js';
import { RecommendationFilter } from './path.args.js';
import { checkWithin, familiesOf, schemesOf, weightsOf } from './path.rules.js';
import { ProfileInput } from './profile.args.js';
import { readProfile } from './profile.rules.js';
import { Reason, Recommendation, RecommendationConnection } from './recommendation.type.js';
import { SkillGap } from './skill-gap.type.js';

@Resolver(() => Recommendation)
export class RecommendationResolver {
  @Query(() => RecommendationConnection, {
    complexity: 300,
    description:
      'Roles that one credible move leads to, from any of the current roles or from the skills alone; best score first, then by id. From skills alone a role is credible that is open to beginners, as far as is known, and of whose needs a twentieth is owned.',
  })
  async recommendTransitions(
    @Ctx() context: Context,
    @Arg('from', () => ProfileInput, { description: 'Who is moving.' }) from: ProfileInput,
    @Arg('filter', () => RecommendationFilter, { nullable: true, description: 'What narrows the list.' })
    filter: RecommendationFilter | null | undefined,
    @Arg('weights', () => EffortWeights, { nullable: true, description: 'How much each part of effort counts.' })
    weights: EffortWeights | null | undefined,
    @First(10) first: number | null,
    @After() after?: string | null,
  ): Promise<Connection<{ node: Recommendation }> & { unrecognised: SkillNameMatch[] }> {
    const page = pageRequest(first, after, 10);
    const { map, profile, unrecognised } = await readProfile(context, from);
    const { kinds, evidence, minPayRatio, families, schemes, maxEffort } = filter ?? {};
    checkWithin('filter.minPayRatio', minPayRatio, 0, 100);
    checkWithin('filter.maxEffort', maxEffort, 0, 1);
    const narrowing = {
      kinds: kinds ?? [],
      evidence: evidence ?? null,
      minPayRatio: minPayRatio ?? null,
      families: familiesOf(map, 'filter.families', families),
      schemes: schemesOf(schemes),
      maxEffort: maxEffort ?? null,
    };
    const journey = { map, profile, unrecognised, roleOf: rolesNamed(map, from.currentRoles ?? [], narrowing.schemes) };
    const all = recommend(map, profile, narrowing, weightsOf(weights)).map((recommendation) => ({
      place: [-recommendation.score, journey.roleOf(recommendation.to)],
      recommendation,
    }));
    const rows = all.filter(({ place }) => page.after === null || comesAfter(place, page.after)).slice(0, page.take);
    const nodes = rows.map(({ place, recommendation }) => ({ place, node: toRecommendation(journey, recommendation) }));
    return Object.assign(toConnection({ total: all.length, rows: nodes }, page), { unrecognised });
  }

  @FieldResolver(() => Role, { nullable: true, description: 'Of the current roles, the one it is reached from; null from skills alone.' })
  from(@Root() { fromId }: Recommendation, @Ctx() { loaders }: Context): PromiseOrValue<Role | null> | null {
    return fromId === null ? null : loaders.role.byId.load(fromId);
  }

  @FieldResolver(() => Role, { description: 'The role that can be entered.' })
  role(@Root() { roleId }: Recommendation, @Ctx() { loaders }: Context): PromiseOrValue<Role | null> {
    return loaders.role.byId.load(roleId);
  }

  @FieldResolver(() => SkillGap, { description: 'What is owned and what is lacking of what it needs.' })
  skillGap(@Root() { gap }: Recommendation): SkillGap {
    return gap();
  }

  @FieldResolver(() => [Reason], { description: 'Most telling first.' })
  async reasons(@Root() { claims, why }: Recommendation, @Ctx() { loaders }: Context): Promise<readonly Reason[]> {
    const sources = await sourcesOf(claims, loaders);
    const names = new Map(sources.flatMap((source) => (source === null ? [] : [[source.id, source.name] as const])));
    return why((id) => names.get(id) ?? id);
  }
}

@Resolver(() => Reason)
export class ReasonResolver {
  @FieldResolver(() => [Skill], { description: 'The skills that it speaks of, if any.' })
  skills(@Root() { skillIds }: Reason, @Ctx() { loaders }: Context): PromiseOrValue<(Skill | null)[]> {
    return loaders.skill.byId.loadMany(skillIds);
  }
}
