import { Arg, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.js';
import type { PromiseOrValue } from '../../graphql/batching.js';
import { loadConnection } from '../../graphql/graph-loaders.js';
import { After, type Connection, First, pageRequest, toConnection } from '../../graphql/pagination.js';
import { ReadsOfRoot, type ResolveInfo } from '../../graphql/selection.js';
import { ExperienceRange, type RoleLink, RoleLinkConnection } from '../role/role-facts.type.js';
import { Role } from '../role/role.type.js';
import { Employer, EmployerConnection, EmployerLink } from './employer.type.js';
import { Industry, IndustryConnection, IndustryLink } from './industry.type.js';
import { type Estimate, experienceOf, summarise } from './pay.rules.js';
import { Outlook, SalaryEstimate, SalarySummary } from './pay.type.js';

@Resolver(() => Role)
export class RoleMarketResolver {
  @FieldResolver(() => [SalaryEstimate], {
    description:
      'Claims about pay, by source and level. A rung without pay of its own, such as Senior Machine Learning Engineer, has what sources say of its career’s pay at that level.',
  })
  salaries(@Root() { id }: Role, @Ctx() { loaders }: Context, @Info() { selection }: ResolveInfo): PromiseOrValue<Estimate[]> {
    return loaders.market.estimates.only(selection).load(id);
  }

  @FieldResolver(() => SalarySummary, {
    nullable: true,
    description:
      'The claims of pay drawn together for one currency; estimates that name no country count for every country. Always a year’s pay: an hour is 2,080 to the year, a month 12. Null where no estimate counts.',
  })
  async salarySummary(
    @Root() { id }: Role,
    @Ctx() { loaders }: Context,
    @Arg('currency', () => String, { nullable: true, defaultValue: 'USD', description: 'ISO 4217 code.' }) currency: string | null,
    @Arg('country', () => String, { nullable: true, defaultValue: 'US', description: 'ISO 3166 code.' }) country: string | null,
  ): Promise<SalarySummary | null> {
    return summarise(await loaders.market.estimates.load(id), currency ?? 'USD', country ?? 'US');
  }

  @FieldResolver(() => [Outlook], { description: 'How the career is said to grow, by source.' })
  outlook(@Root() { id }: Role, @Ctx() { loaders }: Context): PromiseOrValue<Outlook[]> {
    return loaders.market.outlooks.load(id);
  }

  @FieldResolver(() => [IndustryLink], { description: 'Where the role is found, by name.' })
  industries(@Root() { id }: Role, @Ctx() { loaders }: Context): PromiseOrValue<IndustryLink[]> {
    return loaders.market.industries.load(id);
  }

  @FieldResolver(() => [EmployerLink], { description: 'Companies that are named as hiring for it, by name.' })
  employers(@Root() { id }: Role, @Ctx() { loaders }: Context): PromiseOrValue<EmployerLink[]> {
    return loaders.market.employers.load(id);
  }
}

@Resolver(() => SalaryEstimate)
export class SalaryEstimateResolver {
  @FieldResolver(() => ExperienceRange, { nullable: true, description: 'The years of experience that the source pairs it with.' })
  @ReadsOfRoot(({ claims = {} }) => ({ minYears: {}, maxYears: {}, label: {}, claims }))
  experience(@Root() estimate: Estimate): ExperienceRange | null {
    return experienceOf(estimate);
  }
}

@Resolver(() => Industry)
export class IndustryResolver {
  @Query(() => IndustryConnection, { description: 'All of them, by name.' })
  async industries(
    @Ctx() { market }: Context,
    @First(50) first: number | null,
    @After() after?: string | null,
  ): Promise<Connection<{ node: Industry }>> {
    const page = pageRequest(first, after, 50);
    return toConnection(await market.industries(page), page);
  }

  @FieldResolver(() => RoleLinkConnection, { description: 'Roles that sources find there, by title.' })
  roles(
    @Root() { id }: Industry,
    @Ctx() { loaders }: Context,
    @Info() { selection }: ResolveInfo,
    @First(20) first: number | null,
    @After() after?: string | null,
  ): PromiseOrValue<Connection<{ node: RoleLink }>> {
    return loadConnection(loaders.market.industryRoles, id, { first, after, pageSize: 20, selection });
  }
}

@Resolver(() => Employer)
export class EmployerResolver {
  @Query(() => EmployerConnection, { description: 'All of them, by name.' })
  async employers(
    @Ctx() { market }: Context,
    @First(50) first: number | null,
    @After() after?: string | null,
  ): Promise<Connection<{ node: Employer }>> {
    const page = pageRequest(first, after, 50);
    return toConnection(await market.employers(page), page);
  }

  @FieldResolver(() => RoleLinkConnection, { description: 'Roles for which sources name it as hiring, by title.' })
  roles(
    @Root() { id }: Employer,
    @Ctx() { loaders }: Context,
    @Info() { selection }: ResolveInfo,
    @First(20) first: number | null,
    @After() after?: string | null,
  ): PromiseOrValue<Connection<{ node: RoleLink }>> {
    return loadConnection(loaders.market.employerRoles, id, { first, after, pageSize: 20, selection });
  }
}
