import { GraphQLDate, GraphQLDateTime, GraphQLURL } from 'graphql-scalars';

/** The contract's own scalars. Values travel as the graph keeps them: ISO texts. */
export const DateScalar = GraphQLDate;
export const DateTimeScalar = GraphQLDateTime;
export const UrlScalar = GraphQLURL;
