import { GraphQLError } from 'graphql';
import type { CareerMapKeeper } from '../career-map-keeper.js';
import { badUserInput, ErrorCode } from '../graphql/errors.js';
import { RETRY_AFTER_SECONDS } from '../graphql/format-error.js';

const LIMIT_MS = 3_000;

/** `Careergraph-Revision: n` waits until this server has reached n: so a client reads through one server what it wrote through another. */
export async function reachRevision(careerMaps: CareerMapKeeper, header: string | string[] | undefined): Promise<void> {
  if (header === undefined) return;
  if (typeof header !== 'string' || !/^\d{1,15}$/.test(header)) {
    const { message, extensions } = badUserInput('Careergraph-Revision', 'a revision that an answer gave', header);
    throw new GraphQLError(message, { extensions: { ...extensions, http: { status: 400 } } });
  }
  if (await careerMaps.reach(Number(header), LIMIT_MS)) return;
  throw new GraphQLError(`This server has not reached revision ${header} yet. Try again shortly.`, {
    extensions: { code: ErrorCode.GRAPH_UNAVAILABLE, retryAfterSeconds: RETRY_AFTER_SECONDS, http: { status: 503 } },
  });
}
