import type { GraphQLObjectType, GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import { type FieldExpansion, fieldExpansionEnricher, isLeafField, type ResolveInfoEnricherInput } from 'graphql-jit';
import { Extensions } from 'type-graphql';
import type { Selection } from '../graph/projection.js';
import { onceEach } from '../once-each.js';

/** What resolvers are told of the operation: with one that is compiled, what it selects of what they answer. */
export interface ResolveInfo extends GraphQLResolveInfo {
  readonly selection?: Selection;
}

export const selectionEnricher = (input: ResolveInfoEnricherInput): Pick<ResolveInfo, 'selection'> => ({
  selection: selectionOf(fieldExpansionEnricher(input).fieldExpansion, input.schema),
});

/** Of all types that the value may have: a projection has but the fields of its own. */
function selectionOf(byType: FieldExpansion, schema: GraphQLSchema): Selection {
  const selections = Object.entries(byType).map(([typeName, fields]) => {
    const defined = (schema.getType(typeName) as GraphQLObjectType).getFields();
    return merged(
      ...Object.entries(fields).map(([name, expansion]) => {
        const selection = isLeafField(expansion) ? {} : selectionOf(expansion, schema);
        const reads = defined[name]?.extensions.reads as Reads | undefined;
        return merged({ [name]: selection }, reads?.(selection) ?? {});
      }),
    );
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

/** Says of a field with a resolver which others of its object that goes on from, ids apart. */
export const ReadsOfRoot = (reads: Reads) => Extensions({ reads });
