import { Projection } from '../../graph/projection.js';

/** What every query that returns a level returns of it. */
export const LEVEL = new Projection('level', ['id', 'name', 'scale', 'rank'], { typename: 'Level' });
