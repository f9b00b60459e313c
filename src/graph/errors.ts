import { Neo4jError, isRetryableError } from 'neo4j-driver';

/** The database cannot be reached, or not now: reads resume by themselves once it is back. */
export class GraphUnavailableError extends Error {
  override name = 'GraphUnavailableError';
}

/** The database is there and refuses the user or the password. */
export class GraphAuthenticationError extends Error {
  override name = 'GraphAuthenticationError';
}

/** The database takes too long for what is asked. */
export class GraphTimeoutError extends Error {
  override name = 'GraphTimeoutError';
}

/** Says in this service's terms what the driver reports in its own; anything else passes as it is. */
export function translateDriverError(error: unknown): unknown {
  if (!(error instanceof Neo4jError)) return error;
  if (error.code.startsWith('Neo.ClientError.Security')) return new GraphAuthenticationError(error.message, { cause: error });
  if (error.code.includes('TransactionTimedOut')) return new GraphTimeoutError(error.message, { cause: error });
  const unreachable = error.code === 'ServiceUnavailable' || error.code === 'SessionExpired' || error.code.includes('DatabaseUnavailable');
  if (unreachable || isRetryableError(error)) return new GraphUnavailableError(error.message, { cause: error });
  return error;
}
