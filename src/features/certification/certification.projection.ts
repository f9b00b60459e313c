/** What every query that returns a certification returns of it. */
export const CERTIFICATION = `certification { .id, .name, .issuer, .summary, .url, .status, .revision, __typename: 'Certification' }`;
