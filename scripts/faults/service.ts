import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Graph } from '../../src/graph/graph.js';
import { findProcesses } from '../../src/graph/processes.js';
import { loadConfig } from '../../src/config.js';
import { mintToken } from '../../src/graphql/identity.js';
import { type Run, startCareergraph } from '../../tests/support/child-process.js';

const JWT_SECRET = 'only for trying faults, and long enough to be a secret';

/** A Careergraph with a Neo4j of its own, run as whoever uses it would, that takes writes and has no budgets. */
export class Service {
  private constructor(
    readonly home: string,
    readonly run: Run,
    readonly url: string,
    readonly bolt: string,
    readonly password: string,
    /** What the `authorization` of someone says who may curate. */
    readonly bearer: (subject: string) => Promise<string>,
  ) {}

  static async start(home: string, env: NodeJS.ProcessEnv = {}): Promise<Service> {
    const settings = { JWT_SECRET, COST_BUDGET: '1000000000', COST_REFILL_PER_SECOND: '1000000000', LOG_LEVEL: 'error', ...env };
    const run = startCareergraph(home, settings);
    const [, url, rest] = await run.shows(/Careergraph is ready.*?(http:\S+)\/graphql(.*)Ctrl-C stops it/s);
    const [, bolt = env.NEO4J_URI!] = /(bolt:\S+),/.exec(rest!) ?? []; // none where the database is somebody else's
    const password = env.NEO4J_PASSWORD ?? readFileSync(join(home, 'neo4j-password'), 'utf8').trim();
    const tokens = loadConfig({ JWT_SECRET }).tokens!;
    const expires = new Date(Date.now() + 86_400_000);
    const bearers = new Map<string, Promise<string>>();
    const bearer = (subject: string): Promise<string> => {
      const known = bearers.get(subject) ?? mintToken(tokens, Buffer.from(JWT_SECRET), { subject, scopes: ['curate', 'admin'], expires });
      bearers.set(subject, known);
      return known.then((token) => `Bearer ${token}`);
    };
    return new Service(home, run, url!, bolt, password, bearer);
  }

  /** Answers what came, or why nothing came, and after how long. */
  async ask(query: string, variables: object = {}, headers: Record<string, string> = {}): Promise<Answer> {
    const startedAt = performance.now();
    const done = (answer: Omit<Answer, 'ms'>): Answer => ({ ...answer, ms: performance.now() - startedAt });
    try {
      const response = await fetch(`${this.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: await this.bearer('faults'), ...headers },
        body: JSON.stringify({ query, variables }),
        signal: AbortSignal.timeout(30_000),
      });
      const { data, errors } = (await response.json()) as { data?: unknown; errors?: { message: string; extensions: { code: string } }[] };
      return done(errors ? { code: errors[0]!.extensions.code, message: errors[0]!.message } : { code: 'ok', data });
    } catch (error) {
      const { name, cause } = error as Error & { cause?: { code?: string } };
      return done({ code: 'no answer', message: cause?.code ?? name });
    }
  }

  get java(): number[] {
    return findProcesses([`--home-dir=${join(this.home, 'neo4j')}`]);
  }

  signalJava(signal: NodeJS.Signals): void {
    for (const pid of this.java) process.kill(pid, signal);
  }

  /** Asks the database itself, past the service. */
  async query<R extends object>(cypher: string): Promise<R[]> {
    const graph = await Graph.connect({ uri: this.bolt, user: 'neo4j', password: this.password, database: 'neo4j' });
    return graph.read<R>(cypher).finally(() => graph.close());
  }

  /** Milliseconds until the database itself answers again. */
  async untilBolt(): Promise<number> {
    const startedAt = performance.now();
    for (;;) {
      try {
        await this.query('RETURN 1 AS one');
        return performance.now() - startedAt;
      } catch {
        await sleep(100);
      }
    }
  }

  /** Milliseconds until the service answers from the graph again. */
  async untilAnswering(): Promise<number> {
    const startedAt = performance.now();
    for (let n = 0; (await this.ask(unkept(`again${n++}`))).code !== 'ok';) await sleep(100);
    return performance.now() - startedAt;
  }

  async stop(): Promise<number | null> {
    this.run.kill('SIGTERM');
    return (await this.run.exited).code;
  }
}

export interface Answer {
  /** `ok`, the code of the first error, or `no answer`. */
  code: string;
  message?: string;
  data?: any; // eslint-disable-line @typescript-eslint/no-explicit-any
  ms: number;
}

/** A query that is new each time, so that no cache answers it. */
export const unkept = (name: string): string => `{ roles(first: 5, filter: { levels: ["level:${name}"] }) { totalCount } }`;
