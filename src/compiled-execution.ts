import {
  type ApolloServerPlugin,
  type GraphQLRequestContextResponseForOperation,
  type GraphQLRequestContextWillSendResponse,
  type GraphQLResponse,
  HeaderMap,
} from '@apollo/server';
import type { GatewayExecutor, GatewayInterface } from '@apollo/server-gateway-interface';
import { execute, GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
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

type ToExecute = GraphQLRequestContextResponseForOperation<Context>;
type Answered = GraphQLRequestContextWillSendResponse<Context>;

/** What became of an operation so far: compiling pays only for those that come again, and does not succeed for all. */
type Program = CompiledQuery | 'answered once' | 'not compilable';

/** What Apollo is given to execute by programs that are compiled from operations. */
export interface CompiledExecution {
  /**
   * Answers what is compiled. Not left to a gateway, though it is for just that: Apollo makes an object with a getter for a gateway, which V8
   * keeps with all that its request loaded until the next collection of old objects.
   */
  readonly plugin: ApolloServerPlugin<Context>;
  /** Executes the rest, and hands over what went wrong in a program, so that Apollo tells of it as of any error. */
  readonly gateway: GatewayInterface;
}

export function compiledExecution(schema: GraphQLSchema): CompiledExecution {
  const programs = new LRUCache<string, Program>({ max: MAX_PROGRAMS });

  const programOf = (request: ToExecute): CompiledQuery | undefined => {
    const key = keyOf(request);
    let program = programs.get(key);
    if (program === 'answered once') {
      const compiled = compileQuery(schema, request.document, request.operationName ?? undefined, COMPILING);
      program = isCompiledQuery(compiled) ? (compiled as CompiledQuery) : 'not compilable';
      programs.set(key, program);
    }
    return typeof program === 'object' ? program : undefined;
  };

  const responseForOperation = async (request: ToExecute): Promise<GraphQLResponse | null> => {
    if (!isQuery(request)) return null;
    const { contextValue } = request;
    try {
      const program = programOf(request);
      if (program === undefined) return null;
      contextValue.reads.merging = true; // so are the queries of operations that come again
      const { data, errors } = await program.query(undefined, contextValue, request.request.variables ?? {});
      // Without data the variables were not accepted: the interpreter refuses them in the words that clients know.
      if (data === undefined) return null;
      if (errors === undefined) return { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult: { data } } };
      contextValue.failed = () => ({ data, errors: errors.map(asUsual) });
    } catch (error) {
      contextValue.failed = () => {
        throw error;
      };
    }
    return null;
  };

  /** Known is what was answered once: those who ask the same before read by the same queries, for a Neo4j that has just begun is slow to plan each. */
  const willSendResponse = async (request: Answered): Promise<void> => {
    const { body } = request.response;
    if (!isQuery(request) || body.kind !== 'single' || !body.singleResult.data) return;
    const key = keyOf(request);
    if (!programs.has(key)) programs.set(key, 'answered once');
  };

  // By the name that was asked for, not the operation's that was found: there is none of another name, and GraphQL says so.
  const executor: GatewayExecutor = async ({ document, request: { operationName, variables }, context }) => {
    const { failed } = context as Context;
    const result = failed?.() ?? execute({ schema, document, operationName, variableValues: variables, contextValue: context });
    return result as ReturnType<GatewayExecutor>;
  };

  return {
    plugin: { requestDidStart: async () => ({ responseForOperation, willSendResponse }) },
    gateway: {
      onSchemaLoadOrUpdate: (tell) => {
        tell({ apiSchema: schema, coreSupergraphSdl: '' });
        return () => {};
      },
      load: async () => ({ executor }),
      stop: async () => {},
    },
  };
}

/** Not where no operation has the name that was asked for, whatever Apollo's types say. */
const isQuery = ({ operation }: { operation?: OperationDefinitionNode }): boolean => operation?.operation === 'query';

const keyOf = ({ queryHash, operationName }: ToExecute | Answered): string => `${queryHash} ${operationName ?? ''}`;

/** Errors of compiled programs look like GraphQL's own and are not: Apollo fails to format them. */
function asUsual({ message, path, locations, originalError }: GraphQLError): GraphQLError {
  return Object.assign(new GraphQLError(message, { path, originalError }), { locations });
}
