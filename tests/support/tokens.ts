import { createHmac, createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Caller, Scope } from '../../src/graphql/identity.js';

export const SECRET = 'only for tests, and long enough to be a secret';

/** What a service must be started with to take these tokens. */
export const acceptingTokens = { JWT_SECRET: SECRET };

/** Somebody whose token was checked, for tests without HTTP. */
export const callerWith = (...scopes: Scope[]): Caller => ({
  identity: { subject: 'ada', scopes: new Set(scopes) },
  tokensAccepted: true,
  client: 'subject ada',
});

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const inAnHour = (): number => Math.floor(Date.now() / 1000) + 3600;

export const goodClaims = () => ({ sub: 'ada', scope: 'curate', iss: 'careergraph', aud: 'careergraph', exp: inAnHour() });

/** A token as anybody might make it up. */
export function token(claims: Record<string, unknown> = {}, { secret = SECRET, alg = 'HS256' } = {}): string {
  const signed = `${encode({ alg, typ: 'JWT' })}.${encode({ ...goodClaims(), ...claims })}`;
  const hash = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' }[alg];
  return `${signed}.${hash === undefined ? '' : createHmac(hash, secret).update(signed).digest('base64url')}`;
}

const [head, , signature] = token().split('.');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** `Authorization` headers that no service may take, by what is wrong with them. */
export const badAuthorizations: Record<string, string> = {
  'no token after Bearer': 'Bearer ',
  'another scheme': `Basic ${Buffer.from('ada:lovelace').toString('base64')}`,
  'a bare token': token(),
  'what is no token': 'Bearer nonsense',
  'three parts that are no JSON': 'Bearer a.b.c',
  'two tokens': `Bearer ${token()} ${token()}`,
  'another secret': `Bearer ${token({}, { secret: 'another secret that is as long as the right one' })}`,
  'no signature, and the algorithm none': `Bearer ${token({}, { alg: 'none' })}`,
  'another algorithm of the same family': `Bearer ${token({}, { alg: 'HS512' })}`,
  'a public key’s algorithm': `Bearer ${await new SignJWT(goodClaims()).setProtectedHeader({ alg: 'RS256' }).sign(createPrivateKey(rsa.privateKey.export({ type: 'pkcs8', format: 'pem' })))}`,
  'claims changed after it was signed': `Bearer ${head}.${encode({ ...goodClaims(), scope: 'curate admin' })}.${signature}`,
  'a signature cut short': `Bearer ${token().slice(0, -4)}`,
  'an expiry that is past': `Bearer ${token({ exp: Math.floor(Date.now() / 1000) - 60 })}`,
  'no expiry': `Bearer ${token({ exp: undefined })}`,
  'an expiry that is no number': `Bearer ${token({ exp: 'tomorrow' })}`,
  'a time from which it is valid that is to come': `Bearer ${token({ nbf: inAnHour() })}`,
  'another issuer': `Bearer ${token({ iss: 'somebody' })}`,
  'no issuer': `Bearer ${token({ iss: undefined })}`,
  'another audience': `Bearer ${token({ aud: 'another-service' })}`,
  'no audience': `Bearer ${token({ aud: undefined })}`,
  'no subject': `Bearer ${token({ sub: undefined })}`,
  'an empty subject': `Bearer ${token({ sub: ' ' })}`,
  'a subject that is no text': `Bearer ${token({ sub: { $ne: null } })}`,
  'a scope that is no text': `Bearer ${token({ scope: ['curate'] })}`,
};
