import { Projection } from '../../graph/projection.js';

/** What every query that returns a role returns of it. */
export const ROLE = new Projection('role', ['id', 'scheme', 'title', 'summary', 'status', 'revision', 'regulatedProfessionNote'], {
  typename: 'Role',
});

export const FAMILY = new Projection('family', ['id', 'name', 'scheme'], { typename: 'RoleFamily' });
export const EXTERNAL_ID = new Projection('external', ['scheme', 'value', 'url']);
