import { ConfigError, loadConfig } from '../src/config.js';

const problemsOf = (env: Record<string, string>): string => {
  try {
    loadConfig(env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  throw new Error('No problem was reported.');
};

describe('Without any setting', () => {
  it('listens on this machine only and runs its own database', () => {
    expect(loadConfig({})).toEqual({
      host: '127.0.0.1',
      port: 4000,
      neo4j: null,
      home: '.careergraph',
      corsOrigins: '*',
      logLevel: 'info',
      cacheBytes: 256 * 1_048_576,
      compile: true,
      tokens: null,
      limits: { depth: 10, aliases: 15, cost: 50_000, budget: 1_000_000, refillPerSecond: 50_000 },
      maxTokens: 1_000,
      maxBodyBytes: 100_000,
      databaseTimeMs: 4_000,
      requestTimeoutMs: 10_000,
      slowMs: 1_000,
      safelist: null,
      trustProxy: [],
      traces: null,
    });
  });

  it('takes an empty variable for an unset one', () => {
    expect(loadConfig({ PORT: '', NEO4J_URI: ' ', LOG_LEVEL: '' })).toEqual(loadConfig({}));
  });
});

describe('An outside database', () => {
  it.each(['bolt', 'bolt+s', 'bolt+ssc', 'neo4j', 'neo4j+s', 'neo4j+ssc'])('is reached by %s://', (scheme) => {
    const uri = `${scheme}://example.org:7687`;
    expect(loadConfig({ NEO4J_URI: uri, NEO4J_PASSWORD: 'secret' }).neo4j).toEqual({
      uri,
      user: 'neo4j',
      password: 'secret',
      database: 'neo4j',
    });
  });

  it('has the user and database that are named', () => {
    const env = { NEO4J_URI: 'neo4j://example.org', NEO4J_USER: 'ada', NEO4J_PASSWORD: 'secret', NEO4J_DATABASE: 'careers' };
    expect(loadConfig(env).neo4j).toMatchObject({ user: 'ada', database: 'careers' });
  });

  it('needs a password', () => {
    expect(problemsOf({ NEO4J_URI: 'bolt://127.0.0.1' })).toContain(
      'NEO4J_PASSWORD: expected the password of the database that NEO4J_URI names; got nothing',
    );
  });

  it.each(['http://example.org', 'example.org:7687', 'bolt://', 'neo4j+x://example.org'])('is not reached by %s', (uri) => {
    expect(problemsOf({ NEO4J_URI: uri, NEO4J_PASSWORD: 'secret' })).toMatch(`NEO4J_URI: expected bolt:// or neo4j://`);
  });

  it('is refused with credentials in the URI, which are not repeated', () => {
    const problems = problemsOf({ NEO4J_URI: 'bolt://neo4j:hunter2@example.org', NEO4J_PASSWORD: 'secret' });
    expect(problems).toContain('got "bolt://***@example.org"');
    expect(problems).not.toContain('hunter2');
  });
});

describe('Origins for browsers', () => {
  it('are listed with commas', () => {
    expect(loadConfig({ CORS_ORIGINS: 'https://example.org, http://localhost:5173' }).corsOrigins).toEqual([
      'https://example.org',
      'http://localhost:5173',
    ]);
  });

  it.each(['example.org', 'https://example.org/path', 'https://example.org/'])('are not paths or bare hosts: %s', (origin) => {
    expect(problemsOf({ CORS_ORIGINS: origin })).toContain(`CORS_ORIGINS: expected * or a comma-separated list of origins`);
  });
});

it.each(['-1', '65536', '80.5', 'http'])('refuses port %s', (port) => {
  expect(problemsOf({ PORT: port })).toContain(`PORT: expected a whole number from 0 to 65535; got "${port}"`);
});

describe('Limits', () => {
  it.each(['0', '-1', '1.5', 'many', '10000000000'])('are whole numbers from 1 on, not %s', (value) => {
    expect(problemsOf({ MAX_DEPTH: value })).toContain(`MAX_DEPTH: expected a whole number from 1 to 1000000000; got "${value}"`);
  });

  it('take the word of proxies that are named', () => {
    expect(loadConfig({ TRUST_PROXY: '10.0.0.0/8, ::1' }).trustProxy).toEqual(['10.0.0.0/8', '::1']);
    expect(problemsOf({ TRUST_PROXY: 'true' })).toContain('TRUST_PROXY: expected a comma-separated list');
  });
});

describe('Traces', () => {
  const to = (OTEL_EXPORTER_OTLP_ENDPOINT: string, more: Record<string, string> = {}) => ({ OTEL_EXPORTER_OTLP_ENDPOINT, ...more });

  it.each(['http://127.0.0.1:4318', 'http://127.0.0.1:4318/'])('are sent to the path for traces of %s', (endpoint) => {
    expect(loadConfig(to(endpoint)).traces).toEqual({ url: 'http://127.0.0.1:4318/v1/traces', serviceName: 'careergraph', share: 1 });
  });

  it('are named and sampled as OpenTelemetry’s own variables say, which alone turn nothing on', () => {
    const more = { OTEL_SERVICE_NAME: 'careers', OTEL_TRACES_SAMPLER_ARG: '0.05' };
    const url = 'https://example.org/otlp/v1/traces';
    expect(loadConfig(to('https://example.org/otlp', more)).traces).toEqual({ url, serviceName: 'careers', share: 0.05 });
    expect(loadConfig(more).traces).toBeNull();
  });

  it.each(['127.0.0.1:4318', 'grpc://127.0.0.1:4317', 'http://', 'http://example.org?key=1'])('are not sent to %s', (endpoint) => {
    expect(problemsOf(to(endpoint))).toContain('OTEL_EXPORTER_OTLP_ENDPOINT: expected an http:// or https:// address');
  });

  it('are not sent with credentials in the address, which are not repeated', () => {
    expect(problemsOf(to('https://ada:hunter2@example.org'))).toContain('got "https://***@example.org"');
  });

  it.each(['1.5', '-1', 'half'])('are not made of a share of %s', (share) => {
    expect(problemsOf({ OTEL_TRACES_SAMPLER_ARG: share })).toContain('OTEL_TRACES_SAMPLER_ARG: expected the share of requests');
  });
});

it('reports all problems together, each with what was expected and what came', () => {
  const problems = problemsOf({ PORT: 'eighty', HOST: 'not a host', NEO4J_URI: 'mongodb://x', CORS_ORIGINS: 'x', LOG_LEVEL: 'loud' });
  expect(problems).toMatch(/^6 settings need correcting/);
  for (const variable of ['PORT', 'HOST', 'NEO4J_URI', 'NEO4J_PASSWORD', 'CORS_ORIGINS', 'LOG_LEVEL']) {
    expect(problems).toMatch(new RegExp(`^  ${variable}: expected .+; got .+$`, 'm'));
  }
});

describe('Tokens', () => {
  const secret = 'x'.repeat(32);

  it('are signed with a secret of 32 bytes or more, or with the keys at an address', () => {
    expect(loadConfig({ JWT_SECRET: secret }).tokens).toEqual({
      key: { secret: Buffer.from(secret) },
      issuer: 'careergraph',
      audience: 'careergraph',
    });
    const atAddress = { JWT_JWKS_URL: 'https://example.org/jwks.json', JWT_ISSUER: 'https://example.org/', JWT_AUDIENCE: 'api' };
    expect(loadConfig(atAddress).tokens).toEqual({
      key: { jwksUrl: new URL('https://example.org/jwks.json') },
      issuer: 'https://example.org/',
      audience: 'api',
    });
    expect(problemsOf({ JWT_SECRET: 'hunter2' })).toContain('JWT_SECRET: expected at least 32 bytes');
  });

  it.each(['http://example.org/jwks.json', 'example.org', 'https://ada:secret@example.org/'])('do not take keys from %s', (url) => {
    expect(problemsOf({ JWT_JWKS_URL: url })).toContain('JWT_JWKS_URL: expected an https:// address');
  });

  it('are not of two kinds', () => {
    expect(problemsOf({ JWT_SECRET: secret, JWT_JWKS_URL: 'https://example.org/' })).toContain('and no JWT_SECRET beside it');
  });
});

it('never repeats a secret', () => {
  const problems = problemsOf({ NEO4J_URI: 'nonsense', NEO4J_PASSWORD: 'hunter2', JWT_SECRET: 'hunter3' });
  expect(problems).not.toMatch(/hunter/);
});
