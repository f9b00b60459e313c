import type { ApolloServerPlugin } from '@apollo/server';
import { ErrorCode } from '../graphql/errors.js';
import { RETRY_AFTER_SECONDS } from '../graphql/format-error.js';

const GRAPHQL_RESPONSE = 'application/graphql-response+json';

/**
 * The HTTP status of an answer, as https://graphql.github.io/graphql-over-http/draft/ has it: who asks for the older media type
 * application/json gets 200 with errors in it where HTTP itself was used well.
 */
export const statusPlugin: ApolloServerPlugin = {
  requestDidStart: async () => ({
    willSendResponse: async ({ request, response: { http, body } }) => {
      if (body.kind !== 'single') return;
      const codes = body.singleResult.errors?.map(({ extensions }) => extensions?.code) ?? [];
      if (codes.includes(ErrorCode.GRAPH_UNAVAILABLE)) {
        // A passing state of the service: HTTP has a status for that, and says when to come again.
        http.status = 503;
        http.headers.set('retry-after', String(RETRY_AFTER_SECONDS));
      } else if (http.status === 400 && !codes.includes(ErrorCode.BAD_REQUEST)) {
        if (!request.http?.headers.get('accept')?.includes(GRAPHQL_RESPONSE)) http.status = 200;
      }
    },
  }),
};
