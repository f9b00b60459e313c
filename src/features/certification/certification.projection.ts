import { Projection } from '../../graph/projection.js';

/** What every query that returns a certification returns of it. */
export const CERTIFICATION = new Projection('certification', ['id', 'name', 'issuer', 'summary', 'url', 'status', 'revision'], {
  typename: 'Certification',
});
