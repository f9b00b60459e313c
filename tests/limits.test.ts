import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { getIntrospectionQuery, getOperationAST, parse } from 'graphql';
import { examplesIn, handWrittenDocuments } from '../scripts/write-doc-answers.js';
import { loadConfig } from '../src/config.js';
import { GraphTimeoutError } from '../src/graph/errors.js';
import { CostBudget } from '../src/graphql/limits/cost-budget.js';
import { measureOperation } from '../src/graphql/limits/measure-operation.js';
import { projectRoot } from '../src/project-root.js';
import { createSchema } from '../src/schema.js';
import { removeTemporaryFolders, temporaryFolder } from './support/child-process.js';
import { post, serve } from './support/serve.js';
import { cypherSent, sharedGraph } from './support/shared-graph.js';
import { acceptingTokens, token } from './support/tokens.js';

const schema = createSchema();

afterAll(removeTemporaryFolders);

const measure = (query: string, variables: Record<string, unknown> = {}) => {
  const document = parse(query);
  const { depth, aliases, costFor } = measureOperation(schema, document, getOperationAST(document)!);
  return { depth, aliases, cost: costFor(variables) };
};

describe('An operation', () => {
  test('costs about as many objects as its answer may hold', () => {
    expect(measure('{ role(id: "x") { title } }').cost).toBe(1);
    expect(measure('{ roles(first: 30) { nodes { title } } }').cost).toBe(1 + 30);
    expect(measure('{ roles(first: 30) { edges { node { title } } } }').cost).toBe(1 + 30 * 2);
    expect(measure('{ roles { nodes { skills(first: 10) { nodes { name } } } } }').cost).toBe(1 + 20 * (1 + (1 + 10)));
    expect(measure('{ nodes(ids: ["a", "b", "c"]) { id } }').cost).toBe(3);
    expect(measure('{ role(id: "x") { salaries { label } } }').cost).toBe(1 + 5);
    expect(measure('{ __schema { types { name } } }').cost).toBe(0);
  });

  test('costs what its variables make of it', () => {
    const query = 'query ($first: Int = 7, $ids: [ID!]!) { roles(first: $first) { nodes { id } } nodes(ids: $ids) { id } }';
    expect(measure(query, { first: 100, ids: ['a', 'b'] }).cost).toBe(1 + 100 + 2);
    expect(measure(query, { ids: [] }).cost).toBe(1 + 7);
  });

  test('costs the same in fragments', () => {
    const plain = '{ roles(first: 9) { nodes { title skills(first: 3) { nodes { name } } } } }';
    const spread = `{ ...Q } fragment Q on Query { roles(first: 9) { ...P ... { __typename } } }
      fragment P on RoleConnection { nodes { ... on Role { title skills(first: 3) { nodes { name } } } } }`;
    expect(measure(spread)).toEqual(measure(plain));
  });

  test('is measured at once, however often fragments spread fragments', () => {
    const fragments = Array.from(
      { length: 60 },
      (_, i) => `fragment F${i} on Query { ${i === 59 ? 'a: graphInfo { revision }' : `...F${i + 1} ...F${i + 1}`} }`,
    );
    expect(measure(`{ ...F0 } ${fragments.join(' ')}`)).toEqual({ depth: 2, aliases: 2 ** 59, cost: 2 ** 59 });
  });

  test('is as deep as its fields, introspection apart', () => {
    expect(measure('{ role(id: "x") { title } }').depth).toBe(2);
    expect(measure(getIntrospectionQuery()).depth).toBe(0);
  });
});

test('Every query in the documentation stays below a fifth of each limit', async () => {
  const { limits } = loadConfig({});
  const near: string[] = [];
  for (const document of await handWrittenDocuments()) {
    for (const { language, query, variables, line } of examplesIn(readFileSync(join(projectRoot, document), 'utf8'))) {
      if (language !== 'graphql') continue;
      const { depth, aliases, cost } = measure(query, variables);
      const tooNear = depth > limits.depth * 0.8 || aliases > limits.aliases / 5 || cost > limits.cost / 5;
      if (tooNear) near.push(`${document}:${line} has depth ${depth}, ${aliases} aliases, cost ${cost}`);
    }
  }
  expect(near).toEqual([]);
});

describe('A budget', () => {
  test('lets a client into debt once, and in again when it has come back', () => {
    let ms = 0;
    const budget = new CostBudget(100, 10, () => ms);
    budget.spend('ada', 130);
    expect(budget.secondsToWait('ada')).toBe(4);
    expect(budget.secondsToWait('grace')).toBe(0);
    ms += 3_500;
    expect(budget.secondsToWait('ada')).toBe(0);
    ms += 3_600_000;
    budget.spend('ada', 99);
    expect(budget.secondsToWait('ada')).toBe(0); // it never holds more than its size
    budget.spend('ada', 1);
    expect(budget.secondsToWait('ada')).toBe(1);
  });
});

describe('The server', () => {
  let url: string;
  beforeAll(async () => {
    url = await serve(await sharedGraph(), { MAX_COST: '1000', REQUEST_TIMEOUT_MS: '1000' });
  });
  const refusal = async (query: string, variables?: unknown) => {
    const response = await post(url, { query, variables });
    const { data, errors } = (await response.json()) as any;
    expect(data).toBeUndefined();
    return [response.status, errors[0].extensions];
  };

  test('says in extensions.cost what an answer cost', async () => {
    expect(await (await post(url, { query: '{ role(title: "ML engineer") { title } }' })).json()).toMatchObject({
      extensions: { cost: 1 },
    });
  });

  test('refuses what is too deep, too broad, too costly or too long before anything is executed', async () => {
    const nested = (levels: number): string => (levels === 0 ? 'id' : `broader { role { ${nested(levels - 1)} } }`);
    expect(await refusal(`{ role(id: "x") { ${nested(5)} } }`)).toEqual([400, { code: 'QUERY_TOO_COMPLEX', depth: 12, limit: 10 }]);
    const aliases = Array.from({ length: 16 }, (_, i) => `a${i}: graphInfo { revision }`).join(' ');
    expect(await refusal(`{ ${aliases} }`)).toEqual([400, { code: 'QUERY_TOO_COMPLEX', aliases: 16, limit: 15 }]);
    const costly = 'query ($first: Int) { roles(first: $first) { nodes { skills { nodes { name } } } } }';
    expect(await refusal(costly, { first: 50 })).toEqual([400, { code: 'QUERY_TOO_COMPLEX', cost: 2601, limit: 1000 }]);
    expect(await refusal(`{ role(id: "x") { ${'title '.repeat(1000)} } }`)).toEqual([400, { code: 'GRAPHQL_PARSE_FAILED' }]);
  });

  test('refuses a name that no operation has, executes nothing for it, and charges as ever', async () => {
    const costly = '{ roles(first: 200) { nodes { skills(first: 200) { nodes { name } } } } }';
    const cheap = '{ role(id: "role:data-scientist") { title } }';
    const mutation = 'mutation { removeSource(input: { idempotencyKey: "once", source: "source:nobodys" }) { __typename } }';
    const ask = async (query: string) => (await post(url, { query })).json();
    await ask(costly);
    for (let time = 0; time < 3; time++) await ask(cheap); // compiled by now
    const sent = await cypherSent(await sharedGraph(), async () => {
      for (const query of [costly, `query A ${costly}`, cheap, `query A ${cheap}`, mutation]) {
        for (const operationName of ['B', '']) {
          const response = await post(url, { query, operationName });
          const { data, errors } = (await response.json()) as any;
          expect([response.status, errors[0].extensions.code, data]).toEqual([400, 'OPERATION_RESOLUTION_FAILURE', undefined]);
        }
      }
      const address = `${url}/graphql?operationName=B&query=${encodeURIComponent(mutation)}`;
      const byGet = await (await fetch(address, { headers: { 'content-type': 'application/json' } })).json();
      expect(byGet).toMatchObject({ errors: [{ extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }] });
    });
    expect(sent).toEqual([]);
    expect(await refusal(costly)).toEqual([400, expect.objectContaining({ code: 'QUERY_TOO_COMPLEX' })]);
    expect(await ask(cheap)).toMatchObject({ extensions: { cost: 1 } });
  });

  test('refuses lists of more than 200, as literals and in variables, whatever they are for', async () => {
    const tooMany = Array.from({ length: 201 }, (_, i) => `level:${i}`);
    const expected = { code: 'BAD_USER_INPUT', expected: 'lists of at most 200' };
    const query = 'query ($filter: RoleFilter) { roles(filter: $filter) { totalCount } }';
    expect(await refusal(query, { filter: { levels: tooMany } })).toEqual([400, { ...expected, argument: '$filter' }]);
    const literal = `{ roles(filter: { levels: ${JSON.stringify(tooMany)} }) { totalCount } }`;
    expect(await refusal(literal)).toEqual([400, { ...expected, argument: 'in the operation' }]);
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    expect(
      (
        await fetch(`${url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: `{"query":"query($a:[ID!]!){nodes(ids:$a){id}}","variables":{"a":${deep}}}`,
        })
      ).status,
    ).toBe(400);
  });

  test('takes JSON only, plain and not too much of it, and refuses in the shape of GraphQL', async () => {
    const send = async (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>) => {
      const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
      const { errors } = (await response.json()) as any;
      return [response.status, errors[0].extensions.code];
    };
    const json = { 'content-type': 'application/json' };
    expect(await send('{}', { 'content-type': 'text/plain' })).toEqual([415, 'BAD_REQUEST']);
    expect(await send('query={a}', { 'content-type': 'application/x-www-form-urlencoded' })).toEqual([415, 'BAD_REQUEST']);
    expect(await send(new Uint8Array(gzipSync('{}')), { ...json, 'content-encoding': 'gzip' })).toEqual([415, 'BAD_REQUEST']);
    expect(await send(JSON.stringify({ query: '{ __typename }', extensions: { padding: 'x'.repeat(100_000) } }), json)).toEqual([
      413,
      'BAD_REQUEST',
    ]);
    expect(await send('{"query":', json)).toEqual([400, 'BAD_REQUEST']);
    expect(await send('[{"query":"{ __typename }"}]', json)).toEqual([400, 'BAD_REQUEST']);
    expect(await send('{"query":"{ __typename }","__proto__":{}}', json)).toEqual([400, 'BAD_REQUEST']);
  });

  test('closes the connection of a client that does not finish its request', async () => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk));
    socket.write('POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"query"');
    await new Promise((resolve) => socket.once('close', resolve));
    expect(answer).toMatch(/^HTTP\/1.1 408 |^$/);
  });

  test('keeps a budget for each client, which it tells when to come again', async () => {
    const small = await serve(await sharedGraph(), { ...acceptingTokens, COST_BUDGET: '20', COST_REFILL_PER_SECOND: '1' });
    const query = '{ roles(first: 50) { nodes { title } } }';
    expect((await post(small, { query })).status).toBe(200);
    const refused = await post(small, { query });
    const retryAfter = Number(refused.headers.get('retry-after'));
    expect([refused.status, ((await refused.json()) as any).errors[0].extensions]).toEqual([
      429,
      { code: 'RATE_LIMITED', retryAfterSeconds: retryAfter },
    ]);
    expect(retryAfter).toBeGreaterThan(20);
    const other = await post(small, { query }, { authorization: `Bearer ${token()}`, 'x-forwarded-for': '192.0.2.1' });
    expect(other.status).toBe(200);
    expect((await post(small, { query }, { 'x-forwarded-for': '192.0.2.1' })).status).toBe(429);
  });

  test('takes a proxy’s word for who a client is, if it is told which proxies there are', async () => {
    const behind = await serve(await sharedGraph(), { TRUST_PROXY: '127.0.0.1', COST_BUDGET: '1', COST_REFILL_PER_SECOND: '1' });
    const ask = (client: string) => post(behind, { query: '{ roles { nodes { title } } }' }, { 'x-forwarded-for': client });
    expect([(await ask('192.0.2.1')).status, (await ask('192.0.2.1')).status, (await ask('192.0.2.2')).status]).toEqual([200, 429, 200]);
  });

  test('answers only the operations of a safelist, where there is one', async () => {
    const SAFELIST = join(temporaryFolder(), 'manifest.json');
    const body = '{ graphInfo { revision } }';
    await writeFile(SAFELIST, JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations: [{ id: 'x', body }] }));
    const closed = await serve(await sharedGraph(), { SAFELIST });
    expect((await post(closed, { query: body })).status).toBe(200);
    const refused = await post(closed, { query: '{ graphInfo { changedAt } }' });
    expect([refused.status, ((await refused.json()) as any).errors[0].extensions]).toEqual([403, { code: 'FORBIDDEN' }]);
    expect((await fetch(`${closed}/graphql?query=${encodeURIComponent('{ __typename }')}`)).status).toBe(403);
    await expect(serve(await sharedGraph(), { SAFELIST: '/nowhere.json' })).rejects.toThrow(/SAFELIST names \/nowhere.json/);
  });

  test('gives up what takes the database too long, and says so', async () => {
    const impatient = await serve(await sharedGraph(), { DATABASE_TIME_MS: '1' });
    const response = await post(impatient, { query: '{ roles(first: 200) { nodes { skills(first: 200) { nodes { name } } } } }' });
    const { errors } = (await response.json()) as any;
    expect(errors[0].extensions.code).toBe('QUERY_TOO_COMPLEX');
  });

  test('is told by the database that a query has taken too long, before it is taken to be away', async () => {
    const forever = '/* forever */ UNWIND range(1, 1000000) AS one UNWIND range(1, 1000000) AS other RETURN count(*) AS pairs';
    for (let time = 0; time < 3; time++)
      await expect((await sharedGraph()).within(700).read(forever)).rejects.toBeInstanceOf(GraphTimeoutError);
  });
});
