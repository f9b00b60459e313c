export const INDUSTRY = `industry { .id, .name, __typename: 'Industry' }`;
export const EMPLOYER = `employer { .id, .name, __typename: 'Employer' }`;
