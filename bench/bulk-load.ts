import { execFileSync } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Fact, SourceRecord } from '../graph-seed/facts.js';
import { type NodeWrite, sourceNode, toWrites } from '../graph-seed/graph-writes.js';
import { VERSIONED } from '../graph-seed/writer.rules.js';
import { findJava, jarFolder } from '../scripts/neo4j-distribution.mjs';

/** One node or relationship, as a line of the table of its label or type. */
type Row = Record<string, unknown>;
type Facts = (factor: number) => Iterable<Fact>;
/** The factor of a graph that is small and has every kind of fact: which columns each table has is told by it. */
const SAMPLE = 0.1;

/**
 * Puts generated facts into a home in place of what is there, as the writer would, but by Neo4j's own bulk import: millions of relationships take a
 * minute instead of an hour. The home's server must be down; constraints and indexes are made when it is next started with Careergraph.
 */
export async function bulkLoad(home: string, folder: string, source: SourceRecord, facts: Facts, factor: number): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const columns = new Map<string, Map<string, string>>();
  for (const [table, row] of rowsOf(source, facts(SAMPLE))) {
    const known = columns.get(table) ?? new Map<string, string>();
    columns.set(table, known);
    for (const [key, value] of Object.entries(row)) if (!known.has(key)) known.set(key, `${key}${typeOf(key, value)}`);
  }
  const tables = new Map([...columns].map(([table, known]) => [table, new Table(join(folder, `${table}.csv`), known)]));
  for (const [table, row] of rowsOf(source, facts(factor))) await tables.get(table)!.write(row);
  for (const table of tables.values()) await table.end();

  const server = join(home, 'neo4j');
  const files = [...tables].map(([table, { file }]) =>
    table === table.toUpperCase() ? `--relationships=${table}=${file}` : `--nodes=${table}=${file}`,
  );
  const command = ['database', 'import', 'full', 'neo4j', '--overwrite-destination=true', ...files];
  execFileSync(findJava().command, ['-Xmx2g', '-cp', join(jarFolder(), '*'), 'org.neo4j.cli.AdminTool', ...command], {
    cwd: folder,
    env: { ...process.env, NEO4J_HOME: server, NEO4J_CONF: join(server, 'conf') },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function* rowsOf(source: SourceRecord, facts: Iterable<Fact>): Generator<[table: string, Row]> {
  const node = ({ label, id, properties, initial }: NodeWrite): [string, Row] => {
    const versioned = VERSIONED.includes(label) ? { status: 'ACTIVE', revision: 1 } : {};
    return [label, { ':ID': id, id, ...properties, ...initial, ...versioned }];
  };
  yield [
    'Graph',
    { ':ID': 'graph:careergraph', id: 'graph:careergraph', revision: 1, migration: 1_000, changedAt: '2026-01-01T00:00:00Z' },
  ];
  yield node(sourceNode(source));
  const written = new Set<string>(); // a name may be that of several
  for (const fact of facts) {
    const { nodes, claims } = toWrites(source.id, fact);
    for (const each of nodes) if (written.size < written.add(each.id).size) yield node(each);
    for (const { type, from, to, properties } of claims) yield [type, { ':START_ID': from, ':END_ID': to, ...properties }];
  }
}

/** As the import tool writes types behind names. The driver writes numbers as floats; revisions are counted by the database. */
function typeOf(key: string, value: unknown): string {
  if (key.startsWith(':')) return '';
  if (key === 'revision' || key === 'migration') return ':long';
  if (key === 'changedAt') return ':datetime';
  if (Array.isArray(value)) return ':string[]';
  return typeof value === 'number' ? ':double' : typeof value === 'boolean' ? ':boolean' : ':string';
}

class Table {
  private readonly out;
  private readonly keys: string[];

  constructor(
    readonly file: string,
    columns: ReadonlyMap<string, string>,
  ) {
    this.out = createWriteStream(file);
    this.keys = [...columns.keys()];
    this.out.write(`${[...columns.values()].join(',')}\n`);
  }

  async write(row: Row): Promise<void> {
    const line = this.keys.map((key) => cell(row[key])).join(',');
    if (!this.out.write(`${line}\n`)) await once(this.out, 'drain');
  }

  async end(): Promise<void> {
    this.out.end();
    await once(this.out, 'finish');
  }
}

const cell = (value: unknown): string => (value === undefined ? '' : `"${[value].flat().join(';').replaceAll('"', '""')}"`);
