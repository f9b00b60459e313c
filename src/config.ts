import { isIP } from 'node:net';
import { z } from 'zod';
import type { Neo4jConnection } from './graph/neo4j-connection.js';
import type { TokenSettings } from './graphql/identity.js';
import type { Limits } from './graphql/limits/limits.plugin.js';
import type { HttpLimits } from './http/http-limits.js';
import type { TraceSettings } from './http/traces.js';
import { StartUpError } from './start-up-error.js';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Config extends HttpLimits {
  readonly host: string;
  readonly port: number;
  /** An outside database; null when Careergraph runs its own. */
  readonly neo4j: Neo4jConnection | null;
  /** The folder of the embedded database. */
  readonly home: string;
  readonly corsOrigins: '*' | readonly string[];
  /** For what is kept of the graph in memory; 0 keeps nothing. */
  readonly cacheBytes: number;
  /** Whether operations that come again are compiled. */
  readonly compile: boolean;
  readonly logLevel: (typeof logLevels)[number];
  /** Whose tokens are accepted; null: nobody's, and nobody can change the graph. */
  readonly tokens: TokenSettings | null;
  readonly limits: Limits;
  readonly maxTokens: number;
  /** What all queries of one operation may take together. */
  readonly databaseTimeMs: number;
  /** Operations and queries that take so long are logged. */
  readonly slowMs: number;
  /** A file with the only operations that are answered; null: all are. */
  readonly safelist: string | null;
  /** Where traces of requests are sent; null: nowhere, and none are made. */
  readonly traces: TraceSettings | null;
}

export class ConfigError extends StartUpError {
  override readonly name = 'ConfigError';
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const defaults = {
  HOST: '127.0.0.1',
  PORT: '4000',
  NEO4J_USER: 'neo4j',
  NEO4J_DATABASE: 'neo4j',
  CAREERGRAPH_HOME: '.careergraph',
  CORS_ORIGINS: '*',
  CACHE_MB: '256',
  COMPILE: 'on',
  LOG_LEVEL: 'info',
  JWT_ISSUER: 'careergraph',
  JWT_AUDIENCE: 'careergraph',
  MAX_BODY_BYTES: '100000',
  MAX_TOKENS: '1000',
  MAX_DEPTH: '10',
  MAX_ALIASES: '15',
  MAX_COST: '50000',
  COST_BUDGET: '1000000',
  COST_REFILL_PER_SECOND: '50000',
  DATABASE_TIME_MS: '4000',
  REQUEST_TIMEOUT_MS: '10000',
  SLOW_MS: '1000',
  OTEL_SERVICE_NAME: 'careergraph',
  OTEL_TRACES_SAMPLER_ARG: '1',
};

/** Beyond these a setting is a slip. */
const MOST = 1_000_000_000;

const expected = {
  HOST: 'a host name or an IP address, such as 127.0.0.1',
  PORT: 'a whole number from 0 to 65535',
  NEO4J_URI: 'bolt:// or neo4j://, with +s or +ssc for encryption, then host and port only, such as neo4j+s://example.org:7687',
  NEO4J_PASSWORD: 'the password of the database that NEO4J_URI names',
  CORS_ORIGINS: '* or a comma-separated list of origins, such as https://example.org,http://localhost:5173',
  CACHE_MB: 'a whole number of megabytes from 0 to 100000; 0 keeps nothing in memory',
  COMPILE: 'on or off',
  LOG_LEVEL: `one of ${logLevels.join(', ')}`,
  JWT_SECRET: 'at least 32 bytes that nobody can guess, such as what `openssl rand -base64 48` prints',
  JWT_JWKS_URL: 'an https:// address of a JSON Web Key Set (http:// for this machine only), and no JWT_SECRET beside it',
  TRUST_PROXY: 'a comma-separated list of addresses or networks of proxies, such as 10.0.0.0/8',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'an http:// or https:// address without user and query, such as http://127.0.0.1:4318',
  OTEL_TRACES_SAMPLER_ARG: 'the share of requests that are traced, a number from 0 to 1 such as 0.05',
};
/** Never repeated in a report of problems. */
const secrets = ['NEO4J_PASSWORD', 'JWT_SECRET'];

const text = z.string();
const wholeNumber = text
  .refine((value) => /^\d{1,10}$/.test(value) && Number(value) >= 1 && Number(value) <= MOST, `a whole number from 1 to ${MOST}`)
  .transform(Number);
const environmentSchema = z.object({
  HOST: text.regex(/^[\w.:-]+$/, expected.HOST),
  PORT: text.refine(isPort, expected.PORT).transform(Number),
  NEO4J_URI: text.refine(isNeo4jUri, expected.NEO4J_URI).optional(),
  NEO4J_USER: text,
  NEO4J_PASSWORD: text.optional(),
  NEO4J_DATABASE: text,
  CAREERGRAPH_HOME: text,
  CORS_ORIGINS: text.transform(splitList).refine((origins) => origins.every(isOrigin), expected.CORS_ORIGINS),
  CACHE_MB: text.regex(/^\d{1,5}$/, expected.CACHE_MB).transform(Number),
  COMPILE: z.enum(['on', 'off'], expected.COMPILE),
  LOG_LEVEL: z.enum(logLevels, expected.LOG_LEVEL),
  JWT_SECRET: text.refine((secret) => Buffer.byteLength(secret) >= 32, expected.JWT_SECRET).optional(),
  JWT_JWKS_URL: text.refine(isKeySetUrl, expected.JWT_JWKS_URL).optional(),
  JWT_ISSUER: text,
  JWT_AUDIENCE: text,
  MAX_BODY_BYTES: wholeNumber,
  MAX_TOKENS: wholeNumber,
  MAX_DEPTH: wholeNumber,
  MAX_ALIASES: wholeNumber,
  MAX_COST: wholeNumber,
  COST_BUDGET: wholeNumber,
  COST_REFILL_PER_SECOND: wholeNumber,
  DATABASE_TIME_MS: wholeNumber,
  REQUEST_TIMEOUT_MS: wholeNumber,
  SLOW_MS: wholeNumber,
  SAFELIST: text.optional(),
  TRUST_PROXY: text
    .transform(splitList)
    .refine((proxies) => proxies.every(isNetwork), expected.TRUST_PROXY)
    .optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: text.refine(isCollector, expected.OTEL_EXPORTER_OTLP_ENDPOINT).optional(),
  OTEL_SERVICE_NAME: text,
  OTEL_TRACES_SAMPLER_ARG: text.refine(isShare, expected.OTEL_TRACES_SAMPLER_ARG).transform(Number),
});

/** Reads every setting, and reports all that is wrong in one error. */
export function loadConfig(env: Environment): Config {
  const given: Record<string, string> = { ...defaults, ...withoutEmpty(env) };
  const result = environmentSchema.safeParse(given);
  const problems = (result.error?.issues ?? []).map(({ path, message }) => describe(String(path[0]), message, given));
  if (given.NEO4J_URI !== undefined && given.NEO4J_PASSWORD === undefined) {
    problems.push(describe('NEO4J_PASSWORD', expected.NEO4J_PASSWORD, given));
  }
  if (given.JWT_SECRET !== undefined && given.JWT_JWKS_URL !== undefined) {
    problems.push(describe('JWT_JWKS_URL', expected.JWT_JWKS_URL, given));
  }
  if (!result.success || problems.length > 0) throw new ConfigError(summarise(problems));
  return toConfig(result.data);
}

function toConfig(settings: z.output<typeof environmentSchema>): Config {
  const { NEO4J_URI: uri, NEO4J_PASSWORD: password = '' } = settings;
  return {
    host: settings.HOST,
    port: settings.PORT,
    neo4j: uri === undefined ? null : { uri, user: settings.NEO4J_USER, password, database: settings.NEO4J_DATABASE },
    home: settings.CAREERGRAPH_HOME,
    corsOrigins: settings.CORS_ORIGINS.includes('*') ? '*' : settings.CORS_ORIGINS,
    cacheBytes: settings.CACHE_MB * 2 ** 20,
    compile: settings.COMPILE === 'on',
    logLevel: settings.LOG_LEVEL,
    tokens: toTokenSettings(settings),
    limits: {
      depth: settings.MAX_DEPTH,
      aliases: settings.MAX_ALIASES,
      cost: settings.MAX_COST,
      budget: settings.COST_BUDGET,
      refillPerSecond: settings.COST_REFILL_PER_SECOND,
    },
    maxTokens: settings.MAX_TOKENS,
    maxBodyBytes: settings.MAX_BODY_BYTES,
    databaseTimeMs: settings.DATABASE_TIME_MS,
    slowMs: settings.SLOW_MS,
    safelist: settings.SAFELIST ?? null,
    requestTimeoutMs: settings.REQUEST_TIMEOUT_MS,
    trustProxy: settings.TRUST_PROXY ?? [],
    traces: toTraceSettings(settings),
  };
}

function toTokenSettings(settings: z.output<typeof environmentSchema>): TokenSettings | null {
  const { JWT_SECRET: secret, JWT_JWKS_URL: jwksUrl, JWT_ISSUER: issuer, JWT_AUDIENCE: audience } = settings;
  if (secret !== undefined) return { key: { secret: Buffer.from(secret) }, issuer, audience };
  return jwksUrl === undefined ? null : { key: { jwksUrl: new URL(jwksUrl) }, issuer, audience };
}

function toTraceSettings(settings: z.output<typeof environmentSchema>): TraceSettings | null {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SERVICE_NAME: serviceName, OTEL_TRACES_SAMPLER_ARG: share } = settings;
  return endpoint === undefined ? null : { url: `${endpoint.replace(/\/$/, '')}/v1/traces`, serviceName, share };
}

/** An empty variable counts as unset: that is how Compose and shells pass on what nobody set. */
function withoutEmpty(env: Environment): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => Boolean(entry[1]?.trim())));
}

function isPort(value: string): boolean {
  return /^\d{1,5}$/.test(value) && Number(value) <= 65535;
}

function isNeo4jUri(value: string): boolean {
  return /^(bolt|neo4j)(\+s|\+ssc)?:\/\/[^\s/@?#]+\/?(\?[^\s@]*)?$/.test(value);
}

/** Keys that somebody on the way could exchange would be no keys. */
function isKeySetUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username } = new URL(value);
  return username === '' && (protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname)));
}

function isOrigin(value: string): boolean {
  return value === '*' || (URL.canParse(value) && new URL(value).origin === value);
}

function isCollector(value: string): boolean {
  return /^https?:\/\/[^\s/@?#]+(\/[^\s?#]*)?$/.test(value) && URL.canParse(value);
}

function isShare(value: string): boolean {
  return /^\d(\.\d+)?$/.test(value) && Number(value) <= 1;
}

function isNetwork(value: string): boolean {
  const [address = '', prefix] = value.split('/');
  const family = isIP(address);
  return family !== 0 && (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128)));
}

function splitList(value: string): string[] {
  return value
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);
}

function describe(variable: string, expectation: string, given: Record<string, string>): string {
  const value = secrets.includes(variable) ? given[variable]?.replace(/[^]+/, '***') : given[variable];
  return `${variable}: expected ${expectation}; got ${value === undefined ? 'nothing' : `"${withoutCredentials(value)}"`}`;
}

/** A URI with user and password inside is refused, and must not end up in a log for it. */
function withoutCredentials(value: string): string {
  return value.replace(/\/\/[^/]*@/, '//***@');
}

function summarise(problems: string[]): string {
  const heading = problems.length === 1 ? 'One setting needs correcting' : `${problems.length} settings need correcting`;
  return `${heading} (they are environment variables; .env.example lists them all):\n${problems.map((problem) => `  ${problem}`).join('\n')}`;
}
