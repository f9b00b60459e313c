import { Arg, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.js';
import { type PromiseOrValue, whenLoaded } from '../../graphql/batching.js';
import type { ResolveInfo } from '../../graphql/selection.js';
import type { Selection } from '../../graph/projection.js';
import { onceEach } from '../../once-each.js';
import { Role } from '../role/role.type.js';
import { sourcesOf } from '../source/claim-sources.js';
import { Source } from '../source/source.type.js';
import { Ladder, Progression, Rung } from './progression.type.js';

@Resolver(() => Role)
export class RoleProgressionResolver {
  @Query(() => Ladder, { nullable: true, description: 'Null where the source states no ladder with this role, or no role has this id.' })
  async ladder(
    @Ctx() { loaders, progression }: Context,
    @Arg('role', () => ID, { description: 'Any role of the ladder.' }) role: string,
    @Arg('source', () => ID, { nullable: true, description: 'Whose ladder; merged over all sources when left out.' })
    source?: string | null,
  ): Promise<Ladder | null> {
    const rungs = await progression.rungs(role, source ?? null);
    if (rungs.length === 0) return null;
    return { role: (await loaders.role.byId.load(role))!, source: source ? await loaders.source.byId.load(source) : null, rungs };
  }

  @FieldResolver(() => [Progression], { description: 'Steps up from here, by title.' })
  progressesTo(@Root() { id }: Role, @Ctx() { loaders }: Context, @Info() { selection }: ResolveInfo): PromiseOrValue<Progression[]> {
    return whenLoaded(loaders.progression.up.only(selection && ofSteps(selection).up).load(id), (steps) =>
      steps.map(({ role, other, claims }) => ({ from: role, to: other, claims })),
    );
  }

  @FieldResolver(() => [Progression], { description: 'Steps up that lead here, by title.' })
  progressesFrom(@Root() { id }: Role, @Ctx() { loaders }: Context, @Info() { selection }: ResolveInfo): PromiseOrValue<Progression[]> {
    return whenLoaded(loaders.progression.down.only(selection && ofSteps(selection).down).load(id), (steps) =>
      steps.map(({ role, other, claims }) => ({ from: other, to: role, claims })),
    );
  }
}

/** What is read of the steps of a role and of the roles at their other ends. */
const ofSteps = onceEach(({ from = {}, to = {}, claims = {} }: Selection) => ({
  up: { role: from, other: to, claims },
  down: { role: to, other: from, claims },
}));

@Resolver(() => Rung)
export class RungResolver {
  @FieldResolver(() => [Source], { description: 'Those that place a role on this rung, each once.' })
  sources(@Root() { roles }: Rung, @Ctx() { loaders }: Context): PromiseOrValue<(Source | null)[]> {
    return sourcesOf(
      roles.flatMap(({ claims }) => claims),
      loaders,
    );
  }
}
