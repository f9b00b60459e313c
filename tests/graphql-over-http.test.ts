import { type Audit, serverAudits } from 'graphql-http';
import { serve } from './support/serve.js';
import { sharedGraph } from './support/shared-graph.js';

let url: string;
beforeAll(async () => {
  url = `${await serve(await sharedGraph())}/graphql`;
});

/** https://graphql.github.io/graphql-over-http/draft/, as the working group's own audits check it: all of MUST, SHOULD and MAY. */
const audits: Audit[] = serverAudits({ url: () => url });

test('There are audits of each kind', () => {
  const count = (kind: string): number => audits.filter(({ name }) => name.startsWith(kind)).length;
  expect([count('MUST'), count('SHOULD'), count('MAY')]).toEqual([13, 23, 25]);
});

test.each(audits.map((audit) => [audit.name, audit] as const))('The service %s', async (_name, audit) => {
  expect(await audit.fn()).toMatchObject({ status: 'ok' });
});
