import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../project-root.js';
import type { Graph } from './graph.js';
import { readGraphState } from './graph-state.js';

const BASE = join(projectRoot, 'schema/graph.cypher');
/** `0001-what-it-does.cypher` and so on: what later versions change in a graph that is there already. */
const MIGRATIONS = join(projectRoot, 'schema/migrations');

/** Makes the constraints and indexes that are not there yet, waits until they can be used, and brings the facts up to this version. */
export async function applySchema(graph: Graph, migrations = MIGRATIONS): Promise<void> {
  const [before, indexes] = await Promise.all([
    readGraphState(graph),
    graph.read<{ name: string; state: string }>('/* indexes */ SHOW INDEXES YIELD name, state RETURN name, state'),
  ]);
  const there = new Set(indexes.map(({ name }) => name));
  const missing = (await statementsIn(BASE)).filter((statement) => !there.has(nameIn(statement)));
  for (const statement of missing) await graph.write(`/* schema */ ${statement}`).catch(unlessThere);
  const usable = missing.length === 0 && indexes.every(({ state }) => state === 'ONLINE');
  if (!usable) await graph.read('/* awaitIndexes */ CALL db.awaitIndexes(300)');
  if (before !== undefined) await migrate(graph, migrations, before.migration); // what is loaded into an empty one is of this version
}

/**
 * Runs the migrations above a number, in order. Each may be run again, whole or in part: one that was cut off is, and so is one that two
 * processes run at once.
 */
async function migrate(graph: Graph, folder: string, migrated: number): Promise<void> {
  const files = (await readdir(folder)).filter((file) => /^\d{4}-.*\.cypher$/.test(file)).sort();
  for (const file of files) {
    const number = Number(file.slice(0, 4));
    if (number <= migrated) continue;
    for (const statement of await statementsIn(join(folder, file))) await graph.write(`/* migrate */ ${statement}`);
    await graph.write(
      `/* migrated */
MATCH (graph:Graph { id: 'graph:careergraph' }) SET graph.migration = toInteger($number)`,
      { number },
    );
  }
}

async function statementsIn(path: string): Promise<string[]> {
  const file = await readFile(path, 'utf8');
  return file
    .replace(/^\/\/.*$/gm, '')
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}

/** Of an index, or of a constraint and thereby of its index. Sixty statements that find it there take a second; one question does not. */
const nameIn = (statement: string): string => /^CREATE [A-Z ]+ (\w+) IF NOT EXISTS/.exec(statement)![1]!;

/** IF NOT EXISTS looks before it leaps: where two processes apply the schema at once, the slower one is told that it is there already. */
function unlessThere(error: unknown): void {
  if (!(error as { code?: string }).code?.endsWith('AlreadyExists')) throw error;
}
