import { type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import type { Context } from './context.js';

type Resolve = GraphQLFieldResolver<unknown, Context, Record<string, unknown>>;
type FieldResolver = ReturnType<typeof getMetadataStorage>['fieldResolvers'][number];

/**
 * Calls the methods of resolver classes as they are. What type-graphql puts around them copies the object for each field of it that
 * has a resolver, and sorts the parameters of each call, which cost more than most resolvers do.
 */
export function resolveDirectly(schema: GraphQLSchema): void {
  const { fieldResolvers, objectTypes, interfaceTypes } = getMetadataStorage();
  const nameOf = new Map([...objectTypes, ...interfaceTypes].map(({ target, name }) => [target, name]));
  const resolvers = new Map(fieldResolvers.map((field) => [`${nameOf.get(field.getObjectType!())}.${field.schemaName}`, field]));
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const [name, field] of Object.entries(type.getFields())) {
      const owner = [type, ...type.getInterfaces()].find((owner) => resolvers.has(`${owner.name}.${name}`));
      if (owner !== undefined) field.resolve = callOf(resolvers.get(`${owner.name}.${name}`)!);
    }
  }
}

function callOf({ target, methodName, params = [] }: FieldResolver): Resolve {
  const instance = new (target as new () => Record<string, (...parameters: unknown[]) => unknown>)();
  const method = instance[methodName]!.bind(instance);
  const read = [...params]
    .sort((a, b) => a.index - b.index)
    .map((param): Resolve => {
      if (param.kind === 'root') return (root) => root;
      if (param.kind === 'context') return (_root, _args, context) => context;
      if (param.kind === 'arg') return (_root, args) => args[param.name];
      if (param.kind === 'info') return (_root, _args, _context, info) => info;
      throw new Error(`${methodName} takes a parameter of the kind "${param.kind}", which resolvers here do not.`);
    });
  const [first, second, ...others] = read;
  // Most have one or two, and no list need be made for these.
  if (first === undefined) return () => method();
  if (second === undefined) return (root, args, context, info) => method(first(root, args, context, info));
  if (others.length === 0)
    return (root, args, context, info) => method(first(root, args, context, info), second(root, args, context, info));
  return (root, args, context, info) => method(...read.map((parameter) => parameter(root, args, context, info)));
}
