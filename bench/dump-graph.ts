import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { isDateTime } from 'neo4j-driver';
import type { Graph } from '../src/graph/graph.js';

export interface Counts {
  nodes: number;
  relationships: number;
}

/** Writes every node and relationship to a file, a line each, sorted by what the bare loader can write at once. */
export async function dumpGraph(graph: Graph, file: string): Promise<Counts> {
  const out = createWriteStream(file);
  const labels = await graph.read<{ label: string }>('/* labels */ CALL db.labels() YIELD label RETURN label');
  const counts: Counts = { nodes: 0, relationships: 0 };
  const write = async (cypher: string): Promise<number> => {
    let lines = 0;
    for await (const { row } of graph.stream<{ row: unknown }>(cypher)) {
      if (!out.write(`${JSON.stringify(row, dates)}\n`)) await once(out, 'drain');
      lines += 1;
    }
    return lines;
  };
  for (const { label } of labels)
    counts.nodes += await write(`MATCH (n:${label}) RETURN { label: '${label}', properties: properties(n) } AS row`);
  counts.relationships = await write(
    `MATCH (a)-[r]->(b) WITH a, r, b, head(labels(a)) AS from, head(labels(b)) AS to ORDER BY type(r), from, to
     RETURN { type: type(r), from: from, to: to, start: a.id, end: b.id, properties: properties(r) } AS row`,
  );
  out.end();
  await once(out, 'close');
  return counts;
}

const dates = (_: string, value: unknown): unknown => (isDateTime(value as object) ? { date: String(value) } : value);
