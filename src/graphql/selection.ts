import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  getNamedType,
  isCompositeType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { ResolveInfoEnricherInput } from 'graphql-jit';
import { Extensions } from 'type-graphql';
import type { Selection } from '../graph/projection.js';
import { onceEach } from '../once-each.js';

/** What resolvers are told of the operation: with one that is compiled, what it selects of what they answer. */
export interface ResolveInfo extends GraphQLResolveInfo {
  readonly selection?: Selection;
}

/** Not by graphql-jit's own `fieldExpansionEnricher`: of a field that is selected twice it knows the last, and it forgets no operation. */
export const selectionEnricher = ({ returnType, fieldNodes, ...document }: ResolveInfoEnricherInput): Pick<ResolveInfo, 'selection'> => ({
  selection: selectionOf(returnType, fieldNodes, document),
});

type Document = Pick<GraphQLResolveInfo, 'schema' | 'fragments'>;

/** What these nodes select of a field's value, whatever its type turns out to be: a projection has but the fields of its own. */
export function selectionOf(type: GraphQLOutputType, nodes: readonly FieldNode[], document: Document): Selection {
  const named = getNamedType(type);
  return isCompositeType(named) ? merged(...nodes.map(({ selectionSet }) => selectedIn(named, selectionSet, document))) : {};
}

function selectedIn(type: GraphQLCompositeType, selected: SelectionSetNode | undefined, document: Document): Selection {
  const selections = (selected?.selections ?? []).map((node): Selection => {
    if (node.kind !== Kind.FIELD) {
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : document.fragments[node.name.value]!;
      const on = fragment.typeCondition && document.schema.getType(fragment.typeCondition.name.value);
      return selectedIn((on as GraphQLCompositeType | undefined) ?? type, fragment.selectionSet, document);
    }
    const field = 'getFields' in type ? type.getFields()[node.name.value] : undefined;
    if (field === undefined) return {}; // __typename
    const selection = selectionOf(field.type, [node], document);
    const reads = field.extensions.reads as Reads | undefined;
    return merged({ [field.name]: selection }, reads?.(selection));
  });
  return merged(...selections);
}

/** All that any of them selects. */
export function merged(...selections: readonly (Selection | undefined)[]): Selection {
  const all: Record<string, Selection> = {};
  for (const selection of selections)
    for (const [field, of] of Object.entries(selection ?? {})) all[field] = all[field] === undefined ? of : merged(all[field], of);
  return all;
}

/** Whether nothing is selected of a thing that its id does not tell. */
export const isIdAlone = (selection: Selection | undefined): boolean => selection !== undefined && selectsIdAlone(selection);
const selectsIdAlone = onceEach((selection: Selection) => Object.keys(selection).every((field) => field === 'id'));

/** What must be read of an object for a field, given what is selected of the field. */
type Reads = (selection: Selection) => Selection;

/** Says of a field with a resolver which others of its object that goes on from, besides a node's id. */
export const ReadsOfRoot = (reads: Reads) => Extensions({ reads });
