import { Projection } from '../../graph/projection.js';

export const INDUSTRY = new Projection('industry', ['id', 'name'], { typename: 'Industry' });
export const EMPLOYER = new Projection('employer', ['id', 'name'], { typename: 'Employer' });
