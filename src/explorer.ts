import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { projectRoot } from './project-root.js';

const built = join(projectRoot, 'explorer', 'dist');

/** Each view of the explorer is an address of its own, which the one page shows. */
const views = ['/', '/roles/:key', '/skills/:key', '/certifications/:key', '/plan', '/next', '/map'];

/** The pages reach this service and nothing else. GraphiQL's editor writes styles into its page, and its styles hold fonts. */
const policy = (styles: string): string =>
  `default-src 'self'; style-src ${styles}; img-src 'self' data:; font-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`;

/** The explorer at `/` and GraphiQL at `/graphiql`: files that set-up has built, and no more. */
export async function explorer(http: FastifyInstance): Promise<void> {
  // Their names change with their contents.
  await http.register(fastifyStatic, {
    root: join(built, 'assets'),
    prefix: '/assets/',
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
  });
  const page = (path: string, file: string, contentSecurityPolicy: string): void => {
    http.get(path, (_request, reply) =>
      reply
        .headers({ 'content-security-policy': contentSecurityPolicy, 'x-content-type-options': 'nosniff' })
        .sendFile(file, built, { immutable: false, maxAge: 0 }),
    );
  };
  for (const path of views) page(path, 'index.html', policy("'self'"));
  page('/graphiql', 'graphiql.html', policy("'self' 'unsafe-inline'"));
}
