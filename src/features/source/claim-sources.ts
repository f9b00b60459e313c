import type { Context } from '../../context.js';
import type { PromiseOrValue } from '../../graphql/batching.js';
import type { Claim } from './claim.type.js';
import type { Source } from './source.type.js';

/** Who makes these claims, each source once. */
export const sourcesOf = (claims: readonly Claim[], loaders: Context['loaders']): PromiseOrValue<(Source | null)[]> =>
  loaders.source.byId.loadMany([...new Set(claims.map(({ sourceId }) => sourceId))]);
