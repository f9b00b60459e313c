import { z } from 'zod';
import type { Neo4jConnection } from './graph/neo4j-connection.js';
import { StartUpError } from './start-up-error.js';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Config {
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
};

const expected = {
  HOST: 'a host name or an IP address, such as 127.0.0.1',
  PORT: 'a whole number from 0 to 65535',
  NEO4J_URI: 'bolt:// or neo4j://, with +s or +ssc for encryption, then host and port only, such as neo4j+s://example.org:7687',
  NEO4J_PASSWORD: 'the password of the database that NEO4J_URI names',
  CORS_ORIGINS: '* or a comma-separated list of origins, such as https://example.org,http://localhost:5173',
  CACHE_MB: 'a whole number of megabytes from 0 to 100000; 0 keeps nothing in memory',
  COMPILE: 'on or off',
  LOG_LEVEL: `one of ${logLevels.join(', ')}`,
};

const text = z.string();
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
});

/** Reads every setting, and reports all that is wrong in one error. */
export function loadConfig(env: Environment): Config {
  const given: Record<string, string> = { ...defaults, ...withoutEmpty(env) };
  const result = environmentSchema.safeParse(given);
  const problems = (result.error?.issues ?? []).map(({ path, message }) => describe(String(path[0]), message, given));
  if (given.NEO4J_URI !== undefined && given.NEO4J_PASSWORD === undefined) {
    problems.push(describe('NEO4J_PASSWORD', expected.NEO4J_PASSWORD, given));
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
  };
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

function isOrigin(value: string): boolean {
  return value === '*' || (URL.canParse(value) && new URL(value).origin === value);
}

function splitList(value: string): string[] {
  return value
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);
}

function describe(variable: string, expectation: string, given: Record<string, string>): string {
  const value = given[variable];
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
