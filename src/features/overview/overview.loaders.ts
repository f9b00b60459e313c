import type { GraphLoaders } from '../../graphql/graph-loaders.js';
import { RELEASES_BY_IDS } from './overview.queries.js';
import type { Release } from './release.type.js';

export const createOverviewLoaders = ({ one }: GraphLoaders) => ({ releaseById: one<Release>(RELEASES_BY_IDS) });
