import { LRUCache } from 'lru-cache';
import type { Graph, Parameters, RowOf } from './graph.js';
import { type KeyedQuery, type KeyedRow, rowOf } from './projection.js';

interface Pending {
  query: KeyedQuery;
  parameters: Parameters;
  resolve: (rows: KeyedRow<any>[]) => void; // eslint-disable-line @typescript-eslint/no-explicit-any -- the query's own
  reject: (error: unknown) => void;
}

/** Neo4j plans a query the longer, the more it is made of. */
const MOST_IN_ONE = 12;

/** The others are planned when they come again. */
const MOST_UNDER_PLAN = 2;
const underPlan = new Set<string>();

/** Merged queries, by those that they are made of. */
const known = new LRUCache<string, string>({ max: 500 });

/**
 * One request's reads: those that are asked for at the same time go to the database as one query, once Neo4j has planned it, which may
 * take it a second. So it pays for operations that come again.
 */
export class MergedReads {
  merging = false;
  private pending: Pending[] = [];

  constructor(private readonly graph: Graph) {}

  async read<V>(query: KeyedQuery, parameters: Parameters): Promise<KeyedRow<V>[]> {
    if (!this.merging) return this.graph.read(query.cypher, parameters, rowOf<V>(query));
    if (this.pending.length === 0) setImmediate(() => this.send());
    return new Promise((resolve, reject) => this.pending.push({ query, parameters, resolve, reject }));
  }

  private send(): void {
    // Always in one order, so that the same queries are the same merged query, whichever of them came first.
    const asked = this.pending.sort((a, b) => (a.query.cypher < b.query.cypher ? -1 : 1));
    this.pending = [];
    for (let from = 0; from < asked.length; from += MOST_IN_ONE) this.sendTogether(asked.slice(from, from + MOST_IN_ONE));
  }

  private sendTogether(asked: readonly Pending[]): void {
    const parts = asked.map(({ query }) => query.mark).join();
    const merged = asked.length > 1 ? known.get(parts) : undefined;
    if (merged !== undefined && this.graph.hasPlanned(merged)) return void this.sendMerged(merged, asked);
    const answers = asked.map(({ query, parameters }) => this.graph.read(query.cypher, parameters, rowOf(query)));
    asked.forEach(({ resolve, reject }, part) => answers[part]!.then(resolve, reject));
    // Afterwards, for a Neo4j that has just begun has enough to do with planning these; not at all where one of them failed.
    if (asked.length > 1) Promise.all(answers).then(() => this.plan(parts, asked), () => {}); // prettier-ignore
  }

  private async sendMerged(query: string, asked: readonly Pending[]): Promise<void> {
    try {
      const rowsOf = asked.map(({ query: part }) => rowOf(part));
      const rowOfPart: RowOf<KeyedRow<unknown> & { part: number }> = (sent) => {
        const part: number = sent.get('part');
        return { part, ...rowsOf[part]!(sent) };
      };
      const found = asked.map((): KeyedRow<unknown>[] => []);
      for (const row of await this.graph.read(query, mergedParameters(asked), rowOfPart)) found[row.part]!.push(row);
      asked.forEach(({ resolve }, part) => resolve(found[part]!));
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }

  /** By running it: EXPLAIN leaves no plan behind for those that come after it. Nobody waits. */
  private plan(parts: string, asked: readonly Pending[]): void {
    if (underPlan.has(parts) || underPlan.size >= MOST_UNDER_PLAN) return;
    const merged = known.get(parts) ?? mergedQuery(asked.map(({ query }) => query));
    known.set(parts, merged);
    underPlan.add(parts);
    this.graph
      .unhurried()
      .read(merged, mergedParameters(asked))
      .catch(() => {}) // it is tried again when they come again
      .finally(() => underPlan.delete(parts));
  }
}

/** The names of all, one after the other, are the name of it. */
export function mergedQuery(queries: readonly { cypher: string }[]): string {
  const names = queries.map(({ cypher }) => /\/\* (\w+) \*\//.exec(cypher)?.[1] ?? 'unnamed');
  // Row by row: the driver takes longer over one value of many pieces.
  const parts = queries.map(({ cypher }, part) => {
    const renamed = cypher.replace(/\$(\w+)/g, (_, name) => `$p${part}_${name}`);
    return `CALL () {\n${renamed}\n}\nRETURN ${part} AS part, key, value`;
  });
  return `/* ${names.join('_')} */\n${compact(parts.join('\nUNION ALL\n'))}`;
}

/** Without what is there for readers: the driver sends a query in pieces of 1,400 bytes, and each costs here and in Neo4j. */
const compact = (cypher: string): string =>
  cypher.replace(
    /('[^']*')|\/\*.*?\*\/\s*|\s*([{}[\]()=|,:])\s*|\s+/g,
    (read, literal, mark) => literal ?? mark ?? (read.trim() ? '' : ' '),
  );

function mergedParameters(queries: readonly { parameters: Parameters }[]): Parameters {
  const named = queries.flatMap(({ parameters }, index) => Object.entries(parameters).map(([name, value]) => [`p${index}_${name}`, value]));
  return Object.fromEntries(named) as Parameters;
}
