import { GraphQLError } from 'graphql';

/** Stable codes of refusals; clients may rely on them. */
export const ErrorCode = {
  BAD_USER_INPUT: 'BAD_USER_INPUT',
  NOT_FOUND: 'NOT_FOUND',
  /** No token where one is needed, or one that is not valid. */
  UNAUTHENTICATED: 'UNAUTHENTICATED',
  /** A valid token, but not for this; or a service that lets nobody do it. */
  FORBIDDEN: 'FORBIDDEN',
  /** An operation beyond what one may ask for: too deep, too broad, too costly, or one that the database takes too long for. */
  QUERY_TOO_COMPLEX: 'QUERY_TOO_COMPLEX',
  /** A client that has spent its budget for now. */
  RATE_LIMITED: 'RATE_LIMITED',
  /** A request that is no proper GraphQL over HTTP. */
  BAD_REQUEST: 'BAD_REQUEST',
  GRAPH_UNAVAILABLE: 'GRAPH_UNAVAILABLE',
  INTERNAL_SERVER_ERROR: 'INTERNAL_SERVER_ERROR',
} as const;

/** An argument that cannot be used: names it, what was expected and what came. */
export function badUserInput(argument: string, expected: string, received: unknown): GraphQLError {
  return new GraphQLError(`Argument "${argument}": expected ${expected}, but got ${brief(received)}.`, {
    extensions: { code: ErrorCode.BAD_USER_INPUT, argument, expected },
  });
}

/** Long input is cut short: an error need not send it all back. */
export function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

/** For arguments of which exactly one names what is looked for. */
export function exactlyOne<A extends Record<string, unknown>>(args: A): void {
  const given = Object.keys(args).filter((name) => args[name] !== undefined && args[name] !== null);
  if (given.length === 1) return;
  const names = Object.keys(args);
  throw badUserInput(names.join(', '), `exactly one of ${names.join(', ')}`, given.length === 0 ? undefined : given);
}

/** For computations about something that is not there; plain look-ups answer null instead. */
export function notFound(argument: string, id: string): GraphQLError {
  return new GraphQLError(`Argument "${argument}": nothing in the graph has the id ${brief(id)}.`, {
    extensions: { code: ErrorCode.NOT_FOUND, argument },
  });
}
