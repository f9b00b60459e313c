import { join } from 'node:path';
import { buildHere } from '../src/career-map-keeper.js';
import type { CareerMap } from '../src/career-map/career-map.js';
import { DEFAULT_CONSTRAINTS, type PathQuery } from '../src/career-map/path-query.js';
import { findPaths, pathExists } from '../src/career-map/paths.js';
import { idOf, isActive } from '../src/career-map/stop-facts.js';
import { say } from '../src/console.js';
import { runningConnection } from '../src/graph/embedded-neo4j.js';
import { Graph } from '../src/graph/graph.js';
import { APOC_CHEAPEST, newcomerTo, startNeo4jWithApoc, writeMoves } from '../tests/support/apoc.js';
import { Random } from '../tests/support/random.js';
import type { BenchOptions } from './bench.js';
import { ask, type Question } from './client.js';
import { CYPHER_CHEAPEST, type PathsAnswer, pathsQuestion, recommendationsQuestion, REVISION } from './paths.questions.js';
import { runProgram, type Server, startCareergraph, WITHOUT_BUDGET, WITHOUT_CACHES } from './programs.js';
import { type Download, findDownloads } from './publishers.js';
import { median, ms, quantile, ratio, seconds, type Section, verdict } from './report.js';
import { wholeGraph } from './whole.js';

const LIMIT = 5;
const MOST_STEPS = 4;
/** Asked for in each round, no question twice: what was answered before might be kept. */
const QUESTIONS = 200;
const WARM_UPS = 100;
const APOC_PAIRS = 100;
const CYPHER_PAIRS = 10;
const SAME = 1e-8;
const MB = 2 ** 20;

type Pair = readonly [from: number, to: number];
type Table = Section['tables'][number];
interface Findings {
  tables: Table[];
  notes: string[];
}

/** Paths and recommendations over HTTP on the whole graph, against the databases' own searches, and while an import runs. */
export async function benchPaths(options: BenchOptions): Promise<Section> {
  const { folder, data, rounds } = options;
  const { home, notes } = await wholeGraph(options);
  const server = await startCareergraph(home, { ...WITHOUT_CACHES, ...WITHOUT_BUDGET });
  const graph = await Graph.connect(runningConnection(home));
  const found: Findings[] = [];
  const keep = (part: Findings): void => {
    found.push(part);
    for (const note of part.notes) say(note); // the rest takes minutes
  };
  try {
    keep(await measureBuild(home, rounds));
    const map = await buildHere(graph);
    keep(await askServer(server, map, rounds));
    keep(await askDatabase(join(folder, 'moves'), map));
  } finally {
    await graph.close();
    await server.stop();
  }
  const largest = findDownloads(data).downloads.find(({ what }) => what === 'onet');
  if (largest !== undefined) keep(await askDuringImport(join(folder, 'growing'), largest));
  return { tables: found.flatMap(({ tables }) => tables), notes: [...notes, ...found.flatMap((part) => part.notes)] };
}

interface Build {
  ms: number;
  added: number;
  held: number;
  stops: number;
  moves: number;
}

async function measureBuild(home: string, rounds: number): Promise<Findings> {
  const builds: Build[] = [];
  for (let round = 1; round <= rounds; round++) {
    say(`Building the career map, ${round} of ${rounds} ...`);
    const { output } = await runProgram('bench/build-career-map.mjs', [], runningConnection(home));
    builds.push(JSON.parse(output) as Build);
  }
  const [time, added, held] = [median(builds.map((build) => build.ms)), Math.max(...builds.map((build) => build.added)), median(builds.map((build) => build.held))]; // prettier-ignore
  const { stops, moves } = builds[0]!;
  return {
    tables: [],
    notes: [
      `The career map of ${stops.toLocaleString('en')} stops and ${moves.toLocaleString('en')} moves, from the first query on: built in ${seconds(time)}, under 10 s: ${verdict(time, 10_000)}; ` +
        `at most ${Math.round(added / MB)} MB more than before while it is built, under 300 MB: ${verdict(added, 300 * MB)}; ${Math.round(held / MB)} MB once it is.`,
    ],
  };
}

const pairQuery = (map: CareerMap, [from, to]: Pair): PathQuery => ({
  profile: newcomerTo(map, from),
  targets: [to],
  objective: 'EFFORT',
  constraints: { ...DEFAULT_CONSTRAINTS, maxSteps: MOST_STEPS },
  limit: LIMIT,
});

/** Different ones, each of two active roles between which there is a path. */
function randomPairs(map: CareerMap, count: number, random = new Random(1)): Pair[] {
  const found = new Map<string, Pair>();
  while (found.size < count) {
    const pair: Pair = [random.whole(0, map.stops.count - 1), random.whole(0, map.stops.count - 1)];
    if (pair[0] !== pair[1] && pair.every((stop) => isActive(map, stop)) && pathExists(map, pairQuery(map, pair))) {
      found.set(pair.join(' '), pair);
    }
  }
  return [...found.values()];
}

const questionOf = (map: CareerMap, [from, to]: Pair): Question => pathsQuestion(idOf(map, from), idOf(map, to));

async function askServer(server: Server, map: CareerMap, rounds: number): Promise<Findings> {
  say('Asking for paths ...');
  const pairs = randomPairs(map, WARM_UPS + rounds * QUESTIONS);
  const origins = new Random(2).sample([...Array(map.stops.count).keys()].filter((stop) => isActive(map, stop)), pairs.length); // prettier-ignore
  const times = { paths: [] as number[], recommendations: [] as number[] };
  let exhaustive = 0;
  for (const [index, pair] of pairs.entries()) {
    const paths = await ask<PathsAnswer>(server.url, questionOf(map, pair));
    if (paths.data.transitionPaths.paths.length === 0) throw new Error(`${pair.join(' → ')} has a path, and none was answered.`);
    const recommended = await ask(server.url, recommendationsQuestion(idOf(map, origins[index % origins.length]!)));
    if (index < WARM_UPS) continue;
    times.paths.push(paths.elapsed);
    times.recommendations.push(recommended.elapsed);
    if (paths.data.transitionPaths.exhaustive) exhaustive++;
  }
  const share = exhaustive / times.paths.length;
  const row = (name: string, of: number[]): string[] => [name, ...[0.5, 0.95, 0.99, 1].map((part) => ms(quantile(of, part)))];
  const [middle, late] = [median(times.paths), quantile(times.paths, 0.99)];
  return {
    tables: [
      {
        title: `Over the HTTP API, ${times.paths.length} different questions each, skills accumulating.`,
        head: ['', 'p50', 'p95', 'p99', 'slowest'],
        rows: [row('five best paths, at most four moves', times.paths), row('first 20 recommendations', times.recommendations)],
      },
    ],
    notes: [
      `Paths: median under 25 ms: ${verdict(middle, 25)}; p99 under 150 ms: ${verdict(late, 150)}; ${(100 * share).toFixed(1)}% exhaustive, at least 99%: ${verdict(0.99, share)}.`,
      `Recommendations: median under 15 ms: ${verdict(median(times.recommendations), 15)}.`,
    ],
  };
}

interface Compared {
  name: string;
  ours: number[];
  theirs: number[];
}

/** The same question without accumulation, of a database that holds stops and moves alone, each with what it costs. */
async function askDatabase(home: string, map: CareerMap): Promise<Findings> {
  say('Asking Neo4j and APOC the same ...');
  const neo4j = await startNeo4jWithApoc(home);
  const graph = await Graph.connect(neo4j.connection);
  try {
    await writeMoves(graph, map);
    const random = new Random(3);
    const any = (): number => random.whole(0, map.stops.count - 1);
    const anywhere = Array.from({ length: APOC_PAIRS }, (): Pair => [any(), any()]).filter(([from, to]) => from !== to);
    const apoc = await compare(graph, map, 'APOC’s Dijkstra, any number of moves', APOC_CHEAPEST, anywhere, Infinity);
    const cypher = await compare(
      graph,
      map,
      'Cypher, at most four moves',
      CYPHER_CHEAPEST,
      randomPairs(map, CYPHER_PAIRS, random),
      MOST_STEPS,
    );
    return {
      tables: [
        {
          title: 'Five best paths without accumulation and with steps down, in the database and here in memory; p50 of each.',
          head: ['', 'pairs', 'database', 'here', 'ratio'],
          rows: [apoc, cypher].map(({ name, ours, theirs }) => [
            name,
            String(ours.length),
            ms(median(theirs)),
            ms(median(ours)),
            ratio(median(theirs) / median(ours)),
          ]),
        },
      ],
      notes: [`All of these cost the same here as in the database, pair by pair.`],
    };
  } finally {
    await graph.close();
    await neo4j.stop();
  }
}

async function compare(
  graph: Graph,
  map: CareerMap,
  name: string,
  cypher: string,
  pairs: readonly Pair[],
  maxSteps: number,
): Promise<Compared> {
  const compared: Compared = { name, ours: [], theirs: [] };
  for (const pair of pairs) {
    const [from, to] = pair;
    const startedAt = performance.now();
    const query = { ...pairQuery(map, pair), constraints: { ...DEFAULT_CONSTRAINTS, maxSteps, allowStepDown: true } };
    const { paths } = findPaths(map, { ...query, accumulate: false, maxWork: Infinity });
    const foundAt = performance.now();
    const cheapest = await graph.read<{ weight: number }>(cypher, { from, to, limit: LIMIT });
    compared.ours.push(foundAt - startedAt);
    compared.theirs.push(performance.now() - foundAt);
    const differs =
      cheapest.length !== paths.length || cheapest.some(({ weight }, index) => Math.abs(weight - paths[index]!.totalEffort) > SAME);
    if (differs) throw new Error(`From stop ${from} to ${to} ${name} finds other paths: ${JSON.stringify(cheapest)}.`);
  }
  return compared;
}

/** Questions on the seed, at rest and while a download comes in: each must be answered as at rest until the revision has moved. */
async function askDuringImport(home: string, { what, path }: Download): Promise<Findings> {
  const server = await startCareergraph(home, { ...WITHOUT_CACHES, ...WITHOUT_BUDGET });
  const connection = runningConnection(home);
  const graph = await Graph.connect(connection);
  try {
    const map = await buildHere(graph);
    const questions = randomPairs(map, QUESTIONS).map((pair) => questionOf(map, pair));
    const answers = new Map<Question, string>();
    const times = { rest: [] as number[], during: [] as number[] };
    const revision = async (): Promise<number> =>
      (await ask<{ graphInfo: { revision: number } }>(server.url, REVISION)).data.graphInfo.revision;
    for (const question of [...questions, ...questions]) {
      const { data, elapsed } = await ask(server.url, question);
      if (answers.has(question)) times.rest.push(elapsed);
      answers.set(question, JSON.stringify(data));
    }
    say(`Asking while ${what} is imported ...`);
    const before = await revision();
    let endedAt: number | undefined;
    const imported = runProgram('dist/graph-seed/import.js', [what, path], connection).then(() => (endedAt = performance.now()));
    imported.catch(() => (endedAt = performance.now()));
    let switchedAt: number | undefined;
    for (let index = 0; switchedAt === undefined; index++) {
      const question = questions[index % questions.length]!;
      const { data, elapsed } = await ask(server.url, question);
      if (JSON.stringify(data) === answers.get(question)) times.during.push(elapsed);
      else if ((await revision()) > before) switchedAt = performance.now();
      else throw new Error(`While ${what} was imported, ${JSON.stringify(question.variables)} was answered otherwise.`);
    }
    await imported;
    const slower = median(times.during) / median(times.rest);
    return {
      tables: [],
      notes: [
        `While ${what} was imported into the seed’s graph, all of ${times.during.length.toLocaleString('en')} answers were those of the revision before it; p50 ${ms(median(times.during))}, at rest ${ms(median(times.rest))}: ` +
          `at most twice as slow: ${verdict(slower, 2)} (${ratio(slower)}). The new revision answered ${seconds(Math.max(0, switchedAt - endedAt!))} after the import’s end.`,
      ],
    };
  } finally {
    await graph.close();
    await server.stop();
  }
}
