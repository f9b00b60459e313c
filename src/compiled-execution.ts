import type { GatewayExecutor, GatewayInterface } from '@apollo/server-gateway-interface';
import { execute, GraphQLError, type GraphQLSchema } from 'graphql';
import { type CompiledQuery, type CompilerOptions, compileQuery, isCompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import type { Context } from './context.js';
import { selectionEnricher } from './graphql/selection.js';

const MAX_PROGRAMS = 500;

const COMPILING: Partial<CompilerOptions> = {
  resolverInfoEnricher: selectionEnricher,
  // Plain values are sent as resolvers give them: to check each one again, its place in the operation and in the answer would be written down first.
  disableLeafSerialization: true,
};

/** What became of an operation so far: compiling pays only for those that come again, and does not succeed for all. */
type Program = CompiledQuery | 'seen once' | 'not compilable';

/** Lets Apollo execute by programs that are compiled from operations: its gateway interface is the one way in that leaves all else as it is. */
export function compiledExecution(schema: GraphQLSchema): GatewayInterface {
  const programs = new LRUCache<string, Program>({ max: MAX_PROGRAMS });

  const executor: GatewayExecutor = async ({ document, queryHash, operation, operationName, request, context }) => {
    const interpret = () =>
      execute({ schema, document, operationName, variableValues: request.variables, contextValue: context }) as ReturnType<GatewayExecutor>;
    if (operation.operation !== 'query') return interpret();
    const key = `${queryHash} ${operationName ?? ''}`;
    const known = programs.get(key);
    if (known === undefined) programs.set(key, 'seen once');
    if (known === undefined || known === 'not compilable') return interpret();
    const program = known === 'seen once' ? compile() : known;
    (context as Context).reads.merging = true; // so are the queries of operations that come again
    const result = await program?.query(undefined, context, request.variables ?? {});
    // Without data the variables were not accepted: the interpreter refuses them in the words that clients know.
    if (result?.data === undefined) return interpret();
    return result.errors === undefined ? result : { ...result, errors: result.errors.map(asUsual) };

    function compile(): CompiledQuery | undefined {
      const compiled = compileQuery(schema, document, operationName ?? undefined, COMPILING);
      const program = isCompiledQuery(compiled) ? (compiled as CompiledQuery) : undefined;
      programs.set(key, program ?? 'not compilable');
      return program;
    }
  };

  return {
    onSchemaLoadOrUpdate: (tell) => {
      tell({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => {};
    },
    load: async () => ({ executor }),
    stop: async () => {},
  };
}

/** Errors of compiled programs look like GraphQL's own and are not: Apollo fails to format them. */
function asUsual({ message, path, locations, originalError }: GraphQLError): GraphQLError {
  return Object.assign(new GraphQLError(message, { path, originalError }), { locations });
}
