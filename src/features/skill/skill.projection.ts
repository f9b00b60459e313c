/** What every query that returns a skill returns of it. */
export const SKILL = `skill { .id, .name, .description, .kind, .status, .revision, __typename: 'Skill' }`;
