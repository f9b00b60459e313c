import { Neo4jError, isRetryableError } from 'neo4j-driver';
import { GraphAuthenticationError, GraphTimeoutError, GraphUnavailableError } from './errors.js';

/** What Neo4j, the driver or else this service calls an error. */
export function errorCodeOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return String(code ?? name);
}

/** Says in this service's terms what the driver reports in its own; anything else passes as it is. */
export function translateDriverError(error: unknown): unknown {
  if (!(error instanceof Neo4jError)) return error;
  if (error.code.startsWith('Neo.ClientError.Security')) return new GraphAuthenticationError(error.message, { cause: error });
  if (error.code.includes('TransactionTimedOut')) return new GraphTimeoutError(error.message, { cause: error });
  // Its time was up while it waited for what others were writing, which is no fault of its own.
  if (error.code.endsWith('LockClientStopped')) return new GraphUnavailableError(error.message, { cause: error });
  const unreachable = error.code === 'ServiceUnavailable' || error.code === 'SessionExpired' || error.code.includes('DatabaseUnavailable');
  // These have no code of their own: a pool that is used up, and what else was to run in a transaction whose connection broke.
  const noConnection = /Connection acquisition timed out|Cannot run query in this transaction/.test(error.message);
  // On a full disk Neo4j can end no transaction, and from then on begin none: it has to be started again.
  const broken = error.code.startsWith('Neo.DatabaseError.Transaction.');
  if (unreachable || noConnection || broken || isRetryableError(error)) return new GraphUnavailableError(error.message, { cause: error });
  return error;
}
