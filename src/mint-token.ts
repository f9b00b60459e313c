import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadConfig } from './config.js';
import { say, sayFailure } from './console.js';
import { mintToken, type Scope, SCOPES } from './graphql/identity.js';
import { StartUpError } from './start-up-error.js';

const HELP = `npm run token -- --subject <who> [--scope curate] [--days 30]

Prints a token for the secret in JWT_SECRET, to be sent as \`Authorization: Bearer <token>\`.

  --subject <who>    whom the change feed names for what is changed with it
  --scope <scopes>   ${SCOPES.join(' or ')}, or both with a space between (curate)
  --days <number>    how long it is valid (30)
`;

try {
  say(process.argv.includes('--help') ? HELP : await mint());
} catch (error) {
  sayFailure(error);
  process.exitCode = 1;
}

function mint(): Promise<string> {
  const { subject, scopes, days } = readOptions();
  if (existsSync('.env')) process.loadEnvFile();
  const { tokens } = loadConfig(process.env);
  if (tokens === null || !('secret' in tokens.key)) {
    throw new StartUpError(
      'Tokens are made for a shared secret, and JWT_SECRET is not set. With JWT_JWKS_URL the identity provider makes them.',
    );
  }
  return mintToken(tokens, tokens.key.secret, { subject, scopes, expires: new Date(Date.now() + days * 86_400_000) });
}

function readOptions(): { subject: string; scopes: Scope[]; days: number } {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({ options: { subject: text, scope: { ...text, default: 'curate' }, days: { ...text, default: '30' } } });
    const { subject = '', scope, days } = values;
    const unknown = scope.split(' ').filter((name) => !(SCOPES as readonly string[]).includes(name));
    if (subject.trim() === '') throw new Error('--subject: expected whom the token is for.');
    if (unknown.length > 0) throw new Error(`--scope: expected ${SCOPES.join(' or ')}, but got "${unknown.join(' ')}".`);
    if (!/^[1-9]\d{0,4}$/.test(days)) throw new Error(`--days: expected a whole number from 1 to 99999, but got "${days}".`);
    return { subject, scopes: scope.split(' ') as Scope[], days: Number(days) };
  } catch (error) {
    throw new StartUpError(`${(error as Error).message}\n\n${HELP}`);
  }
}
