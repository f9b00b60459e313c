/** What every query that returns a level returns of it. */
export const LEVEL = `level { .id, .name, .scale, .rank, __typename: 'Level' }`;
