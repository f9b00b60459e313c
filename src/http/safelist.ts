import { readFile } from 'node:fs/promises';
import type { FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { z } from 'zod';
import { ErrorCode } from '../graphql/errors.js';
import { StartUpError } from '../start-up-error.js';

/** What `@apollo/generate-persisted-query-manifest` writes; only the operations' texts matter here. */
const manifest = z.object({ operations: z.array(z.object({ body: z.string() })) });

/** Reads which operations a closed deployment answers, and makes what refuses all others. A hash alone can only name one that was let in. */
export async function createSafelist(path: string | null): Promise<(request: Pick<FastifyRequest, 'body' | 'query'>) => void> {
  if (path === null) return () => {};
  const allowed = await readManifest(path);
  return ({ body, query }) => {
    const text = ((body ?? query) as { query?: unknown }).query;
    if (text === undefined || text === null || allowed.has(String(text))) return;
    throw new GraphQLError('This service answers only the operations that it knows, and this is none of them.', {
      extensions: { code: ErrorCode.FORBIDDEN, http: { status: 403 } },
    });
  };
}

async function readManifest(path: string): Promise<ReadonlySet<string>> {
  try {
    const { operations } = manifest.parse(JSON.parse(await readFile(path, 'utf8')));
    return new Set(operations.map(({ body }) => body));
  } catch (error) {
    throw new StartUpError(
      `SAFELIST names ${path}, which cannot be read as a manifest of persisted queries (\`{"operations":[{"body":"query …"}]}\`): ${(error as Error).message}`,
    );
  }
}
