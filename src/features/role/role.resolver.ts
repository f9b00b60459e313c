import { Arg, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.js';
import { loadSelected } from '../../graphql/ask-ahead.js';
import { type PromiseOrValue, whenLoaded } from '../../graphql/batching.js';
import { nameKey } from '../../graph/names.js';
import { exactlyOne } from '../../graphql/errors.js';
import { loadConnection } from '../../graphql/graph-loaders.js';
import { After, type Connection, First, pageRequest, toConnection } from '../../graphql/pagination.js';
import type { ResolveInfo } from '../../graphql/selection.js';
import { Level } from '../level/level.type.js';
import { SkillLink } from '../skill/skill.type.js';
import { FactClaim } from '../source/claim.type.js';
import { Source } from '../source/source.type.js';
import { Guidance } from './guidance.type.js';
import { ExternalIdInput, RoleFilter, RoleOrder } from './role.args.js';
import { experienceRanges, prevailingLevel } from './role.rules.js';
import {
  type AlternativeTitle,
  AlternativeTitleConnection,
  EducationExpectation,
  EquivalentRole,
  ExperienceRange,
  ExternalId,
  GuidanceTopic,
  LevelFact,
  type Responsibility,
  ResponsibilityConnection,
  RoleLink,
  RoleLinkConnection,
  TextFact,
} from './role-facts.type.js';
import { FamilyLink } from './role-family.type.js';
import { Role, RoleConnection } from './role.type.js';

@Resolver(() => Role)
export class RoleResolver {
  @Query(() => Role, {
    nullable: true,
    description:
      'Exactly one of the three. Alternative titles are understood, however they are spelled. Of several roles with a title or a code: main title before alternative, then guide, O*NET, ESCO, curated, then id. Null where there is none.',
  })
  role(
    @Ctx() context: Context,
    @Info() info: ResolveInfo,
    @Arg('id', () => ID, { nullable: true, description: 'E.g. `role:machine-learning-engineer`.' }) id?: string | null,
    @Arg('title', () => String, { nullable: true, description: 'A main or alternative title.' }) title?: string | null,
    @Arg('externalId', () => ExternalIdInput, { nullable: true, description: 'A publisher’s code.' }) externalId?: ExternalIdInput | null,
  ): PromiseOrValue<Role | null> {
    exactlyOne({ id, title, externalId });
    const { role } = context.loaders;
    const { selection } = info;
    if (typeof id === 'string') return loadSelected(role.byId, { id, typeName: 'Role' }, context, info);
    if (typeof title === 'string') {
      const key = nameKey(title);
      const titled = role.byTitleKey.only(selection).load(key);
      return whenLoaded(titled, (found) => found ?? role.byAlternativeTitleKey.only(selection).load(key));
    }
    return role.byExternalId.only(selection).load(`external:${externalId!.scheme}/${externalId!.value}`);
  }

  @Query(() => RoleConnection, { description: 'Roles that pass the filter.' })
  async roles(
    @Ctx() { roles }: Context,
    @Arg('filter', () => RoleFilter, { nullable: true, description: 'Which ones; all active ones when left out.' })
    filter: RoleFilter | null | undefined,
    @Arg('orderBy', () => RoleOrder, { nullable: true, defaultValue: RoleOrder.TITLE, description: 'In which order.' })
    orderBy: RoleOrder | null,
    @First(20) first: number | null,
    @After() after?: string | null,
  ): Promise<Connection<{ node: Role }>> {
    const page = pageRequest(first, after, 20);
    return toConnection(await roles.page(filter ?? {}, orderBy ?? RoleOrder.TITLE, page), page);
  }

  @FieldResolver(() => Role, {
    nullable: true,
    description: 'The role that took the place of a retired one, where its publisher names it.',
  })
  replacedBy(@Root() { id }: Role, @Ctx() { loaders }: Context): PromiseOrValue<Role | null> {
    return loaders.role.successor.load(id);
  }

  @FieldResolver(() => AlternativeTitleConnection, { description: 'Other titles, and sources’ own wordings of the main one.' })
  alternativeTitles(
    @Root() { id }: Role,
    @Ctx() { loaders }: Context,
    @Info() { selection }: ResolveInfo,
    @First(50) first: number | null,
    @After() after?: string | null,
  ): PromiseOrValue<Connection<{ node: AlternativeTitle }>> {
    return loadConnection(loaders.role.titles, id, { first, after, pageSize: 50, selection });
  }

  @FieldResolver(() => [ExternalId], { description: 'Codes in publishers’ schemes, by scheme.' })
  externalIds(@Root() { id }: Role, @Ctx() { loaders }: Context): PromiseOrValue<ExternalId[]> {
    return loaders.role.externalIds.load(id);
  }

  @FieldResolver(() => [FamilyLink], { description: 'The groups of roles that it is in.' })
  families(@Root() { id }: Role, @Ctx() { loaders }: Context): PromiseOrValue<FamilyLink[]> {
    return loaders.role.families.load(id);
  }

  @FieldResolver(() => [RoleLink], { description: 'Roles of which this is a kind.' })
  broader(@Root() { id }: Role, @Ctx() { loaders }: Context): PromiseOrValue<RoleLink[]> {
    return loaders.role.broader.load(id);
  }

  @FieldResolver(() => RoleLinkConnection, { description: 'Roles that are kinds of this one.' })
  narrower(
    @Root() { id }: Role,
    @Ctx() { loaders }: Context,
    @Info() { selection }: ResolveInfo,
    @First(50) first: number | null,
    @After() after?: string | null,
  ): PromiseOrValue<Connection<{ node: RoleLink }>> {
    return loadConnection(loaders.role.narrower, id, { first, after, pageSize: 50, selection });
  }

  @FieldResolver(() => Level, {
    nullable: true,
    description: 'The `career-stage` level that most claims agree on, the lower one on a tie. All claims, of all scales, are in `levels`.',
  })
  level(@Root() { id }: Role, @Ctx() { loaders }: Context): PromiseOrValue<Level | null> {
    return whenLoaded(loaders.role.levels.load(id), prevailingLevel);
  }

  @FieldResolver(() => [LevelFact], { description: 'Every level at which a source places it, by scale and rank.' })
  levels(@Root() { id }: Role, @Ctx() { loaders }: Context): PromiseOrValue<LevelFact[]> {
    return loaders.role.levels.load(id);
  }

  @FieldResolver(() => [ExperienceRange], {
    description: 'Years of experience that go with the role, least first; sources that disagree stand side by side.',
  })
  experience(@Root() { id }: Role, @Ctx() { loaders }: Context): PromiseOrValue<ExperienceRange[]> {
    return whenLoaded(loaders.role.levels.load(id), experienceRanges);
  }

  @FieldResolver(() => ResponsibilityConnection, {
    description: 'What people in the role do: of the role as a whole first, then stage by stage.',
  })
  responsibilities(
    @Root() { id }: Role,
    @Ctx() { loaders }: Context,
    @Info() { selection }: ResolveInfo,
    @First(100) first: number | null,
    @After() after?: string | null,
  ): PromiseOrValue<Connection<{ node: Responsibility }>> {
    return loadConnection(loaders.role.responsibilities, id, { first, after, pageSize: 100, selection });
  }

  @FieldResolver(() => [EducationExpectation], { description: 'Essential expectations first; sources that disagree stand side by side.' })
  education(@Root() { id }: Role, @Ctx() { loaders }: Context): PromiseOrValue<EducationExpectation[]> {
    return loaders.role.education.load(id);
  }

  @FieldResolver(() => [TextFact], { description: 'Where and how the work is done: on site, remote, across time zones.' })
  workArrangements(@Root() { id }: Role, @Ctx() { loaders }: Context): PromiseOrValue<TextFact[]> {
    return loaders.role.workArrangements.load(id);
  }

  @FieldResolver(() => [Guidance], { description: 'Advice, by topic and career stage.' })
  guidance(
    @Root() { id }: Role,
    @Ctx() { loaders }: Context,
    @Arg('topic', () => GuidanceTopic, { nullable: true, description: 'Only about this.' }) topic?: GuidanceTopic | null,
  ): PromiseOrValue<Guidance[]> {
    return whenLoaded(loaders.role.guidance.load(id), (all) => (topic ? all.filter((guidance) => guidance.topic === topic) : all));
  }

  @FieldResolver(() => [EquivalentRole], {
    description:
      'Its counterparts in other taxonomies: by crosswalks, and by names in common, which are our own claim (`source:careergraph-names`).',
  })
  sameAs(@Root() { id }: Role, @Ctx() { loaders }: Context): PromiseOrValue<EquivalentRole[]> {
    return loaders.role.equivalents.load(id);
  }

  @FieldResolver(() => [FactClaim], { description: 'Who speaks of this role; `wording` is a source’s own title for it.' })
  claims(@Root() { id }: Role, @Ctx() { loaders }: Context): PromiseOrValue<FactClaim[]> {
    return loaders.role.claims.load(id);
  }

  @FieldResolver(() => [Source], { description: 'Those of `claims`, each once.' })
  sources(@Root() { id }: Role, @Ctx() { loaders }: Context, @Info() { selection }: ResolveInfo): PromiseOrValue<Source[]> {
    return loaders.role.sources.only(selection).load(id);
  }

  @FieldResolver(() => [Source], { description: 'Every source behind any fact of this role: what to credit where the role is shown.' })
  async attributions(@Root() { id }: Role, @Ctx() { loaders }: Context): Promise<(Source | null)[]> {
    const [own, estimates] = await Promise.all([loaders.role.attributions.load(id), loaders.market.estimates.load(id)]);
    const ofPay = estimates.flatMap(({ claims }) => claims.map(({ sourceId }) => sourceId)); // a rung's may be its career's
    return loaders.source.byId.loadMany([...new Set([...own, ...ofPay])].sort());
  }
}

@Resolver(() => Guidance)
export class GuidanceResolver {
  @FieldResolver(() => [SkillLink], { description: 'Skills, tools and platforms that the points speak of.' })
  skills(@Root() { id }: Guidance, @Ctx() { loaders }: Context): PromiseOrValue<SkillLink[]> {
    return loaders.role.guidanceSkills.load(id);
  }
}
