import { Arg, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.js';
import type { PromiseOrValue } from '../../graphql/batching.js';
import { loadConnection } from '../../graphql/graph-loaders.js';
import { After, type Connection, First } from '../../graphql/pagination.js';
import type { ResolveInfo } from '../../graphql/selection.js';
import { type Role, RoleConnection } from '../role/role.type.js';
import { Level } from './level.type.js';

@Resolver(() => Level)
export class LevelResolver {
  @Query(() => [Level], { description: 'The rungs of a scale, lowest first; empty where there is no such scale.' })
  levels(
    @Ctx() { levels }: Context,
    @Arg('scale', () => String, { nullable: true, defaultValue: 'career-stage', description: '`career-stage` or `job-zone`.' })
    scale: string | null,
  ): PromiseOrValue<Level[]> {
    return levels.ofScale(scale ?? 'career-stage');
  }

  @FieldResolver(() => RoleConnection, { description: 'Roles that any source places at this level, by title.' })
  roles(
    @Root() { id }: Level,
    @Ctx() { loaders }: Context,
    @Info() { selection }: ResolveInfo,
    @First(20) first: number | null,
    @After() after?: string | null,
  ): PromiseOrValue<Connection<{ node: Role }>> {
    return loadConnection(loaders.level.roles, id, { first, after, pageSize: 20, selection });
  }
}
