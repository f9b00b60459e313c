import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import autocannon, { type Client, type Request } from 'autocannon';
import { say } from '../src/console.js';
import { type EmbeddedNeo4j, startEmbeddedNeo4j } from '../src/graph/embedded-neo4j.js';
import { Graph } from '../src/graph/graph.js';
import { projectRoot } from '../src/project-root.js';
import type { BenchOptions } from './bench.js';
import { ask } from './client.js';
import { type AskedQuestion, INTROSPECTION, questionsAbout, readPool } from './peers.questions.js';
import { careerMapBuilt, type Server, startOn, WITHOUT_BUDGET, WITHOUT_CACHES } from './programs.js';
import { median, ms, ratio, type Section } from './report.js';
import { wholeGraph } from './whole.js';

const CONNECTIONS = 8;
const SECONDS = 2;
/** V8 takes some seconds of load to make all of the way quick. */
const WARM_UP_SECONDS = 4;
const AGAIN_SECONDS = 1;
const COMPARED = 50;
/** So few different requests that each comes many times in a round. */
const REPEATED = 100;
/** With fewer answers in a round, one in a hundred is none. */
const ENOUGH_FOR_P99 = 100;

type Servers = Record<'peer' | 'bare' | 'cold' | 'warm', Server>;

/** One way of asking a question, and what came of it in each round. */
interface Way {
  name: string;
  server: Server;
  requests: readonly Request[];
  /** How many different requests there are before they, or what they ask about, come again. */
  different: number;
  answers: number[];
  rate: number[];
  p50: number[];
  p99: number[];
}

/** Requests per second under load of eight connections, beside @neo4j/graphql and one Cypher query per request, on one database. */
export async function benchPeers(options: BenchOptions): Promise<Section> {
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: join(projectRoot, 'bench/peers'), stdio: 'ignore' });
  const { home, notes } = await wholeGraph(options);
  const neo4j = await startEmbeddedNeo4j({ home });
  const graph = await Graph.connect(neo4j.connection);
  const servers = await startServers(neo4j);
  try {
    await Promise.all([servers.cold, servers.warm].map((each) => careerMapBuilt(each))); // who asks for paths before is told to wait
    const questions: { question: AskedQuestion; ways: Way[] }[] = [];
    for (const question of [...questionsAbout(await readPool(graph, servers.cold)), INTROSPECTION]) {
      await requireSame(question, servers);
      questions.push({ question, ways: await waysOf(question, servers) });
    }
    // All of them before any is timed: under load Java goes on compiling for a minute or two.
    for (const { question, ways } of questions) await warmUp(question, ways);
    for (const { question, ways } of questions) await measure(question, ways, options.rounds);
    const { tables, notes: more } = report(questions, options.rounds);
    return { tables, notes: [...notes, ...more] };
  } finally {
    for (const server of Object.values(servers)) await server.stop();
    await graph.close();
    await neo4j.stop();
  }
}

async function startServers({ connection }: EmbeddedNeo4j): Promise<Servers> {
  const careergraph = 'dist/src/main.js';
  const [cold, warm, peer, bare] = await Promise.all([
    startOn(connection, careergraph, { ...WITHOUT_CACHES, ...WITHOUT_BUDGET }),
    startOn(connection, careergraph, WITHOUT_BUDGET),
    startOn(connection, 'bench/peers/neo4j-graphql.mjs'),
    startOn(connection, 'bench/peers/bare.mjs'),
  ]);
  return { cold, warm, peer, bare };
}

/** Asks some of the requests, from all over, of all servers, and fails where the answers differ. */
async function requireSame({ name, ours, peer, bare, variables, asOurs }: AskedQuestion, servers: Servers): Promise<void> {
  const stride = Math.max(1, variables.length / COMPARED);
  for (let at = 0; at < variables.length; at += stride) {
    const variable = variables[Math.floor(at)]!;
    const { data } = await ask<unknown>(servers.cold.url, { query: ours, variables: variable });
    const others: [string, unknown][] = [['the warm server', (await ask(servers.warm.url, { query: ours, variables: variable })).data]];
    if (peer !== undefined && asOurs !== undefined) {
      others.push(['@neo4j/graphql', asOurs((await ask(servers.peer.url, { query: peer, variables: variable })).data)]);
      if (bare !== undefined)
        others.push([
          'the bare server',
          unwrapped((await ask(servers.bare.url, { question: bare, variables: variable } as never)).data, data),
        ]);
    }
    for (const [who, answer] of others) {
      if (!isDeepStrictEqual(answer, data)) {
        throw new Error(`${name}: ${who} answers\n${JSON.stringify(answer)}\nand not\n${JSON.stringify(data)}`);
      }
    }
  }
}

/** The bare server leaves out the name that a list has at the top. */
function unwrapped(answer: any, ours: any): unknown {
  const [top] = Object.keys(ours);
  if (top === undefined || top in answer) return answer;
  return { [top]: Array.isArray(ours[top]) ? answer.nodes : answer };
}

async function waysOf(question: AskedQuestion, { cold, warm, peer, bare }: Servers): Promise<Way[]> {
  const { variables } = question;
  let nth = 0;
  // A variable that no operation declares is ignored, and makes each request one of its own.
  const anew = (): Request => post({ query: question.ours, variables: { ...variables[nth % variables.length], nth: (nth += 1) } });
  const way = (name: string, server: Server, requests: readonly Request[], different = requests.length): Way => ({
    name,
    server,
    requests,
    different,
    answers: [],
    rate: [],
    p50: [],
    p99: [],
  });
  const posts = (asked: object): Request[] => variables.map((each) => post({ ...asked, variables: each }));
  const ours = posts({ query: question.ours });
  const ways: Way[] = [];
  if (question.peer !== undefined) ways.push(way('@neo4j/graphql', peer, posts({ query: question.peer })));
  if (question.bare !== undefined) ways.push(way('bare', bare, posts({ question: question.bare })));
  ways.push(
    way('cold', cold, ours),
    way('entities kept', warm, [{ setupRequest: anew }], variables.length),
    way('answers kept', warm, ours.slice(0, REPEATED)),
    way('not modified', warm, await conditional(warm, question.ours, variables.slice(0, REPEATED))),
  );
  return ways;
}

const headers = { 'content-type': 'application/json' };
const post = (body: unknown): Request => ({ method: 'POST', path: '/graphql', headers, body: JSON.stringify(body) });

/** By the hash of the operation, as clients do who ask by GET: a whole operation makes a long address. */
async function conditional({ url }: Server, query: string, variables: readonly unknown[]): Promise<Request[]> {
  const persistedQuery = { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') };
  const extensions = encodeURIComponent(JSON.stringify({ persistedQuery }));
  await (await fetch(new URL(`/graphql?extensions=${extensions}&query=${encodeURIComponent(query)}`, url), { headers })).text();
  return Promise.all(
    variables.map(async (each) => {
      const path = `/graphql?extensions=${extensions}&variables=${encodeURIComponent(JSON.stringify(each))}`;
      const answer = await fetch(new URL(path, url), { headers });
      await answer.text();
      return { method: 'GET', path, headers: { ...headers, 'if-none-match': answer.headers.get('etag')! } };
    }),
  );
}

/** Each request comes once at least, so that what is to be kept is, and everything that is to be planned and compiled is, too. */
async function warmUp({ name }: AskedQuestion, ways: readonly Way[]): Promise<void> {
  for (const way of ways) await load(way, WARM_UP_SECONDS, Math.max(way.different, CONNECTIONS));
  for (const way of ways) await load(way, WARM_UP_SECONDS);
  say(`${name}: warmed up`);
}

/** All ways in turn, there and back. */
async function measure({ name }: AskedQuestion, ways: readonly Way[], rounds: number): Promise<void> {
  for (const way of ways) await load(way, AGAIN_SECONDS); // other questions' answers may have taken the place of these
  for (let round = 0; round < rounds; round++) {
    for (const way of round % 2 === 0 ? ways : ways.toReversed()) {
      const { requests, latency } = await load(way, SECONDS);
      way.answers.push(requests.total);
      way.rate.push(requests.average);
      way.p50.push(latency.p50);
      way.p99.push(latency.p99);
    }
  }
  say(`${name}: ${ways.map((way) => `${way.name} ${Math.round(median(way.rate))}/s`).join(', ')}`);
}

async function load({ name, server, requests }: Way, duration: number, amount?: number): Promise<autocannon.Result> {
  // Each connection goes round its own share. Made beforehand: autocannon takes long to make a request, and shares our processors.
  const shares = Math.min(CONNECTIONS, requests.length);
  let begun = 0;
  const setupClient = (client: Client): void => {
    const share = begun++ % shares;
    client.setRequests(requests.filter((_, nth) => nth % shares === share));
  };
  const result = await autocannon({
    url: new URL(server.url).origin,
    connections: CONNECTIONS,
    duration,
    ...(amount && { amount }),
    setupClient,
    verifyBody: (body) => !String(body).startsWith('{"errors"'),
  });
  const expected = name === 'not modified' ? result['3xx'] : result['2xx'];
  if (result.errors > 0 || result.mismatches > 0 || expected < result.requests.total - CONNECTIONS) {
    throw new Error(
      `${name}: of ${result.requests.total} requests ${expected} were answered as expected, ${result.mismatches} with errors of GraphQL, and ${result.errors} failed.`,
    );
  }
  return result;
}

function report(questions: readonly { question: AskedQuestion; ways: Way[] }[], rounds: number): Section {
  const count = (value: number): string => Math.round(value).toLocaleString('en');
  const rows = questions.flatMap(({ question, ways }) => {
    const against = (way: Way, name: string): string => {
      const other = ways.find((each) => each.name === name);
      return other === undefined ? '' : ratio(median(way.rate.map((rate, round) => rate / other.rate[round]!)));
    };
    return ways.map((way) => [
      ...[question.name, way.name, way.requests[0]!.setupRequest ? 'all' : count(way.different), count(median(way.rate))],
      `${count(Math.min(...way.rate))}–${count(Math.max(...way.rate))}`,
      ...[against(way, '@neo4j/graphql'), against(way, 'bare'), ms(median(way.p50))],
      median(way.answers) < ENOUGH_FOR_P99 ? '–' : ms(median(way.p99)),
    ]);
  });
  const head = ['', 'asked of', 'different', 'requests/s', 'least–most', '÷ @neo4j/graphql', '÷ bare', 'p50', 'p99'];
  const title = `${CONNECTIONS} connections; medians of ${rounds} rounds of ${SECONDS} s, ratios within a round.`;
  return {
    tables: [{ title, head, rows }],
    notes: questions.flatMap(({ question }) =>
      question.asOurs || !question.peer
        ? []
        : [`${question.name}: each server answers in its own way, so answers were not compared; the ratios are of their rates alone.`],
    ),
  };
}
