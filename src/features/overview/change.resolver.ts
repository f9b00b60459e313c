import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.js';
import type { PromiseOrValue } from '../../graphql/batching.js';
import { Node } from '../../graphql/node.type.js';
import { After, First, pageRequest } from '../../graphql/pagination.js';
import { Source } from '../source/source.type.js';
import { Change, ChangePage } from './change.type.js';
import { nodeById } from './node.resolver.js';

@Resolver(() => Change)
export class ChangeResolver {
  @Query(() => ChangePage, {
    description:
      'What changed after revision `since`, oldest first: what a client that keeps a copy polls. Fetch each `subject` anew, then go on from the page’s `revision`. History is kept from the first revision on.',
  })
  changes(
    @Ctx() { changes }: Context,
    @Arg('since', () => Int, { description: 'A revision; 0 for all that there ever was.' }) since: number,
    @After() after: string | null | undefined,
    @First(100) first: number | null,
  ): PromiseOrValue<ChangePage> {
    return changes.since(since, pageRequest(first, after, 100));
  }

  @FieldResolver(() => Node, { nullable: true, description: 'The node as it is now; null once it is gone.' })
  node(@Root() { subject }: Change, @Ctx() { loaders }: Context): PromiseOrValue<Node | null> {
    return nodeById(subject, loaders);
  }

  @FieldResolver(() => Source, { nullable: true, description: 'Whose facts they are; null where several sources’ facts changed.' })
  source(@Root() { sourceId }: Change, @Ctx() { loaders }: Context): PromiseOrValue<Source | null> | null {
    return sourceId === null ? null : loaders.source.byId.load(sourceId);
  }
}
