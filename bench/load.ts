import { cpSync } from 'node:fs';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { residentMegabytes } from '../scripts/resident-memory.js';
import { say, showProgress } from '../src/console.js';
import { startEmbeddedNeo4j } from '../src/graph/embedded-neo4j.js';
import { Graph } from '../src/graph/graph.js';
import { MOST_BEHIND_MS } from '../src/graph/revision-watch.js';
import { acceptingTokens, token } from '../tests/support/tokens.js';
import type { BenchOptions } from './bench.js';
import { post } from './client.js';
import { type AskedQuestion, questionsAbout, readPool } from './peers.questions.js';
import { careerMapBuilt, type Server, startOn, WITHOUT_BUDGET } from './programs.js';
import { ms, quantile, type Section, seconds, verdict } from './report.js';
import { wholeGraph } from './whole.js';

const CONNECTIONS = 8;
const SHARE = 0.7;
const WARM_UP_SECONDS = 30;
/** Both servers build their career maps half of the time, some twenty seconds at once: in less than a few of these, it depends on when one begins. */
const CAPACITY_SECONDS = 120;
const SOURCE = 'source:curated/bench';
const EDITED = 'skill:edited-every-second';

/** Readers and a curator who writes every second, at 70% of what the server can do: how long answers take, and whether any is older than it may be. */
export async function benchLoad(options: BenchOptions): Promise<Section> {
  const whole = await wholeGraph(options);
  const home = join(options.folder, 'load'); // what is written must not stay in a graph that is kept
  cpSync(whole.home, home, { recursive: true });
  const neo4j = await startEmbeddedNeo4j({ home });
  const graph = await Graph.connect(neo4j.connection);
  const env = { ...WITHOUT_BUDGET, ...acceptingTokens };
  const [server, other] = await Promise.all([0, 1].map(() => startOn(neo4j.connection, 'dist/src/main.js', env)));
  const edits = new Edits(server!, other!);
  try {
    const next = mix(questionsAbout(await readPool(graph, server!)));
    const built = await Promise.all([server!, other!].map((each) => careerMapBuilt(each)));
    if (built.includes(undefined)) throw new Error('There is no career map yet.');
    await edits.start();
    const rate = await showProgress('Measuring what the server can do', async (report) => {
      await closedLoop(server!, next, WARM_UP_SECONDS, report);
      return (await closedLoop(server!, next, CAPACITY_SECONDS, report)) / CAPACITY_SECONDS;
    });
    say(`${Math.round(rate)} requests a second; ${Math.round(SHARE * rate)} from now on, for ${options.minutes} minutes.`);
    const found = await showProgress('Asking', (report) => openLoop(server!, next, SHARE * rate, options.minutes * 60, report));
    await edits.stop();
    const { tables, notes } = section(rate, found, edits, options.minutes);
    return { tables, notes: [...whole.notes, ...notes] };
  } finally {
    await edits.stop();
    await Promise.all([server!.stop(), other!.stop()]);
    await graph.close();
    await neo4j.stop();
  }
}

type Next = () => string;

/** What a user interface asks, each as often as the other, about another role or skill each time. */
function mix(questions: readonly AskedQuestion[]): Next {
  let nth = 0;
  return () => {
    const { ours, variables } = questions[nth % questions.length]!;
    const variable = variables[Math.floor(nth++ / questions.length) % variables.length];
    return JSON.stringify({ query: ours, variables: variable });
  };
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** What was wrong with the answer, if anything was: the code of its error, or why there is none. */
async function faultOf({ url }: Server, body: string): Promise<string | undefined> {
  try {
    const { status, text } = await post(url, body, agent);
    return status === 200 && !text.startsWith('{"errors"') ? undefined : codeIn(text);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

const codeIn = (text: string): string => /"code":"(\w+)"/.exec(text)?.[1] ?? text.slice(0, 200);

/** How many it answers, each connection asking anew once it has its answer. A Neo4j that has just started takes too long over the first. */
async function closedLoop(server: Server, next: Next, seconds: number, report: (done: number, total: number) => void): Promise<number> {
  const [startedAt, until] = [performance.now(), performance.now() + seconds * 1_000];
  let answered = 0;
  const asking = async (): Promise<void> => {
    while (performance.now() < until) {
      if ((await faultOf(server, next())) === undefined) answered++;
      report((performance.now() - startedAt) / 1_000, seconds);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, asking));
  return answered;
}

interface Failure {
  fault: string;
  /** When it was to be asked for. */
  atSecond: number;
  took: number;
}

interface Found {
  took: number[];
  failed: Failure[];
  /** Of the server's process, once a second. */
  megabytes: number[];
}

/** So many a second, whether or not those before are answered: who waits is counted from when they were to be asked. */
async function openLoop(
  server: Server,
  next: Next,
  rate: number,
  seconds: number,
  report: (done: number, total: number) => void,
): Promise<Found> {
  const found: Found = { took: [], failed: [], megabytes: [] };
  const startedAt = performance.now();
  const underWay = new Set<Promise<void>>();
  const askOne = async (dueAt: number): Promise<void> => {
    const fault = await faultOf(server, next());
    const took = performance.now() - dueAt;
    found.took.push(took);
    if (fault !== undefined) found.failed.push({ fault, atSecond: (dueAt - startedAt) / 1_000, took });
  };
  for (let asked = 0; asked < rate * seconds;) {
    const dueAt = startedAt + (asked / rate) * 1_000;
    const wait = dueAt - performance.now();
    if (wait > 1) await sleep(wait);
    const asking: Promise<void> = askOne(dueAt).finally(() => underWay.delete(asking));
    underWay.add(asking);
    asked++;
    const second = Math.floor((dueAt - startedAt) / 1_000);
    if (second >= found.megabytes.length) {
      found.megabytes.push(residentMegabytes(server.pid));
      report(second, seconds);
    }
  }
  await Promise.all(underWay);
  return found;
}

/** An edit a second through one server, and how old what is read of it is, there and on another server. */
class Edits {
  refused = 0;
  /** By how much an answer was at most older than the edits acknowledged before it was asked for, in milliseconds. */
  readonly oldest = { same: 0, other: 0 };
  answers = 0;
  private readonly authorization = `Bearer ${token()}`; // good for an hour
  /** When each edit was acknowledged, the first at 1. */
  private readonly at: number[] = [0];
  private stopping = false;
  private work: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly server: Server,
    private readonly other: Server,
  ) {}

  async start(): Promise<void> {
    const source = { id: SOURCE, name: 'Edits', publisher: 'Careergraph' };
    await this.mutate('defineSource', { source, idempotencyKey: `bench ${process.pid}` });
    await this.edit();
    this.work = Promise.all([this.editEverySecond(), this.watch(this.server, 'same'), this.watch(this.other, 'other')]);
  }

  get acknowledged(): number {
    return this.at.length - 1;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.work;
  }

  private async editEverySecond(): Promise<void> {
    for (let dueAt = performance.now(); !this.stopping; dueAt += 1_000) {
      await this.edit();
      await sleep(Math.max(0, dueAt + 1_000 - performance.now()));
    }
  }

  private async edit(): Promise<void> {
    const nth = this.at.length;
    const facts = [{ skill: { id: EDITED, name: 'Edited every second', description: String(nth) } }];
    await this.mutate('assertFacts', { source: SOURCE, facts, idempotencyKey: `bench ${process.pid} ${nth}` });
    this.at.push(performance.now());
  }

  private async mutate(mutation: string, input: object): Promise<void> {
    const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { problems { message } } }`;
    const body = JSON.stringify({ query, variables: { input } });
    for (; ; await sleep(1_000)) {
      const { text } = await post(this.server.url, body, agent, { authorization: this.authorization });
      if (text.startsWith(`{"data":{"${mutation}":{"problems":[]}}`)) return;
      if (!text.includes('GRAPH_UNAVAILABLE')) throw new Error(`An edit was answered with ${text}`);
      this.refused++; // to be sent again, with the same key
    }
  }

  private async watch(server: Server, which: 'same' | 'other'): Promise<void> {
    const body = JSON.stringify({ query: '{ skill(id: "skill:edited-every-second") { description } }' });
    for (; !this.stopping; await sleep(50)) {
      const askedAt = performance.now();
      const { text } = await post(server.url, body, agent);
      const seen = Number(/"description":"(\d+)"/.exec(text)?.[1] ?? 0);
      const missed = this.at[seen + 1];
      if (missed !== undefined && missed < askedAt) this.oldest[which] = Math.max(this.oldest[which], askedAt - missed);
      this.answers++;
    }
  }
}

const inWords = ({ fault, atSecond, took }: Failure): string => `${fault} in second ${Math.round(atSecond)}, after ${seconds(took)}`;

function section(rate: number, { took, failed, megabytes }: Found, edits: Edits, minutes: number): Section {
  const at = (share: number): string => ms(quantile(took, share));
  const quarter = (nth: number): number => {
    const part = megabytes.slice(Math.floor((megabytes.length * nth) / 4), Math.floor((megabytes.length * (nth + 1)) / 4));
    return Math.round(Math.max(...part));
  };
  const count = (value: number): string => value.toLocaleString('en');
  return {
    tables: [
      {
        title: `${minutes} minutes at ${Math.round(SHARE * 100)}% of ${Math.round(rate)} requests a second, with an edit every second.`,
        head: ['', 'answers', 'p50', 'p90', 'p99', 'p99.9', 'slowest'],
        rows: [['the mix', count(took.length), at(0.5), at(0.9), at(0.99), at(0.999), at(1)]],
      },
    ],
    notes: [
      `Answers with errors, or none at all: ${failed.length}${failed.length > 0 ? ` (${failed.map(inWords).join('; ')})` : ''}.`,
      `${count(edits.acknowledged)} edits; refused at first, none: ${verdict(edits.refused, 0)} (${edits.refused}). Of ${count(edits.answers)} answers about what was edited, the oldest was ${ms(edits.oldest.same)} behind on the server that took the edits, none: ${verdict(edits.oldest.same, 0)}; on another ${ms(edits.oldest.other)}, at most ${MOST_BEHIND_MS} ms: ${verdict(edits.oldest.other, MOST_BEHIND_MS)}.`,
      `Memory of the server’s process: at most ${quarter(1)} MB in the second quarter, ${quarter(3)} MB in the last; at most a tenth more: ${verdict(quarter(3), quarter(1) * 1.1)}.`,
    ],
  };
}
