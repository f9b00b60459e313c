/** What every query that returns a source returns of it. */
export const SOURCE = `source { .id, .name, .publisher, .sourceKind, .url, .licence, .attribution, .version, .asOf, __typename: 'Source' }`;
