import { Arg, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { CareerMap } from '../../career-map/career-map.js';
import type { Context } from '../../context.js';
import type { Selection } from '../../graph/projection.js';
import {
  After,
  comesAfter,
  type Connection,
  First,
  type Page,
  type PageRequest,
  pageRequest,
  pageSelection,
  toConnection,
} from '../../graphql/pagination.js';
import { merged, ReadsOfRoot, type ResolveInfo } from '../../graphql/selection.js';
import { onceEach } from '../../once-each.js';
import { Role } from '../role/role.type.js';
import { type Adjacency, AdjacencyConnection, AdjacencyKind, EvidenceKind } from './adjacency.type.js';
import { type InferredNeighbour, inferredNeighbours } from './inferred-neighbours.rules.js';
import type { Neighbour } from './transition.loaders.js';

type Neighbours = Page<{ node: Adjacency }>;

@Resolver(() => Role)
export class RoleNeighboursResolver {
  // The role is an end of each of them.
  @ReadsOfRoot((connection) => endsOf(pageSelection(connection).rows?.node))
  @FieldResolver(() => AdjacencyConnection, {
    description:
      'Neighbouring careers: this role is `from`, the role that can be entered is `to`. FEEDER ones lead here: there, this role is `to`. Documented ones first, strongest first, then those that most sources name; after them the ones that the model infers, all of kind RELATED, most alike first.',
  })
  async adjacentRoles(
    @Root() role: Role,
    @Ctx() context: Context,
    @Info() { selection }: ResolveInfo,
    @Arg('evidence', () => EvidenceKind, { nullable: true, description: 'Only those with this evidence.' })
    evidence: EvidenceKind | null | undefined,
    @Arg('kinds', () => [AdjacencyKind], { nullable: true, description: 'Only those of any of these kinds.' })
    kinds: AdjacencyKind[] | null | undefined,
    @First(20) first: number | null,
    @After() after?: string | null,
  ): Promise<Connection<{ node: Adjacency }>> {
    const page = pageRequest(first, after, 20);
    const pages: Neighbours[] = [];
    if (evidence !== EvidenceKind.INFERRED) {
      const key = { key: role.id, args: { ...page, kinds: kinds ?? null } };
      const { total, rows } = await context.loaders.transition.neighbours.only(selection && neighboursSelection(selection)).load(key);
      pages.push({ total, rows: rows.map(({ node, place }) => ({ node: documented(role, node), place })) });
    }
    if (evidence !== EvidenceKind.DOCUMENTED && (!kinds || kinds.includes(AdjacencyKind.RELATED))) {
      const room = page.take - (pages[0]?.rows.length ?? 0);
      pages.push(await inferredPage(context, role, await context.careerMap(), { ...page, take: room }));
    }
    const count = async (): Promise<number> => pages.reduce((sum, { total }) => sum + (total as number), 0);
    return toConnection({ total: count, rows: pages.flatMap(({ rows }) => rows) }, page);
  }
}

const endsOf = ({ from, to }: Selection = {}): Selection => merged(from, to);

/** What is read of a page of documented neighbours. */
const neighboursSelection = onceEach((connection: Selection): Selection => {
  const { rows = {}, total } = pageSelection(connection);
  const { differences, ...adjacency } = rows.node ?? {};
  const claims = merged(adjacency.claims, differences && { difference: {} }, differences?.claims);
  return { ...(total && { total }), rows: { ...rows, node: { ...adjacency, role: endsOf(adjacency), outward: {}, kind: {}, claims } } };
});

/** Inferred neighbours as they stand in the list: after all documented ones, whose place begins with at most 1. */
async function inferredPage({ loaders }: Context, from: Role, map: CareerMap, { take, after }: PageRequest): Promise<Neighbours> {
  const all = inferredNeighbours(map, from.id).map((neighbour) => ({ ...neighbour, place: [2, -neighbour.affinity, neighbour.roleId] }));
  const rows = all.filter(({ place }) => after === null || comesAfter(place, after)).slice(0, take);
  const roles = await loaders.role.byId.loadMany(rows.map(({ roleId }) => roleId));
  return {
    total: all.length,
    rows: rows.flatMap(({ place, ...neighbour }, index) => {
      const to = roles[index];
      return to instanceof Error || !to ? [] : [{ place, node: inferred(from, to, neighbour) }];
    }),
  };
}

function documented(self: Role, { role, outward, kind, strength, claims }: Neighbour): Adjacency {
  const differences = claims.flatMap((claim) => (!claim.difference ? [] : [{ text: claim.difference, claims: [claim] }]));
  const [from, to] = outward ? [self, role] : [role, self];
  return { from, to, kind, differences, evidence: EvidenceKind.DOCUMENTED, strength, claims };
}

const inferred = (from: Role, to: Role, { affinity }: InferredNeighbour): Adjacency => ({
  ...{ from, to, kind: AdjacencyKind.RELATED, differences: [], evidence: EvidenceKind.INFERRED, strength: affinity, claims: [] },
});
