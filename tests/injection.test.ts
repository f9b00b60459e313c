import {
  getNamedType,
  getNullableType,
  type GraphQLInputType,
  type GraphQLObjectType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isUnionType,
  isInterfaceType,
} from 'graphql';
import { writeFacts } from '../graph-seed/writer.js';
import { applySchema } from '../src/graph/graph-schema.js';
import { createSchema } from '../src/schema.js';
import { claimedBy, factsOfEveryKind, sourceA } from './support/facts.js';
import { ownGraph } from './support/own-graph.js';
import { send } from './support/shared-graph.js';
import { callerWith } from './support/tokens.js';

/** What Cypher or Lucene would obey, if it ever came to be part of a query's text. */
const CYPHER = `canary' OR 1=1 } ) \`n\` "m" \\u0027 $ids DETACH DELETE n // /* \\`;
const LUCENE = 'canary* AND *:* OR name:[a TO z] /.*/ "x y"~5 +a -b !c (d^9) {e} e~2 && || \\ ?';
const CANARIES = [CYPHER, LUCENE, `role:${CYPHER}`, `source:curated/${CYPHER}`, `https://example.org/?${CYPHER}`];

const schema = createSchema();
const own = ownGraph();

interface Position {
  /** Such as `Query.roles(filter.levels)`. */
  name: string;
  operation: string;
  variables: (canary: string) => Record<string, unknown>;
}

/** A value that is accepted, as far as a type alone can tell. */
function plain(type: GraphQLInputType): unknown {
  const bare = getNullableType(type);
  if (isListType(bare)) return [plain(bare.ofType)];
  if (isEnumType(bare)) return bare.getValues()[0]!.name;
  if (isInputObjectType(bare)) {
    const fields = Object.values(bare.getFields()).filter(isRequiredInputField);
    return Object.fromEntries(fields.map((field) => [field.name, plain(field.type)]));
  }
  return { Int: 1, Float: 0.5, Boolean: true, ID: 'role:baker', String: 'Baker' }[(bare as { name: string }).name] ?? 'Baker';
}

/** Each place in a value of this type where a text may stand, and the value with a text there. */
function textsIn(type: GraphQLInputType, path: readonly string[] = []): { path: readonly string[]; fill: (text: string) => unknown }[] {
  const bare = getNullableType(type);
  if (isListType(bare)) return textsIn(bare.ofType, path).map(({ path: inner, fill }) => ({ path: inner, fill: (text) => [fill(text)] }));
  if (isInputObjectType(bare)) {
    return Object.values(bare.getFields()).flatMap((field) =>
      textsIn(field.type, [...path, field.name]).map(({ path: inner, fill }) => ({
        path: inner,
        fill: (text) => ({ ...(plain(bare) as object), [field.name]: fill(text) }),
      })),
    );
  }
  if (isEnumType(bare) || ['Int', 'Float', 'Boolean'].includes((bare as { name: string }).name)) return [];
  return [{ path, fill: (text) => text }];
}

/** How to get from a root to each type: a selection with a hole for more. */
function waysTo(root: GraphQLObjectType): Map<GraphQLObjectType, (inner: string) => string> {
  const REACH: Record<string, string> = { role: 'role:baker', skill: 'skill:kneading', certification: 'certification:bakers-guild' };
  const ways = new Map<GraphQLObjectType, (inner: string) => string>([[root, (inner) => inner]]);
  for (const [type, way] of ways) {
    for (const field of Object.values(type.getFields())) {
      const target = getNamedType(field.type);
      const targets = isObjectType(target)
        ? [target]
        : isUnionType(target) || isInterfaceType(target)
          ? schema.getPossibleTypes(target)
          : [];
      const id = type === root ? REACH[field.name] : undefined;
      if (id === undefined && field.args.some(isRequiredArgument)) continue;
      for (const reached of targets) {
        if (ways.has(reached)) continue;
        const call = `${field.name}${id === undefined ? '' : `(id: "${id}")`}`;
        const on = reached === target ? (inner: string) => inner : (inner: string) => `... on ${reached.name} { ${inner} }`;
        ways.set(reached, (inner) => way(`${call} { ${on(inner)} }`));
      }
    }
  }
  return ways;
}

/** Every argument that takes a text, of every field that can be reached. */
function positionsOf(kind: 'query' | 'mutation', root: GraphQLObjectType): Position[] {
  return [...waysTo(root)].flatMap(([type, way]) =>
    kind === 'mutation' && type !== root
      ? []
      : Object.values(type.getFields()).flatMap((field) =>
          field.args.flatMap((argument) =>
            textsIn(argument.type).map(({ path, fill }): Position => {
              const used = field.args.filter((other) => other === argument || isRequiredArgument(other));
              const selection = isLeafType(getNamedType(field.type)) ? '' : '{ __typename }';
              const call = `${field.name}(${used.map(({ name }) => `${name}: $${name}`).join(', ')}) ${selection}`;
              return {
                name: `${type.name}.${field.name}(${[argument.name, ...path].join('.')})`,
                operation: `${kind} (${used.map((other) => `$${other.name}: ${other.type}`).join(', ')}) { ${way(call)} }`,
                variables: (canary) =>
                  Object.fromEntries(used.map((other) => [other.name, other === argument ? fill(canary) : plain(other.type)])),
              };
            }),
          ),
        ),
  );
}

const positions = [...positionsOf('query', schema.getQueryType()!), ...positionsOf('mutation', schema.getMutationType()!)];

beforeAll(async () => {
  await applySchema(own.graph);
  await writeFacts(own.graph, 'test', [claimedBy(sourceA, ...factsOfEveryKind)]);
});

test('Every argument of the schema that takes a text is among those that are tried', () => {
  const tried = new Set(positions.map(({ name }) => name));
  const missing = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
    .flatMap(({ type, field }) =>
      field.args.flatMap(({ name, type: of }) => textsIn(of).map(({ path }) => `${type.name}.${field.name}(${[name, ...path].join('.')})`)),
    )
    .filter((name) => !tried.has(name));
  expect(missing).toEqual([]);
});

test('No text that a client sends reaches Cypher or Lucene as syntax', async () => {
  const count = () => own.graph.read('MATCH (n) WHERE n:Role OR n:Skill OR n:Source RETURN count(n) > 5 AS there');
  const texts: string[] = [];
  const lucene: string[] = [];
  const stop = own.graph.onQuery(({ cypher, parameters }) => {
    texts.push(cypher);
    JSON.stringify(parameters, (key, value) => (key === 'lucene' ? (lucene.push(value), value) : value));
  });
  const failures: string[] = [];
  for (const { name, operation, variables } of positions) {
    for (const canary of CANARIES) {
      const { errors } = await send(own.graph, operation, variables(canary), callerWith('curate', 'admin'));
      const defects = (errors ?? []).filter(({ extensions }) => extensions.code === 'INTERNAL_SERVER_ERROR');
      failures.push(...defects.map(({ message }) => `${name}: ${message}`));
    }
  }
  stop();
  expect(failures).toEqual([]);
  expect(texts.filter((text) => text.includes('canary'))).toEqual([]);
  expect(lucene.some((query) => query.includes('canary'))).toBe(true);
  expect(lucene.filter((query) => !/^([\p{L}\p{N}]+(\^4|\*\^2|~[12])( |$))*$/u.test(query))).toEqual([]);
  expect(await count()).toEqual([{ there: true }]);
});
