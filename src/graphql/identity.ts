import { GraphQLError } from 'graphql';
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify, type JWTVerifyOptions, SignJWT } from 'jose';
import { ErrorCode } from './errors.js';

export const SCOPES = ['curate', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** Who asks, as a token that was checked says. */
export interface Identity {
  readonly subject: string;
  readonly scopes: ReadonlySet<Scope>;
}

/** Whose tokens are accepted; a shared secret, or the address of an identity provider's public keys. */
export interface TokenSettings {
  readonly key: { readonly secret: Uint8Array } | { readonly jwksUrl: URL };
  readonly issuer: string;
  readonly audience: string;
}

/** What of a request's context says what its sender may do. */
export interface Caller {
  /** Null without a token. */
  readonly identity: Identity | null;
  /** Whether this service is configured to check tokens. If not, nobody can change the graph. */
  readonly tokensAccepted: boolean;
  /** Whose budget is spent: a token's subject, or else an address. */
  readonly client: string;
}

export const ANONYMOUS: Caller = { identity: null, tokensAccepted: false, client: 'anonymous' };

const SECRET_ALGORITHM = 'HS256';
const PUBLIC_KEY_ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];
/** Clocks of two machines differ a little. */
const CLOCK_TOLERANCE_SECONDS = 5;

/** Makes what tells from a request's `Authorization` header who asks; a bad token is refused, whatever is asked. */
export function createIdentifier(settings: TokenSettings | null): (authorization: string | undefined, address: string) => Promise<Caller> {
  if (settings === null) return async (_authorization, address) => ({ ...ANONYMOUS, client: address });
  const verify = createVerifier(settings);
  return async (authorization, address) => {
    if (authorization === undefined) return { identity: null, tokensAccepted: true, client: address };
    const [, token] = /^Bearer ([\w.-]+)$/i.exec(authorization) ?? [];
    if (token === undefined) throw badToken('expected "Bearer" and a JSON Web Token');
    const identity = identityOf(await verify(token).catch(refuseToken));
    return { identity, tokensAccepted: true, client: `subject ${identity.subject}` };
  };
}

/** Stands at the beginning of every mutation. */
export function requireScope({ identity, tokensAccepted }: Caller, scope: Scope): Identity {
  if (!tokensAccepted) {
    throw new GraphQLError('This service is read-only: it is not configured to accept tokens.', {
      extensions: { code: ErrorCode.FORBIDDEN },
    });
  }
  if (identity === null) {
    throw new GraphQLError(`This needs a bearer token with the scope "${scope}".`, { extensions: { code: ErrorCode.UNAUTHENTICATED } });
  }
  if (!identity.scopes.has(scope)) {
    throw new GraphQLError(`This needs the scope "${scope}", which the token has not.`, { extensions: { code: ErrorCode.FORBIDDEN } });
  }
  return identity;
}

/** A token that this service accepts, signed with the shared secret. */
export function mintToken(
  { issuer, audience }: TokenSettings,
  secret: Uint8Array,
  { subject, scopes, expires }: { subject: string; scopes: readonly Scope[]; expires: Date },
): Promise<string> {
  return new SignJWT({ scope: scopes.join(' ') })
    .setProtectedHeader({ alg: SECRET_ALGORITHM, typ: 'JWT' })
    .setSubject(subject)
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(secret);
}

function createVerifier({ key, issuer, audience }: TokenSettings): (token: string) => Promise<JWTPayload> {
  const options: JWTVerifyOptions = { issuer, audience, requiredClaims: ['sub', 'exp'], clockTolerance: CLOCK_TOLERANCE_SECONDS };
  if ('secret' in key) {
    return async (token) => (await jwtVerify(token, key.secret, { ...options, algorithms: [SECRET_ALGORITHM] })).payload;
  }
  const keys = createRemoteJWKSet(key.jwksUrl, { timeoutDuration: 3_000 });
  return async (token) => (await jwtVerify(token, keys, { ...options, algorithms: PUBLIC_KEY_ALGORITHMS })).payload;
}

/** Scopes that are others' business are passed over: one token may serve several services. */
function identityOf({ sub, scope = '' }: JWTPayload): Identity {
  if (typeof sub !== 'string' || sub.trim() === '' || sub.length > 200) throw badToken('its "sub" is not a name of 1 to 200 characters');
  if (typeof scope !== 'string') throw badToken('its "scope" is not a text');
  const names = scope.split(' ');
  return { subject: sub, scopes: new Set(SCOPES.filter((known) => names.includes(known))) };
}

/** Keys that cannot be fetched are no fault of the token's. */
const OUR_FAULTS = ['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC'];

function refuseToken(error: unknown): never {
  if (!(error instanceof errors.JOSEError) || OUR_FAULTS.includes(error.code)) throw error;
  if (error instanceof errors.JWTExpired) throw badToken('it has expired');
  if (error instanceof errors.JWTClaimValidationFailed) throw badToken(`its "${error.claim}" is missing or not the one expected`);
  throw badToken('it is malformed, or not signed as this service expects');
}

/** https://www.rfc-editor.org/rfc/rfc6750#section-3 */
function badToken(reason: string): GraphQLError {
  const headers = new Map([['www-authenticate', 'Bearer error="invalid_token"']]);
  return new GraphQLError(`The bearer token is not valid: ${reason}.`, {
    extensions: { code: ErrorCode.UNAUTHENTICATED, http: { status: 401, headers } },
  });
}
