import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.js';
import { loadConnection } from '../../graphql/graph-loaders.js';
import { After, type Connection, EMPTY_PAGE, First, pageRequest, toConnection } from '../../graphql/pagination.js';
import { Role } from '../role/role.type.js';
import { type Adjacency, AdjacencyConnection, AdjacencyKind, EvidenceKind } from './adjacency.type.js';

@Resolver(() => Role)
export class RoleNeighboursResolver {
  @FieldResolver(() => AdjacencyConnection, {
    description:
      'Neighbouring careers: this role is `from`, the role that can be entered is `to`. FEEDER ones lead here: there, this role is `to`. Strongest first, then those that most sources name. Only documented ones are known as yet: `evidence: INFERRED` finds none.',
  })
  async adjacentRoles(
    @Root() { id }: Role,
    @Ctx() { loaders }: Context,
    @Arg('evidence', () => EvidenceKind, { nullable: true, description: 'Only those with this evidence.' })
    evidence: EvidenceKind | null | undefined,
    @Arg('kinds', () => [AdjacencyKind], { nullable: true, description: 'Only those of any of these kinds.' })
    kinds: AdjacencyKind[] | null | undefined,
    @First(20) first: number | null,
    @After() after?: string | null,
  ): Promise<Connection<{ node: Adjacency }>> {
    if (evidence === EvidenceKind.INFERRED) return toConnection<{ node: Adjacency }>(EMPTY_PAGE, pageRequest(first, after, 20));
    return loadConnection(loaders.transition.neighbours, id, { first, after, pageSize: 20 }, { kinds: kinds ?? null });
  }
}
