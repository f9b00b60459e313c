import type { GraphLoaders } from '../../graphql/graph-loaders.js';
import { FACT_COUNTS_OF_SOURCES, SOURCES_BY_IDS } from './source.queries.js';
import type { FactCount, Source } from './source.type.js';

export const createSourceLoaders = ({ one, many }: GraphLoaders) => ({
  byId: one<Source>(SOURCES_BY_IDS),
  factCounts: many<FactCount>(FACT_COUNTS_OF_SOURCES),
});
