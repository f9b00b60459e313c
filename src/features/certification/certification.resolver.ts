import { Arg, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.js';
import { loadSelected } from '../../graphql/ask-ahead.js';
import type { PromiseOrValue } from '../../graphql/batching.js';
import { nameKey } from '../../graph/names.js';
import { exactlyOne } from '../../graphql/errors.js';
import { loadConnection } from '../../graphql/graph-loaders.js';
import { After, type Connection, First, pageRequest, toConnection } from '../../graphql/pagination.js';
import type { ResolveInfo } from '../../graphql/selection.js';
import { type AlternativeTitle, AlternativeTitleConnection, type RoleLink, RoleLinkConnection } from '../role/role-facts.type.js';
import { Role } from '../role/role.type.js';
import { SkillLink } from '../skill/skill.type.js';
import { FactClaim } from '../source/claim.type.js';
import { Source } from '../source/source.type.js';
import { Certification, CertificationConnection, CertificationLink } from './certification.type.js';

@Resolver(() => Certification)
export class CertificationResolver {
  @Query(() => Certification, {
    nullable: true,
    description: 'Exactly one of the two. Aliases are understood, however they are spelled. Null where there is none.',
  })
  certification(
    @Ctx() context: Context,
    @Info() info: ResolveInfo,
    @Arg('id', () => ID, { nullable: true, description: 'E.g. `certification:deep-learning-specialization`.' }) id?: string | null,
    @Arg('name', () => String, { nullable: true, description: 'A name or an alias.' }) name?: string | null,
  ): PromiseOrValue<Certification | null> {
    exactlyOne({ id, name });
    const { certification } = context.loaders;
    if (typeof id !== 'string') return certification.byNameKey.only(info.selection).load(nameKey(name!));
    return loadSelected(certification.byId, { id, typeName: 'Certification' }, context, info);
  }

  @Query(() => CertificationConnection, { description: 'All of them, by name.' })
  async certifications(
    @Ctx() { certifications }: Context,
    @First(20) first: number | null,
    @After() after?: string | null,
  ): Promise<Connection<{ node: Certification }>> {
    const page = pageRequest(first, after, 20);
    return toConnection(await certifications.page(page), page);
  }

  @FieldResolver(() => Certification, {
    nullable: true,
    description: 'The one that took the place of a retired one, where its publisher names it.',
  })
  replacedBy(@Root() { id }: Certification, @Ctx() { loaders }: Context): PromiseOrValue<Certification | null> {
    return loaders.certification.successor.load(id);
  }

  @FieldResolver(() => AlternativeTitleConnection, { description: 'Other names, and sources’ own wordings of its name.' })
  aliases(
    @Root() { id }: Certification,
    @Ctx() { loaders }: Context,
    @Info() { selection }: ResolveInfo,
    @First(50) first: number | null,
    @After() after?: string | null,
  ): PromiseOrValue<Connection<{ node: AlternativeTitle }>> {
    return loadConnection(loaders.certification.aliases, id, { first, after, pageSize: 50, selection });
  }

  @FieldResolver(() => [SkillLink], {
    description: 'The skills that holding it validates, by name; only what a source or its own name says.',
  })
  validates(@Root() { id }: Certification, @Ctx() { loaders }: Context): PromiseOrValue<SkillLink[]> {
    return loaders.certification.validatedSkills.load(id);
  }

  @FieldResolver(() => RoleLinkConnection, { description: 'Roles for which sources recommend it, by title.' })
  recommendedFor(
    @Root() { id }: Certification,
    @Ctx() { loaders }: Context,
    @Info() { selection }: ResolveInfo,
    @First(50) first: number | null,
    @After() after?: string | null,
  ): PromiseOrValue<Connection<{ node: RoleLink }>> {
    return loadConnection(loaders.certification.recommendedFor, id, { first, after, pageSize: 50, selection });
  }

  @FieldResolver(() => [FactClaim], { description: 'Who speaks of this certification; `wording` is a source’s own name for it.' })
  claims(@Root() { id }: Certification, @Ctx() { loaders }: Context): PromiseOrValue<FactClaim[]> {
    return loaders.certification.claims.load(id);
  }

  @FieldResolver(() => [Source], { description: 'Those of `claims`, each once.' })
  sources(@Root() { id }: Certification, @Ctx() { loaders }: Context, @Info() { selection }: ResolveInfo): PromiseOrValue<Source[]> {
    return loaders.certification.sources.only(selection).load(id);
  }
}

@Resolver(() => Role)
export class RoleCertificationsResolver {
  @FieldResolver(() => [CertificationLink], { description: 'Certifications that sources recommend for it, those that most name first.' })
  certifications(@Root() { id }: Role, @Ctx() { loaders }: Context): PromiseOrValue<CertificationLink[]> {
    return loaders.certification.ofRole.load(id);
  }
}
