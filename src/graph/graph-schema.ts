import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../project-root.js';
import type { Graph } from './graph.js';

/** Makes the constraints and indexes of schema/graph.cypher that are not there yet, and waits until they can be used. */
export async function applySchema(graph: Graph): Promise<void> {
  const file = await readFile(join(projectRoot, 'schema/graph.cypher'), 'utf8');
  const statements = file
    .replace(/^\/\/.*$/gm, '')
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
  for (const statement of statements) await graph.write(`/* schema */ ${statement}`).catch(unlessThere);
  await graph.read('/* awaitIndexes */ CALL db.awaitIndexes(300)');
}

/** IF NOT EXISTS looks before it leaps: where two processes apply the schema at once, the slower one is told that it is there already. */
function unlessThere(error: unknown): void {
  if (!(error as { code?: string }).code?.endsWith('AlreadyExists')) throw error;
}
