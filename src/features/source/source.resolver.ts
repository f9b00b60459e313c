import { Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.js';
import type { PromiseOrValue } from '../../graphql/batching.js';
import { isIdAlone, ReadsOfRoot, type ResolveInfo } from '../../graphql/selection.js';
import { sourcesOf } from './claim-sources.js';
import { Claim } from './claim.type.js';
import { FactCount, Source } from './source.type.js';
import { Sourced } from './sourced.type.js';

@Resolver(() => Source)
export class SourceResolver {
  @Query(() => [Source], { description: 'All of them, by id.' })
  sources(@Ctx() { sources }: Context): PromiseOrValue<Source[]> {
    return sources.all();
  }

  @FieldResolver(() => [FactCount], { description: 'How many facts of each kind this source supports.' })
  factCounts(@Root() source: Source, @Ctx() { loaders }: Context): PromiseOrValue<FactCount[]> {
    return loaders.source.factCounts.load(source.id);
  }
}

@Resolver(() => Claim)
export class ClaimResolver {
  @ReadsOfRoot(() => ({ sourceId: {} }))
  @FieldResolver(() => Source, { description: 'Who claims it.' })
  source(
    @Root() { sourceId }: Claim,
    @Ctx() { loaders }: Context,
    @Info() { selection }: ResolveInfo,
  ): PromiseOrValue<Pick<Source, 'id'> | null> {
    return isIdAlone(selection) ? { id: sourceId } : loaders.source.byId.load(sourceId);
  }
}

@Resolver(() => Sourced)
export class SourcedResolver {
  @ReadsOfRoot(() => ({ claims: { sourceId: {} } }))
  @FieldResolver(() => [Source], { description: 'Those of `claims`, each once.' })
  sources(@Root() fact: Sourced, @Ctx() { loaders }: Context): PromiseOrValue<(Source | null)[]> {
    return sourcesOf(fact.claims, loaders);
  }
}
