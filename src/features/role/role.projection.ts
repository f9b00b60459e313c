/** What every query that returns a role returns of it. */
export const ROLE = `role { .id, .scheme, .title, .summary, .status, .revision, .regulatedProfessionNote, __typename: 'Role' }`;

export const FAMILY = `family { .id, .name, .scheme, __typename: 'RoleFamily' }`;
export const EXTERNAL_ID = `external { .scheme, .value, .url }`;
