import { setTimeout as sleep } from 'node:timers/promises';
import neo4j, { type Driver, isRetryableError, type ManagedTransaction, type Session, type SessionMode } from 'neo4j-driver';
import { translateDriverError } from './errors.js';
import type { Neo4jConnection } from './neo4j-connection.js';

export type Row = object;
export type Parameters = Record<string, unknown>;

/** What was sent to the database: the name that the query's first comment gives, and its text. */
export interface Query {
  name: string;
  cypher: string;
}
export type QueryListener = (query: Query) => void;

/** Runs queries within one write transaction. */
export type Transaction = <R extends Row>(cypher: string, parameters?: Parameters) => Promise<R[]>;

/** Rows as the database finds them: for more than fits in memory. */
export type Stream = <R extends Row>(cypher: string, parameters?: Parameters) => AsyncIterable<R>;

/** For so long what fails in passing is tried again. */
const RETRY_MS = 5_000;

/** The only door to the database. Every query passes here, so here it is named, counted and translated. */
export class Graph {
  private readonly listeners = new Set<QueryListener>();
  /** In a cluster whatever is read comes after what this process has written or read before. */
  private readonly bookmarkManager = neo4j.bookmarkManager();

  constructor(
    private readonly driver: Driver,
    private readonly database: string,
  ) {}

  /** Connects, and makes sure that the server answers and accepts the password. */
  static async connect({ uri, user, password, database }: Neo4jConnection): Promise<Graph> {
    const driver = neo4j.driver(uri, neo4j.auth.basic(user, password), {
      disableLosslessIntegers: true,
      connectionAcquisitionTimeout: 10_000,
      connectionTimeout: 5_000,
      maxTransactionRetryTime: RETRY_MS,
      userAgent: 'careergraph',
    });
    const graph = new Graph(driver, database);
    try {
      await graph.read('/* ping */ RETURN 1 AS one');
      return graph;
    } catch (error) {
      await driver.close();
      throw error;
    }
  }

  /** Rows of a read-only query, in a transaction that the server ends by itself: one round trip. In a cluster any reader may answer. */
  async read<R extends Row>(cypher: string, parameters: Parameters = {}): Promise<R[]> {
    this.report(cypher);
    try {
      return await tryAgain(() => this.runOnce<R>(cypher, parameters));
    } catch (error) {
      throw translateDriverError(error);
    }
  }

  /** Rows of a read-only query, as they come. Not asked again when the database goes away half-way: that is an error. */
  async *stream<R extends Row>(cypher: string, parameters: Parameters = {}): AsyncGenerator<R> {
    const session = this.session(neo4j.session.READ);
    try {
      yield* this.rowsOf<R>(session, cypher, parameters);
    } finally {
      await session.close();
    }
  }

  /**
   * Reads in one transaction that begins with `lock`, a query that takes the lock every writer takes first: what is read is
   * of one moment, and writers wait. Nothing of it is kept.
   */
  async readLocked<L extends Row, T>(lock: string, work: (locked: L[], stream: Stream) => Promise<T>): Promise<T> {
    const session = this.session(neo4j.session.WRITE);
    try {
      const tx = await session.beginTransaction();
      this.report(lock);
      const { records } = await tx.run(lock);
      return await work(
        records.map((record) => record.toObject() as L),
        (cypher, parameters) => this.rowsOf(tx, cypher, parameters),
      );
    } catch (error) {
      throw translateDriverError(error);
    } finally {
      await session.close(); // takes the transaction back
    }
  }

  /** Rows of one query that writes, in a transaction of its own. */
  write<R extends Row>(cypher: string, parameters: Parameters = {}): Promise<R[]> {
    return this.transaction((run) => run<R>(cypher, parameters));
  }

  /** All of `work` or nothing. It may be run again when the database asks for a retry, so it must not keep state. */
  async transaction<T>(work: (run: Transaction) => Promise<T>): Promise<T> {
    const session = this.session(neo4j.session.WRITE);
    const runIn =
      (tx: ManagedTransaction): Transaction =>
      async <R extends Row>(cypher: string, parameters: Parameters = {}) => {
        this.report(cypher);
        const { records } = await tx.run(cypher, parameters);
        return records.map((record) => record.toObject() as R);
      };
    try {
      return await session.executeWrite((tx) => work(runIn(tx)));
    } catch (error) {
      throw translateDriverError(error);
    } finally {
      await session.close();
    }
  }

  /** Calls `listener` for each query sent from now on; returns what ends that. */
  onQuery(listener: QueryListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  close(): Promise<void> {
    return this.driver.close();
  }

  private async *rowsOf<R extends Row>(runner: Pick<ManagedTransaction, 'run'>, cypher: string, parameters?: Parameters): AsyncGenerator<R> {
    this.report(cypher);
    try {
      for await (const record of runner.run(cypher, parameters)) yield record.toObject() as R;
    } catch (error) {
      throw translateDriverError(error);
    }
  }

  private session(defaultAccessMode: SessionMode): Session {
    // The database is named, or the driver asks the server for it first.
    return this.driver.session({ database: this.database, defaultAccessMode, bookmarkManager: this.bookmarkManager });
  }

  private async runOnce<R extends Row>(cypher: string, parameters: Parameters): Promise<R[]> {
    const session = this.session(neo4j.session.READ);
    try {
      const { records } = await session.run(cypher, parameters);
      return records.map((record) => record.toObject() as R);
    } finally {
      await session.close();
    }
  }

  private report(cypher: string): void {
    if (this.listeners.size === 0) return;
    const name = /^\s*\/\* (\w+) \*\//.exec(cypher)?.[1] ?? 'unnamed';
    for (const listener of this.listeners) listener({ name, cypher });
  }
}

/** The driver does so by itself only for transactions that it ends itself, which take a round trip more. */
async function tryAgain<T>(work: () => Promise<T>): Promise<T> {
  for (let [wait, deadline] = [50, Date.now() + RETRY_MS]; ; wait *= 2) {
    try {
      return await work();
    } catch (error) {
      if (!isRetryableError(error as Error) || Date.now() + wait > deadline) throw error;
      await sleep(wait);
    }
  }
}
