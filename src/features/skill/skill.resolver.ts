import { Arg, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.js';
import { loadSelected } from '../../graphql/ask-ahead.js';
import type { PromiseOrValue } from '../../graphql/batching.js';
import { nameKey } from '../../graph/names.js';
import { exactlyOne } from '../../graphql/errors.js';
import { loadConnection } from '../../graphql/graph-loaders.js';
import { After, type Connection, First, pageRequest, toConnection } from '../../graphql/pagination.js';
import type { ResolveInfo } from '../../graphql/selection.js';
import { CertificationLink } from '../certification/certification.type.js';
import { type AlternativeTitle, AlternativeTitleConnection, ExternalId, Necessity } from '../role/role-facts.type.js';
import { inGraph, type Role, RoleScheme } from '../role/role.type.js';
import { FactClaim } from '../source/claim.type.js';
import { Source } from '../source/source.type.js';
import { type Requirement, SkillRoleConnection } from './requirement.type.js';
import { SkillFilter } from './skill.args.js';
import { EquivalentSkill, Skill, SkillConnection, SkillLink, SkillLinkConnection } from './skill.type.js';

@Resolver(() => Skill)
export class SkillResolver {
  @Query(() => Skill, {
    nullable: true,
    description:
      'Exactly one of the two. Aliases are understood, however they are spelled; of several skills with a name the one that most roles need. Null where there is none.',
  })
  skill(
    @Ctx() context: Context,
    @Info() info: ResolveInfo,
    @Arg('id', () => ID, { nullable: true, description: 'E.g. `skill:python`.' }) id?: string | null,
    @Arg('name', () => String, { nullable: true, description: 'A name or an alias.' }) name?: string | null,
  ): PromiseOrValue<Skill | null> {
    exactlyOne({ id, name });
    const { skill } = context.loaders;
    if (typeof id !== 'string') return skill.byNameKey.only(info.selection).load(nameKey(name!));
    return loadSelected(skill.byId, { id, typeName: 'Skill' }, context, info);
  }

  @Query(() => SkillConnection, { description: 'Skills that pass the filter, by name.' })
  async skills(
    @Ctx() { skills }: Context,
    @Arg('filter', () => SkillFilter, { nullable: true, description: 'Which ones; all active ones when left out.' })
    filter: SkillFilter | null | undefined,
    @First(20) first: number | null,
    @After() after?: string | null,
  ): Promise<Connection<{ node: Skill }>> {
    const page = pageRequest(first, after, 20);
    return toConnection(await skills.page(filter ?? {}, page), page);
  }

  @FieldResolver(() => Skill, {
    nullable: true,
    description: 'The skill that took the place of a retired one, where its publisher names it.',
  })
  replacedBy(@Root() { id }: Skill, @Ctx() { loaders }: Context): PromiseOrValue<Skill | null> {
    return loaders.skill.successor.load(id);
  }

  @FieldResolver(() => AlternativeTitleConnection, { description: 'Other names, and sources’ own wordings of its name.' })
  aliases(
    @Root() { id }: Skill,
    @Ctx() { loaders }: Context,
    @Info() { selection }: ResolveInfo,
    @First(50) first: number | null,
    @After() after?: string | null,
  ): PromiseOrValue<Connection<{ node: AlternativeTitle }>> {
    return loadConnection(loaders.skill.aliases, id, { first, after, pageSize: 50, selection });
  }

  @FieldResolver(() => [ExternalId], { description: 'Codes in publishers’ schemes, by scheme.' })
  externalIds(@Root() { id }: Skill, @Ctx() { loaders }: Context): PromiseOrValue<ExternalId[]> {
    return loaders.skill.externalIds.load(id);
  }

  @FieldResolver(() => [SkillLink], { description: 'Skills of which this is a kind or a part.' })
  broader(@Root() { id }: Skill, @Ctx() { loaders }: Context): PromiseOrValue<SkillLink[]> {
    return loaders.skill.broader.load(id);
  }

  @FieldResolver(() => SkillLinkConnection, { description: 'Skills that are kinds or parts of this one.' })
  narrower(
    @Root() { id }: Skill,
    @Ctx() { loaders }: Context,
    @Info() { selection }: ResolveInfo,
    @First(50) first: number | null,
    @After() after?: string | null,
  ): PromiseOrValue<Connection<{ node: SkillLink }>> {
    return loadConnection(loaders.skill.narrower, id, { first, after, pageSize: 50, selection });
  }

  @FieldResolver(() => [EquivalentSkill], {
    description: 'The same skill in other taxonomies, by names in common, which are our own claim (`source:careergraph-names`).',
  })
  sameAs(@Root() { id }: Skill, @Ctx() { loaders }: Context): PromiseOrValue<EquivalentSkill[]> {
    return loaders.skill.equivalents.load(id);
  }

  @FieldResolver(() => SkillRoleConnection, {
    description: 'Roles that need it: where it matters most first; unrated ones follow, essential before the rest.',
  })
  roles(
    @Root() { id }: Skill,
    @Ctx() { loaders }: Context,
    @Info() { selection }: ResolveInfo,
    @Arg('necessity', () => Necessity, { nullable: true, description: 'Only where it is this, all claims considered.' })
    necessity: Necessity | null | undefined,
    @Arg('schemes', () => [RoleScheme], { nullable: true, description: 'Only roles defined by any of these.' })
    schemes: RoleScheme[] | null | undefined,
    @First(20) first: number | null,
    @After() after?: string | null,
  ): PromiseOrValue<Connection<Requirement<Role>>> {
    const filter = { necessity: necessity ?? null, schemes: inGraph(schemes) };
    return loadConnection(loaders.skill.roles, id, { first, after, pageSize: 20, selection }, filter);
  }

  @FieldResolver(() => [CertificationLink], { description: 'Certifications that validate it, by name.' })
  certifications(@Root() { id, certifications }: Skill, @Ctx() { loaders }: Context): PromiseOrValue<CertificationLink[]> {
    return certifications ?? loaders.skill.certifications.load(id);
  }

  @FieldResolver(() => [FactClaim], { description: 'Who speaks of this skill; `wording` is a source’s own name for it.' })
  claims(@Root() { id }: Skill, @Ctx() { loaders }: Context): PromiseOrValue<FactClaim[]> {
    return loaders.skill.claims.load(id);
  }

  @FieldResolver(() => [Source], { description: 'Those of `claims`, each once.' })
  sources(@Root() { id }: Skill, @Ctx() { loaders }: Context, @Info() { selection }: ResolveInfo): PromiseOrValue<Source[]> {
    return loaders.skill.sources.only(selection).load(id);
  }
}
