import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.js';
import type { PromiseOrValue } from '../../graphql/batching.js';
import { badUserInput, notFound } from '../../graphql/errors.js';
import { Node } from '../../graphql/node.type.js';
import { checkedSize } from '../../graphql/pagination.js';
import { GraphNode, GraphSlice } from './graph-slice.type.js';
import { nodeById } from './node.resolver.js';

const MAX_DEPTH = 3;
const MAX_NODES = 1_000;

@Resolver(() => GraphNode)
export class NeighbourhoodResolver {
  @Query(() => GraphSlice, {
    complexity: 100,
    description:
      'A piece of the graph for drawing. With `around`: that node, and what lies around it, nearest first; among equally near ones, those with the most and heaviest claims that tie them to what is nearer, then the best connected. Without: the roles with most ties to other roles.',
  })
  async neighbourhood(
    @Ctx() { overview, loaders }: Context,
    @Arg('around', () => ID, {
      nullable: true,
      description:
        'A role, skill, certification, level, family, industry or employer, retired or not; NOT_FOUND where nothing has this id.',
    })
    around: string | null | undefined,
    @Arg('depth', () => Int, {
      nullable: true,
      defaultValue: 1,
      description: `How many steps away from \`around\`, 1 to ${MAX_DEPTH}; more is BAD_USER_INPUT. Without \`around\` it does not matter.`,
    })
    depth: number | null,
    @Arg('limit', () => Int, {
      nullable: true,
      defaultValue: 100,
      description: `How many nodes, \`around\` included, 1 to ${MAX_NODES}; more is BAD_USER_INPUT.`,
    })
    limit: number | null,
  ): Promise<GraphSlice> {
    const steps = checkedSize(depth ?? 1, MAX_DEPTH, 'depth');
    const size = checkedSize(limit ?? 100, MAX_NODES, 'limit');
    if (around === null || around === undefined) return overview.bestConnected(size);
    const slice = await overview.around(around, steps, size);
    if (slice !== null) return slice;
    if ((await nodeById(around, loaders)) === null) throw notFound('around', around);
    throw badUserInput('around', 'the id of a role, skill, certification, level, family, industry or employer', around);
  }

  @FieldResolver(() => Node, { description: 'The thing itself.' })
  node(@Root() { id }: GraphNode, @Ctx() { loaders }: Context): PromiseOrValue<Node | null> {
    return nodeById(id, loaders);
  }
}
