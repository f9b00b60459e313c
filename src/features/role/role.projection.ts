import { Projection } from '../../graph/projection.js';

/** What every query that returns a role returns of it. */
export const ROLE = new Projection('role', ['id', 'title', 'summary', 'status', 'revision', 'regulatedProfessionNote'], {
  fields: { scheme: 'toUpper(role.scheme)' },
  typename: 'Role',
});

export const FAMILY = new Projection('family', ['id', 'name'], { fields: { scheme: 'toUpper(family.scheme)' }, typename: 'RoleFamily' });
export const EXTERNAL_ID = new Projection('external', ['scheme', 'value', 'url']);
