import { type FieldNode, getArgumentValues, type GraphQLField, type GraphQLObjectType, Kind, type SelectionSetNode } from 'graphql';
import type { PromiseOrValue } from './batching.js';
import type { Selection } from '../graph/projection.js';
import { groupBy } from '../group-by.js';
import { onceEach } from '../once-each.js';
import { type ResolveInfo, selectionOf } from './selection.js';

/** What is asked for by its id, and the type that the id tells. */
interface Named {
  id: string;
  typeName: string;
}

interface ById<T> {
  only(selection: Selection | undefined): { load(id: string): PromiseOrValue<T> };
}

/**
 * Loads what an operation selects of a thing in the same query as the thing itself, since its id is all that takes. The
 * resolvers are called for what they ask of loaders, which have it when the answer is made; what they make of it is dropped.
 */
export function loadSelected<T>(loader: ById<T>, { id, typeName }: Named, context: object, info: ResolveInfo): PromiseOrValue<T> {
  const thing = loader.only(info.selection).load(id);
  if (info.selection === undefined || !(thing instanceof Promise)) return thing;
  const fields = fieldsAhead(typeName, info);
  if (fields.length === 0) return thing;
  const root = { id };
  const ahead = { ...context, careerMap: never };
  for (const { field, node, selection } of fields) {
    try {
      const args = getArgumentValues(field, node, info.variableValues);
      const asked: unknown = field.resolve!(root, args, ahead, { ...info, selection } as ResolveInfo);
      if (asked instanceof Promise) asked.catch(ignore);
    } catch {
      // It is the answer itself that says what is wrong.
    }
  }
  return thing;
}

/** What is computed in memory is left to the answer itself. */
const never = (): Promise<never> => new Promise(() => {});
const ignore = (): void => {};

/** A field with a resolver, by the nodes that select it, and what they select of it. */
interface FieldAhead {
  field: GraphQLField<unknown, unknown>;
  node: FieldNode;
  selection: Selection;
}

/** By type, of each operation that is known. */
const fieldsOf = onceEach((_nodes: ResolveInfo['fieldNodes']) => new Map<string, FieldAhead[]>());

function fieldsAhead(typeName: string, info: ResolveInfo): FieldAhead[] {
  const byType = fieldsOf(info.fieldNodes);
  let fields = byType.get(typeName);
  if (fields === undefined) {
    const type = info.schema.getType(typeName) as GraphQLObjectType;
    const nodes = info.fieldNodes.flatMap(({ selectionSet }) => [...selectedOf(type, selectionSet, info)]);
    fields = [...groupBy(nodes, ({ alias, name }) => (alias ?? name).value).values()].flatMap((nodes) => {
      const field = type.getFields()[nodes[0]!.name.value];
      return field?.resolve === undefined ? [] : [{ field, node: nodes[0]!, selection: selectionOf(field.type, nodes, info) }];
    });
    byType.set(typeName, fields);
  }
  return fields;
}

function* selectedOf(type: GraphQLObjectType, selected: SelectionSetNode | undefined, info: ResolveInfo): Generator<FieldNode> {
  for (const selection of selected?.selections ?? []) {
    if (selection.directives?.length) continue; // it may not be asked for in the end
    if (selection.kind === Kind.FIELD) {
      yield selection;
      continue;
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : info.fragments[selection.name.value]!;
    const on = fragment.typeCondition?.name.value ?? type.name;
    if (on === type.name || type.getInterfaces().some(({ name }) => name === on)) yield* selectedOf(type, fragment.selectionSet, info);
  }
}
