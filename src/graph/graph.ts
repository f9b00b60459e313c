import { setTimeout as sleep } from 'node:timers/promises';
import neo4j, {
  type Driver,
  isRetryableError,
  type ManagedTransaction,
  type Record as Neo4jRecord,
  type Session,
  type SessionMode,
} from 'neo4j-driver';
import { errorCodeOf, translateDriverError } from './driver-errors.js';
import { GraphTimeoutError, GraphUnavailableError } from './errors.js';
import { FirstAlone } from './first-alone.js';
import type { Neo4jConnection } from './neo4j-connection.js';

export type Row = object;
/** Makes a row of what the database sent. */
export type RowOf<R> = (sent: Neo4jRecord) => R;
export type Parameters = Record<string, unknown>;

/** What was sent to the database, and what became of it. */
export interface Query {
  /** As the query's first comment gives it. */
  readonly name: string;
  readonly cypher: string;
  readonly parameters: Parameters;
  readonly ms: number;
  /** What it failed with, if it did, without the words of the error, which may repeat the query and what is in it. */
  readonly errorCode: string | undefined;
  /** Of the request that it serves, where it serves one. */
  readonly requestId: string | undefined;
}
export type QueryListener = (query: Query) => void;

/** Runs queries within one write transaction. */
export type Transaction = <R extends Row>(cypher: string, parameters?: Parameters) => Promise<R[]>;

/** Rows as the database finds them: for more than fits in memory. */
export type Stream = <R extends Row>(cypher: string, parameters?: Parameters) => AsyncIterable<R>;

/** For so long what fails in passing is tried again. In an outage clients are told within five seconds, all waiting together. */
const RETRY_MS = 1_500;
/** How much later than it should the database may say that a query has taken too long. */
const GRACE_MS = 500;

/** The only door to the database. Every query passes here, so here it is named, counted and translated. */
export class Graph {
  private readonly listeners = new Set<QueryListener>();
  /** In a cluster whatever is read comes after what this process has written or read before. */
  private readonly bookmarkManager = neo4j.bookmarkManager();
  /** Shared with all views. */
  private readonly traffic = { inFlight: 0 };
  private readonly firstAlone = new FirstAlone();
  /** When the queries of this view must be answered, on the clock that never jumps; undefined: whenever they are. */
  private deadline: number | undefined;
  private requestId: string | undefined;

  constructor(
    private readonly driver: Driver,
    private readonly database: string,
  ) {}

  /** To a server that is known to answer: nothing is sent before something is asked. */
  static open({ uri, user, password, database }: Neo4jConnection): Graph {
    const driver = neo4j.driver(uri, neo4j.auth.basic(user, password), {
      disableLosslessIntegers: true,
      connectionAcquisitionTimeout: 3_000,
      connectionTimeout: 2_000,
      maxTransactionRetryTime: RETRY_MS,
      userAgent: 'careergraph',
    });
    return new Graph(driver, database);
  }

  /** Connects, and makes sure that the server answers and accepts the password. */
  static async connect(connection: Neo4jConnection): Promise<Graph> {
    const graph = Graph.open(connection);
    try {
      await graph.read('/* ping */ RETURN 1 AS one');
      return graph;
    } catch (error) {
      await graph.close();
      throw error;
    }
  }

  /** The same graph for one request, whose queries may take so long together. */
  forRequest(requestId: string, ms: number): Graph {
    const view = Object.create(this) as Graph;
    view.requestId = requestId;
    view.deadline = performance.now() + ms;
    return view;
  }

  /** The same graph for what is of no use later than that. */
  within(ms: number): Graph {
    const view = this.unhurried();
    view.deadline = performance.now() + ms;
    return view;
  }

  /** The same graph for what no request waits for. */
  unhurried(): Graph {
    const view = Object.create(this) as Graph;
    view.deadline = undefined;
    view.requestId = undefined;
    return view;
  }

  /** Gives this view's queries time that it spent on waiting for something else. */
  allow(ms: number): void {
    if (this.deadline !== undefined) this.deadline += ms;
  }

  /** Round trips under way. */
  get inFlight(): number {
    return this.traffic.inFlight;
  }

  /**
   * Rows of a read-only query, in a transaction that the server ends by itself: one round trip. In a cluster any reader may answer. `rowOf` is called with
   * each as it comes: what it leaves of it is gone before it has to be moved in memory.
   */
  async read<R extends Row>(cypher: string, parameters: Parameters = {}, rowOf: RowOf<R> = wholeRow): Promise<R[]> {
    const run = () => this.firstAlone.run(cypher, () => tryAgain(() => this.runOnce(cypher, parameters, rowOf)));
    try {
      return await this.reported(cypher, parameters, () => this.inTime(run));
    } catch (error) {
      const translated = translateDriverError(error);
      // Not where it was only silent for too long: then its plans are there still.
      if (translated instanceof GraphUnavailableError && translated !== error) this.firstAlone.forget();
      throw translated;
    }
  }

  /** Whether the database has run a query before, and so has a plan for it. */
  hasPlanned(cypher: string): boolean {
    return this.firstAlone.isAnswered(cypher);
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
      const { records } = await this.reported(lock, {}, () => tx.run(lock));
      return await work(records.map(wholeRow<L>), (cypher, parameters) => this.rowsOf(tx, cypher, parameters));
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
        const { records } = await this.reported(cypher, parameters, () => tx.run(cypher, parameters));
        return records.map(wholeRow<R>);
      };
    const startedAt = performance.now();
    try {
      return await this.inTime(() => session.executeWrite((tx) => work(runIn(tx)), { timeout: this.timeLeft() }));
    } catch (error) {
      const translated = translateDriverError(error);
      // Writers wait for each other: that one took too long says nothing of how much it asks for.
      throw translated instanceof GraphTimeoutError ? new GraphUnavailableError(translated.message, { cause: error }) : translated;
    } finally {
      this.allow(performance.now() - startedAt); // nor may what is read afterwards suffer from it
      session.close().catch(() => {}); // not waited for: a database that is frozen would hold us here
    }
  }

  /** Calls `listener` for each query that ends from now on; returns what stops that. */
  onQuery(listener: QueryListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  close(): Promise<void> {
    return this.driver.close();
  }

  private async *rowsOf<R extends Row>(
    runner: Pick<ManagedTransaction, 'run'>,
    cypher: string,
    parameters?: Parameters,
  ): AsyncGenerator<R> {
    try {
      for await (const record of runner.run(cypher, parameters)) yield wholeRow<R>(record);
    } catch (error) {
      throw translateDriverError(error);
    }
  }

  private session(defaultAccessMode: SessionMode): Session {
    // The database is named, or the driver asks the server for it first.
    return this.driver.session({ database: this.database, defaultAccessMode, bookmarkManager: this.bookmarkManager });
  }

  private async runOnce<R extends Row>(cypher: string, parameters: Parameters, rowOf: RowOf<R>): Promise<R[]> {
    const timeout = this.timeLeft(); // now, for it may have waited for others
    const session = this.session(neo4j.session.READ);
    const rows: R[] = [];
    try {
      // Taken as they come, and out of where they came: what the driver makes of a query was seen to outlive it.
      await new Promise<void>((resolve, reject) =>
        withoutStack(() => session.run(cypher, parameters, { timeout })).subscribe({
          onNext: (record) => {
            try {
              rows.push(rowOf(record));
            } catch (error) {
              reject(error as Error); // out of here it would end the process
            }
          },
          onCompleted: () => resolve(),
          onError: reject,
        }),
      );
      return rows.splice(0);
    } finally {
      session.close().catch(() => {}); // it has nothing to give back any more
    }
  }

  /**
   * The database ends a query that takes too long, and its transaction with it. One that does not even say that (frozen, or cut off
   * from us) is not waited for, either.
   */
  private async inTime<T>(run: () => Promise<T>): Promise<T> {
    const left = this.timeLeft();
    if (left === undefined) return run();
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new GraphUnavailableError('The database does not answer.')), left + GRACE_MS);
    });
    try {
      return await Promise.race([run(), silence]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Milliseconds; undefined where there is no hurry. */
  private timeLeft(): number | undefined {
    if (this.deadline === undefined) return undefined;
    const left = Math.ceil(this.deadline - performance.now());
    if (left <= 0) throw new GraphTimeoutError('The operation has used up its time in the database.');
    return left;
  }

  private async reported<T>(cypher: string, parameters: Parameters, run: () => PromiseLike<T>): Promise<T> {
    const startedAt = performance.now();
    let errorCode: string | undefined;
    this.traffic.inFlight++;
    try {
      return await run();
    } catch (error) {
      errorCode = errorCodeOf(error);
      throw error;
    } finally {
      this.traffic.inFlight--;
      if (this.listeners.size > 0) {
        const name = /^\s*\/\* (\w+) \*\//.exec(cypher)?.[1] ?? 'unnamed';
        const ms = performance.now() - startedAt;
        const query: Query = { name, cypher, parameters, ms, errorCode, requestId: this.requestId };
        for (const listener of this.listeners) listener(query);
      }
    }
  }
}

/** Not by `toObject`, whose generator V8 keeps with all that the record holds until the next collection of old objects. */
function wholeRow<R extends Row>(record: Neo4jRecord): R {
  const row: Record<PropertyKey, unknown> = {};
  for (let place = 0; place < record.length; place++) row[record.keys[place]!] = record.get(place);
  return row as R;
}

/** The driver notes with each query where it came from, here always the same, which takes it longer than to read a short answer. */
function withoutStack<T>(work: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** The driver does so by itself only for transactions that it ends itself, which take a round trip more. */
async function tryAgain<T>(work: () => Promise<T>): Promise<T> {
  for (let [wait, deadline] = [50, performance.now() + RETRY_MS]; ; wait *= 2) {
    try {
      return await work();
    } catch (error) {
      if (!isRetryableError(error as Error) || performance.now() + wait > deadline) throw error;
      await sleep(wait);
    }
  }
}
