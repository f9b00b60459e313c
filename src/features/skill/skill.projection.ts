import { Projection } from '../../graph/projection.js';

/** What every query that returns a skill returns of it. */
export const SKILL = new Projection('skill', ['id', 'name', 'description', 'kind', 'status', 'revision'], { typename: 'Skill' });
