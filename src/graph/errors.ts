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
