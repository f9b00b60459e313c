import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  getNullableType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  typeFromAST,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';

/** How many rows a list is taken to have where no argument says it. */
export const ASSUMED_LIST_SIZE = 5;

export interface Measured {
  /** Levels of fields, introspection apart. */
  readonly depth: number;
  readonly aliases: number;
  /** About how many objects the answer may hold, and what else its fields say that they cost. */
  readonly costFor: (variables: Readonly<Record<string, unknown>>) => number;
}

/** Fragments are measured once, wherever they are spread: else a short document could take ages to measure. */
interface Selection {
  readonly depth: number;
  readonly aliases: number;
  readonly fields: readonly Field[];
  readonly spreads: readonly Selection[];
}

interface Field {
  readonly isList: boolean;
  /** What one of it costs, its selection apart. */
  readonly own: number;
  readonly size: Size | null;
  readonly selection: Selection;
}

/** How many rows an argument asks for: a number, or as many as a list has. */
type Size = (variables: Readonly<Record<string, unknown>>) => number;

/** What a selection costs on its own, and for each row of the page that it is in. */
type Cost = readonly [fixed: number, perRow: number];

const SIZE_ARGUMENTS = ['first', 'limit', 'ids', 'phrases'];
const NOTHING: Selection = { depth: 0, aliases: 0, fields: [], spreads: [] };

/** Measures an operation of a document that is valid: fragments are there, and lead to no circle. */
export function measureOperation(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): Measured {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const known = new Map<string, Selection>();

  const select = ({ selections }: SelectionSetNode, type: GraphQLCompositeType): Selection => {
    let [depth, aliases] = [0, 0];
    const [fields, spreads]: [Field[], Selection[]] = [[], []];
    for (const node of selections) {
      if (node.kind === Kind.FIELD) {
        if (node.alias) aliases++;
        const field = measureField(node, type);
        if (field === null) continue;
        depth = Math.max(depth, 1 + field.selection.depth);
        aliases += field.selection.aliases;
        if (field.own > 0) fields.push(field);
      } else {
        const spread =
          node.kind === Kind.FRAGMENT_SPREAD
            ? fragment(node.name.value)
            : select(node.selectionSet, node.typeCondition ? composite(node.typeCondition) : type);
        depth = Math.max(depth, spread.depth);
        aliases += spread.aliases;
        spreads.push(spread);
      }
    }
    return { depth, aliases, fields, spreads };
  };

  const fragment = (name: string): Selection => {
    const { typeCondition, selectionSet } = fragments.get(name)!;
    const selection = known.get(name) ?? select(selectionSet, composite(typeCondition));
    known.set(name, selection);
    return selection;
  };

  const composite = (typeCondition: Parameters<typeof typeFromAST>[1]) =>
    typeFromAST(schema, typeCondition as never) as GraphQLCompositeType;

  /** Null for introspection, which reads no graph. */
  const measureField = (node: FieldNode, parent: GraphQLCompositeType): Field | null => {
    const definition = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
    if (definition === undefined) return null;
    const type = getNamedType(definition.type);
    const extra = typeof definition.extensions.complexity === 'number' ? definition.extensions.complexity : 0;
    return {
      isList: isListType(getNullableType(definition.type)),
      own: extra + (isCompositeType(type) ? 1 : 0),
      size: sizeOf(node, definition),
      selection: isCompositeType(type) && node.selectionSet ? select(node.selectionSet, type) : NOTHING,
    };
  };

  const selection = select(operation.selectionSet, schema.getRootType(operation.operation)!);
  const defaults = Object.fromEntries(
    (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue === undefined ? [] : [[variable.name.value, valueFromASTUntyped(defaultValue)]],
    ),
  );
  const costFor = (given: Readonly<Record<string, unknown>>): number => {
    const variables = { ...defaults, ...given };
    const memo = new Map<Selection, Cost>();
    const costOf = (measured: Selection): Cost => {
      const before = memo.get(measured);
      if (before !== undefined) return before;
      let [fixed, perRow] = [0, 0];
      for (const { isList, own, size, selection: inner } of measured.fields) {
        const [innerFixed, innerPerRow] = costOf(inner);
        const rows = size?.(variables) ?? null;
        if (isList) {
          const each = own + innerFixed + innerPerRow * ASSUMED_LIST_SIZE;
          if (rows === null) perRow += each;
          else fixed += each * rows;
        } else {
          fixed += own + innerFixed + innerPerRow * (rows ?? ASSUMED_LIST_SIZE);
        }
      }
      for (const spread of measured.spreads) {
        const [spreadFixed, spreadPerRow] = costOf(spread);
        fixed += spreadFixed;
        perRow += spreadPerRow;
      }
      const cost: Cost = [fixed, perRow];
      memo.set(measured, cost);
      return cost;
    };
    const [fixed, perRow] = costOf(selection);
    return fixed + perRow * ASSUMED_LIST_SIZE;
  };
  return { depth: selection.depth, aliases: selection.aliases, costFor };
}

function sizeOf(node: FieldNode, definition: GraphQLField<unknown, unknown>): Size | null {
  const argument = definition.args.find(({ name }) => SIZE_ARGUMENTS.includes(name));
  if (argument === undefined) return null;
  const fallback = sizeOfValue(argument.defaultValue) ?? ASSUMED_LIST_SIZE;
  const given = node.arguments?.find(({ name }) => name.value === argument.name)?.value;
  if (given === undefined) return () => fallback;
  if (given.kind === Kind.VARIABLE) return (variables) => sizeOfValue(variables[given.name.value]) ?? fallback;
  const size = sizeOfValue(literal(given)) ?? fallback;
  return () => size;
}

function literal(value: ValueNode): unknown {
  if (value.kind === Kind.LIST) return value.values;
  return value.kind === Kind.INT ? Number(value.value) : null;
}

/** A size that is refused later on counts as none, not as a discount. */
function sizeOfValue(value: unknown): number | null {
  if (Array.isArray(value)) return value.length;
  return typeof value === 'number' ? Math.max(0, value) : null;
}
