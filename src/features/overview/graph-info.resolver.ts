import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.js';
import type { PromiseOrValue } from '../../graphql/batching.js';
import { FactCount, Source } from '../source/source.type.js';
import { GraphInfo } from './graph-info.type.js';
import { Release } from './release.type.js';

@Resolver(() => GraphInfo)
export class GraphInfoResolver {
  @Query(() => GraphInfo, { description: 'What is in the graph, and which state of it this is.' })
  graphInfo(@Ctx() { overview }: Context): PromiseOrValue<GraphInfo> {
    return overview.state();
  }

  @FieldResolver(() => [FactCount], {
    description:
      'How much there is of each kind. Things by label (Role, Skill, SalaryEstimate), retired ones included; facts by relationship type (REQUIRES, NAMES, PROGRESSES_TO), each source’s claim counted for itself. Kinds of which there is nothing are left out, as is the service’s own bookkeeping.',
  })
  counts(@Ctx() { overview }: Context): PromiseOrValue<FactCount[]> {
    return overview.counts();
  }

  @FieldResolver(() => [Release], { description: 'Runs of imports that changed something, newest first.' })
  releases(@Ctx() { overview }: Context): PromiseOrValue<Release[]> {
    return overview.releases();
  }
}

@Resolver(() => Release)
export class ReleaseResolver {
  @FieldResolver(() => Source, { description: 'Whose facts it brought.' })
  source(@Root() { sourceId }: Release, @Ctx() { loaders }: Context): PromiseOrValue<Source | null> {
    return loaders.source.byId.load(sourceId);
  }
}
