import { Projection } from '../../graph/projection.js';

/** What every query that returns a source returns of it. */
export const SOURCE = new Projection(
  'source',
  ['id', 'name', 'publisher', 'sourceKind', 'url', 'licence', 'attribution', 'version', 'asOf'],
  { typename: 'Source' },
);
