import { Arg, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.js';
import type { PromiseOrValue } from '../../graphql/batching.js';
import { loadConnection } from '../../graphql/graph-loaders.js';
import { After, type Connection, First, pageRequest, toConnection } from '../../graphql/pagination.js';
import type { ResolveInfo } from '../../graphql/selection.js';
import { RoleFamily, RoleFamilyConnection } from './role-family.type.js';
import { type Role, RoleConnection, RoleScheme } from './role.type.js';

@Resolver(() => RoleFamily)
export class RoleFamilyResolver {
  @Query(() => RoleFamilyConnection, { description: 'The families right below `parent`; without it, those at the top. By name.' })
  async roleFamilies(
    @Ctx() { roles }: Context,
    @Arg('scheme', () => RoleScheme, { nullable: true, description: 'Only groupings of this scheme.' })
    scheme: RoleScheme | null | undefined,
    @Arg('parent', () => ID, { nullable: true, description: 'A family’s id.' }) parent: string | null | undefined,
    @First(50) first: number | null,
    @After() after?: string | null,
  ): Promise<Connection<{ node: RoleFamily }>> {
    const page = pageRequest(first, after, 50);
    return toConnection(await roles.families(scheme ?? null, parent ?? null, page), page);
  }

  @FieldResolver(() => RoleFamily, { nullable: true, description: 'The family that this one is part of; null at the top.' })
  parent(@Root() { id }: RoleFamily, @Ctx() { loaders }: Context): PromiseOrValue<RoleFamily | null> {
    return loaders.role.familyParent.load(id);
  }

  @FieldResolver(() => [RoleFamily], { description: 'The families right below, by name.' })
  children(@Root() { id }: RoleFamily, @Ctx() { loaders }: Context): PromiseOrValue<RoleFamily[]> {
    return loaders.role.familyChildren.load(id);
  }

  @FieldResolver(() => RoleConnection, { description: 'Its own roles and those of all families below it, by title.' })
  roles(
    @Root() { id }: RoleFamily,
    @Ctx() { loaders }: Context,
    @Info() { selection }: ResolveInfo,
    @First(20) first: number | null,
    @After() after?: string | null,
  ): PromiseOrValue<Connection<{ node: Role }>> {
    return loadConnection(loaders.role.familyRoles, id, { first, after, pageSize: 20, selection });
  }
}
