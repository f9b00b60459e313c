import type { ApolloServerPlugin } from '@apollo/server';
import { type DocumentNode, GraphQLError, Kind, type OperationDefinitionNode, visit } from 'graphql';
import { badUserInput, ErrorCode } from '../errors.js';
import { MAX_PAGE_SIZE } from '../pagination.js';
import { CostBudget } from './cost-budget.js';
import { type Measured, measureOperation } from './measure-operation.js';

export interface Limits {
  readonly depth: number;
  readonly aliases: number;
  /** Of one operation. */
  readonly cost: number;
  /** What a client may spend at once, and how much of it comes back each second. */
  readonly budget: number;
  readonly refillPerSecond: number;
}

/** Whom a budget belongs to. */
interface Client {
  readonly client: string;
}

type MeasuredDocument = Measured & { readonly longestList: number };

/**
 * Refuses, before anything is executed, operations that are too deep, too broad or too costly, and clients who have spent their
 * budget. An answer says what it cost in `extensions.cost`; one that comes from a cache is not charged for.
 */
export function limitsPlugin({ depth, aliases, cost: most, budget: size, refillPerSecond }: Limits): ApolloServerPlugin<Client> {
  const budget = new CostBudget(size, refillPerSecond);
  /** Documents are kept by Apollo as long as they are asked for. */
  const known = new WeakMap<OperationDefinitionNode, MeasuredDocument>();
  return {
    requestDidStart: async () => {
      let cost: number | undefined;
      return {
        didResolveOperation: async ({ schema, document, operation, request, contextValue }) => {
          if (operation === undefined) return; // which Apollo refuses itself, later
          let measured = known.get(operation);
          if (measured === undefined) {
            measured = { ...measureOperation(schema, document, operation), longestList: longestListIn(document) };
            known.set(operation, measured);
          }
          if (measured.depth > depth) throw tooComplex('depth', measured.depth, depth, 'levels of fields');
          if (measured.aliases > aliases)
            throw tooComplex('aliases', measured.aliases, aliases, 'aliases, each spread of a fragment counted');
          if (measured.longestList > MAX_PAGE_SIZE) throw tooLong('in the operation', measured.longestList);
          const variables = request.variables ?? {};
          refuseLongLists(variables);
          cost = measured.costFor(variables);
          if (cost > most) throw tooComplex('cost', cost, most, 'objects that it may answer');
          const seconds = budget.secondsToWait(contextValue.client);
          if (seconds > 0) throw rateLimited(seconds);
          budget.spend(contextValue.client, cost);
        },
        willSendResponse: async ({ response: { body } }) => {
          if (cost === undefined || body.kind !== 'single') return;
          body.singleResult.extensions = { ...body.singleResult.extensions, cost };
        },
      };
    },
  };
}

function tooComplex(what: string, came: number, most: number, unit: string): GraphQLError {
  return new GraphQLError(
    `The operation is too complex: its ${what} is ${came}, and at most ${most} is allowed (${unit}). Ask for less, or in several operations.`,
    { extensions: { code: ErrorCode.QUERY_TOO_COMPLEX, [what]: came, limit: most, http: { status: 400 } } },
  );
}

function rateLimited(seconds: number): GraphQLError {
  return new GraphQLError(`You have used up what you may ask for at once. Try again in ${seconds} s.`, {
    extensions: {
      code: ErrorCode.RATE_LIMITED,
      retryAfterSeconds: seconds,
      http: { status: 429, headers: new Map([['retry-after', String(seconds)]]) },
    },
  });
}

function tooLong(argument: string, length: number): GraphQLError {
  const error = badUserInput(argument, `lists of at most ${MAX_PAGE_SIZE}`, `${length} items`);
  return new GraphQLError(error.message, { extensions: { ...error.extensions, http: { status: 400 } } });
}

function longestListIn(document: DocumentNode): number {
  let longest = 0;
  visit(document, { [Kind.LIST]: ({ values }) => void (longest = Math.max(longest, values.length)) });
  return longest;
}

/** Without recursion: what is nested deep must not overflow the stack. */
function refuseLongLists(variables: Readonly<Record<string, unknown>>): void {
  for (const [name, variable] of Object.entries(variables)) {
    if (typeof variable !== 'object') continue;
    for (const left: unknown[] = [variable]; left.length > 0;) {
      const value = left.pop();
      if (typeof value !== 'object' || value === null) continue;
      if (Array.isArray(value) && value.length > MAX_PAGE_SIZE) throw tooLong(`$${name}`, value.length);
      for (const inner of Object.values(value)) left.push(inner);
    }
  }
}
