import { Arg, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import type { Selection } from '../../graph/projection.js';
import { loadSelected } from '../../graphql/ask-ahead.js';
import { allLoaded, type PromiseOrValue } from '../../graphql/batching.js';
import { badUserInput } from '../../graphql/errors.js';
import { Node } from '../../graphql/node.type.js';
import type { ResolveInfo } from '../../graphql/selection.js';

type Loaders = Context['loaders'];
interface NodeLoader {
  load: (id: string) => PromiseOrValue<Node | null>;
  only: (selection: Selection | undefined) => NodeLoader;
}

/** What the part of an id before the colon tells: its type, and which loader knows it. */
const TYPE_OF_ID = new Map<string, [typeName: string, loader: (loaders: Loaders) => NodeLoader]>([
  ['role', ['Role', ({ role }) => role.byId]],
  ['skill', ['Skill', ({ skill }) => skill.byId]],
  ['certification', ['Certification', ({ certification }) => certification.byId]],
  ['family', ['RoleFamily', ({ role }) => role.familyById]],
  ['level', ['Level', ({ level }) => level.byId]],
  ['industry', ['Industry', ({ market }) => market.industryById]],
  ['employer', ['Employer', ({ market }) => market.employerById]],
  ['source', ['Source', ({ source }) => source.byId]],
  ['release', ['Release', ({ overview }) => overview.releaseById]],
]);
const typeOfId = (id: string) => TYPE_OF_ID.get(id.slice(0, Math.max(0, id.indexOf(':'))));

export const nodeById = (id: string, loaders: Loaders): PromiseOrValue<Node | null> => typeOfId(id)?.[1](loaders).load(id) ?? null;

/** With what the operation selects of it. */
function selectedNode(id: string, context: Context, info: ResolveInfo): PromiseOrValue<Node | null> {
  const [typeName, loader] = typeOfId(id) ?? [];
  if (typeName === undefined) return null;
  return loadSelected(loader!(context.loaders), { id, typeName }, context, info);
}

const MAX_NODES = 200;

@Resolver()
export class NodeResolver {
  @Query(() => Node, { nullable: true, description: 'Anything, by its id; null where nothing has it.' })
  node(
    @Ctx() context: Context,
    @Info() info: ResolveInfo,
    @Arg('id', () => ID, { description: 'Of any type, e.g. `skill:python`.' }) id: string,
  ): PromiseOrValue<Node | null> {
    return selectedNode(id, context, info);
  }

  @Query(() => [Node], { nullable: 'items', description: 'In the ids’ order; null in the place of an id that nothing has.' })
  nodes(
    @Ctx() context: Context,
    @Info() info: ResolveInfo,
    @Arg('ids', () => [ID], { description: `At most ${MAX_NODES}; more is BAD_USER_INPUT.` }) ids: string[],
  ): PromiseOrValue<(Node | null)[]> {
    if (ids.length > MAX_NODES) throw badUserInput('ids', `at most ${MAX_NODES} ids`, `${ids.length} ids`);
    return allLoaded(ids.map((id) => selectedNode(id, context, info)));
  }
}
