import type { webcrypto } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { loadConfig } from '../src/config.js';
import { createIdentifier, requireScope } from '../src/graphql/identity.js';
import { projectRoot } from '../src/project-root.js';
import { endRuns, removeTemporaryFolders, runNode, temporaryFolder } from './support/child-process.js';
import { post, serve } from './support/serve.js';
import { sharedGraph } from './support/shared-graph.js';
import { acceptingTokens, badAuthorizations, callerWith, goodClaims, token } from './support/tokens.js';

afterAll(endRuns);
afterAll(removeTemporaryFolders);

const identifier = (env: Record<string, string> = acceptingTokens) => {
  const identify = createIdentifier(loadConfig(env).tokens);
  return (authorization?: string) => identify(authorization, '127.0.0.1');
};
const codeOf = (work: () => unknown): unknown => {
  try {
    return work() && 'done';
  } catch (error) {
    return (error as { extensions: { code: string } }).extensions.code;
  }
};

describe('A service with a shared secret', () => {
  const ask = async (authorization?: string) =>
    post(await url, { query: '{ graphInfo { revision } }' }, authorization === undefined ? {} : { authorization });
  let url: Promise<string>;
  beforeAll(() => (url = sharedGraph().then((graph) => serve(graph, acceptingTokens))));

  test('answers reads without a token, and with one that is valid', async () => {
    for (const authorization of [undefined, `Bearer ${token()}`, `bearer ${token({ scope: undefined })}`]) {
      expect(await (await ask(authorization)).json()).toMatchObject({ data: { graphInfo: { revision: expect.any(Number) } } });
    }
  });

  test.each(Object.entries(badAuthorizations))('refuses even a read with a bad token: %s', async (_what, authorization) => {
    const response = await ask(authorization);
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer error="invalid_token"']);
    const { errors } = (await response.json()) as any;
    expect(errors).toEqual([
      { message: expect.stringMatching(/^The bearer token is not valid: .+\.$/), extensions: { code: 'UNAUTHENTICATED' } },
    ]);
  });

  test('knows whose a token is, and what it is for', async () => {
    const { identity } = await identifier()(`Bearer ${token({ scope: 'openid curate' })}`);
    expect(identity).toEqual({ subject: 'ada', scopes: new Set(['curate']) });
  });
});

describe('What needs a scope', () => {
  test('is done for a token that has it', () => {
    expect(requireScope(callerWith('curate'), 'curate').subject).toBe('ada');
  });

  test('is UNAUTHENTICATED without a token, FORBIDDEN with one that has another scope', async () => {
    const withoutToken = await identifier()(undefined);
    expect(codeOf(() => requireScope(withoutToken, 'curate'))).toBe('UNAUTHENTICATED');
    expect(codeOf(() => requireScope(callerWith('admin'), 'curate'))).toBe('FORBIDDEN');
    expect(codeOf(() => requireScope(callerWith('curate'), 'admin'))).toBe('FORBIDDEN');
  });

  test('is FORBIDDEN to everybody where the service can check no tokens', async () => {
    const caller = await identifier({})(`Bearer ${token()}`);
    expect(codeOf(() => requireScope(caller, 'curate'))).toBe('FORBIDDEN');
  });
});

describe('A service with an identity provider', () => {
  let provider: Server;
  let JWT_JWKS_URL: string;
  let keys: { publicKey: webcrypto.CryptoKey; privateKey: webcrypto.CryptoKey };
  beforeAll(async () => {
    keys = await generateKeyPair('ES256', { extractable: true });
    const published = JSON.stringify({ keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'ES256' }] });
    provider = createServer((_request, response) => response.setHeader('content-type', 'application/json').end(published));
    await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
    JWT_JWKS_URL = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/jwks.json`;
  });
  afterAll(() => provider.close());
  const signed = (key: webcrypto.CryptoKey, kid = 'one') => new SignJWT(goodClaims()).setProtectedHeader({ alg: 'ES256', kid }).sign(key);

  test('takes what the published keys sign, and nothing else', async () => {
    const identify = identifier({ JWT_JWKS_URL });
    expect((await identify(`Bearer ${await signed(keys.privateKey)}`)).identity?.subject).toBe('ada');
    const { privateKey: stranger } = await generateKeyPair('ES256');
    const unauthenticated = expect.objectContaining({ extensions: expect.objectContaining({ code: 'UNAUTHENTICATED' }) });
    await expect(identify(`Bearer ${await signed(stranger)}`)).rejects.toEqual(unauthenticated);
    await expect(identify(`Bearer ${await signed(keys.privateKey, 'two')}`)).rejects.toEqual(unauthenticated);
    await expect(identify(`Bearer ${token()}`)).rejects.toEqual(unauthenticated);
  });

  test('blames no token for keys that cannot be fetched, and tells no client why', async () => {
    const url = await serve(await sharedGraph(), { JWT_JWKS_URL: 'http://127.0.0.1:9/jwks.json' });
    const response = await post(url, { query: '{ graphInfo { revision } }' }, { authorization: `Bearer ${await signed(keys.privateKey)}` });
    const { errors } = (await response.json()) as any;
    expect([response.status, errors[0].extensions.code]).toEqual([500, 'INTERNAL_SERVER_ERROR']);
    expect(JSON.stringify(errors)).not.toMatch(/127\.0\.0\.1|ECONN/);
  });
});

describe('npm run token', () => {
  const mint = (env: NodeJS.ProcessEnv, ...args: string[]) =>
    runNode(join(projectRoot, 'dist/src/mint-token.js'), temporaryFolder(), { JWT_JWKS_URL: '', ...env }, ...args);

  test('prints a token that the service takes', async () => {
    const run = mint(acceptingTokens, '--subject', 'grace', '--scope', 'curate admin');
    expect((await run.exited).code).toBe(0);
    const { identity } = await identifier()(`Bearer ${run.output().trim()}`);
    expect(identity).toEqual({ subject: 'grace', scopes: new Set(['curate', 'admin']) });
  });

  test('says what is missing or wrong, with the usage', async () => {
    const refusals: [NodeJS.ProcessEnv, string[], RegExp][] = [
      [acceptingTokens, [], /--subject: expected whom.*npm run token/s],
      [acceptingTokens, ['--subject', 'ada', '--scope', 'all'], /--scope: expected curate or admin.*got "all"/s],
      [acceptingTokens, ['--subject', 'ada', '--days', '0'], /--days: expected a whole number/],
      [{ JWT_SECRET: '' }, ['--subject', 'ada'], /JWT_SECRET is not set/],
    ];
    for (const [env, args, pattern] of refusals) {
      const run = mint(env, ...args);
      expect((await run.exited).code).toBe(1);
      expect(run.errors()).toMatch(pattern);
    }
  });
});
