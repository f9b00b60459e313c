import { Arg, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import type { Selection } from '../../graph/projection.js';
import { allLoaded, type PromiseOrValue } from '../../graphql/batching.js';
import { badUserInput } from '../../graphql/errors.js';
import { Node } from '../../graphql/node.type.js';
import type { ResolveInfo } from '../../graphql/selection.js';

type Loaders = Context['loaders'];
interface NodeLoader {
  only: (selection: Selection | undefined) => { load: (id: string) => PromiseOrValue<Node | null> };
}

/** Which loader knows the ids of a type: the part before the colon. */
const LOADER_BY_TYPE = new Map<string, (loaders: Loaders) => NodeLoader>([
  ['role', ({ role }) => role.byId],
  ['skill', ({ skill }) => skill.byId],
  ['certification', ({ certification }) => certification.byId],
  ['family', ({ role }) => role.familyById],
  ['level', ({ level }) => level.byId],
  ['industry', ({ market }) => market.industryById],
  ['employer', ({ market }) => market.employerById],
  ['source', ({ source }) => source.byId],
  ['release', ({ overview }) => overview.releaseById],
]);

export function nodeById(id: string, loaders: Loaders, selection?: Selection): PromiseOrValue<Node | null> {
  const loader = LOADER_BY_TYPE.get(id.slice(0, Math.max(0, id.indexOf(':'))));
  return loader === undefined ? null : loader(loaders).only(selection).load(id);
}

const MAX_NODES = 200;

@Resolver()
export class NodeResolver {
  @Query(() => Node, { nullable: true, description: 'Anything, by its id; null where nothing has it.' })
  node(
    @Ctx() { loaders }: Context,
    @Info() { selection }: ResolveInfo,
    @Arg('id', () => ID, { description: 'Of any type, e.g. `skill:python`.' }) id: string,
  ): PromiseOrValue<Node | null> {
    return nodeById(id, loaders, selection);
  }

  @Query(() => [Node], { nullable: 'items', description: 'In the ids’ order; null in the place of an id that nothing has.' })
  nodes(
    @Ctx() { loaders }: Context,
    @Info() { selection }: ResolveInfo,
    @Arg('ids', () => [ID], { description: `At most ${MAX_NODES}; more is BAD_USER_INPUT.` }) ids: string[],
  ): PromiseOrValue<(Node | null)[]> {
    if (ids.length > MAX_NODES) throw badUserInput('ids', `at most ${MAX_NODES} ids`, `${ids.length} ids`);
    return allLoaded(ids.map((id) => nodeById(id, loaders, selection)));
  }
}
