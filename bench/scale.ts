import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as echarts from 'echarts';
import { say, showProgress } from '../src/console.js';
import { runningConnection } from '../src/graph/embedded-neo4j.js';
import { Graph } from '../src/graph/graph.js';
import { residentMegabytes } from '../scripts/resident-memory.js';
import { projectRoot } from '../src/project-root.js';
import type { BenchOptions } from './bench.js';
import { ask } from './client.js';
import { someMovesFrom } from './generated-facts.js';
import { type AskedQuestion, type Pool, questionsAbout, readPool } from './peers.questions.js';
import { careerMapBuilt, type Server, startCareergraph, WITHOUT_BUDGET, WITHOUT_CACHES } from './programs.js';
import { median, ms, ratio, seconds, type Section, verdict } from './report.js';
import { generate } from './whole.js';

const FACTORS = [1, 3, 10];
const WARM_UP_SECONDS = 6;
const ASKED = 200;
const PICTURE = 'docs/images/scale.svg';
/** How many times as long as at 1× each kind of question may take at 10×. */
const MOST = { reads: 1.5, moves: 3 };
/** For the career map; whoever runs the bench has other things to do. */
const MOST_SECONDS = 1_800;
const MOVES = ['recommendations', 'paths'];

interface Found {
  factor: number;
  p50: Map<string, number>;
  startMs: number;
  /** Undefined where it takes too long; then nothing is asked of it. */
  buildSeconds: number | undefined;
  megabytes: number;
  nodes: number;
  relationships: number;
}

/** The same questions about generated graphs of one, three and ten times the size of O*NET and ESCO. */
export async function benchScale({ folder }: BenchOptions): Promise<Section> {
  const found: Found[] = [];
  for (const factor of FACTORS) {
    found.push(await measure(join(folder, `scale-${factor}`), factor));
    say(`${factor}×: ${[...found.at(-1)!.p50].map(([name, value]) => `${name} ${ms(value)}`).join(', ')}`);
  }
  writeFileSync(join(projectRoot, PICTURE), picture(found));
  return section(found);
}

async function measure(home: string, factor: number): Promise<Found> {
  await generate(home, factor);
  const startedAt = performance.now();
  const server = await startCareergraph(home, { ...WITHOUT_CACHES, ...WITHOUT_BUDGET });
  const startMs = performance.now() - startedAt;
  const graph = await Graph.connect(runningConnection(home));
  try {
    const buildSeconds = await showProgress('Building the career map', () => careerMapBuilt(server, MOST_SECONDS));
    const [size] = await graph.read<{ nodes: number; relationships: number }>(
      '/* size */ RETURN COUNT { () } AS nodes, COUNT { ()-->() } AS relationships',
    );
    const pool = await readPool(graph, server);
    const p50 = await askEach(pool, server, ({ name }) => buildSeconds !== undefined || !MOVES.includes(name));
    return { factor, p50, startMs, buildSeconds, megabytes: residentMegabytes(server.pid), ...size! };
  } finally {
    await graph.close();
    await server.stop();
  }
}

/** The median of each question, one at a time. */
async function askEach(pool: Pool, { url }: Server, can: (question: AskedQuestion) => boolean): Promise<Map<string, number>> {
  const roles = new Set(pool.roles);
  const questions = questionsAbout(pool)
    .filter(can)
    .map(({ name, ours, variables }) => {
      // Two at random are further apart in a larger graph, most of them too far.
      const asked = name === 'paths' ? pool.roles.map((from) => ({ from, to: someMovesFrom(from, roles) })) : variables;
      let nth = 0;
      // In strides: roles that follow each other are of one family.
      return { name, next: () => answered(url, { query: ours, variables: asked[(nth++ * 37) % asked.length]! }) };
    });
  // All of them before any is timed: Java goes on compiling for a minute or two.
  for (const { next } of questions)
    for (const until = performance.now() + WARM_UP_SECONDS * 1_000; performance.now() < until;) await next();
  const p50 = new Map<string, number>();
  for (const { name, next } of questions) {
    const times: number[] = [];
    for (let nth = 0; nth < ASKED; nth++) times.push((await next()).elapsed);
    p50.set(name, median(times));
  }
  return p50;
}

/** Asked again when it fails: right after a map of gigabytes has come, its server has been deaf for seconds. */
async function answered(...question: Parameters<typeof ask>): ReturnType<typeof ask> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask(...question);
    } catch (error) {
      say(`Asked again: ${(error as Error).message.slice(-300)}`);
      if (tries === 5) throw error;
      await sleep(2_000);
    }
  }
}

function section(found: readonly Found[]): Section {
  const [first, last] = [found[0]!, found.at(-1)!];
  /** Endless where it could not be asked. */
  const against = (name: string): number => (last.p50.get(name) ?? Infinity) / first.p50.get(name)!;
  const row = (name: string, of: (one: Found) => string): string[] => [name, ...found.map(of)];
  const names = [...first.p50.keys()];
  const worst = (kind: readonly string[]): number => Math.max(...kind.map(against));
  const reads = names.filter((name) => !MOVES.includes(name));
  const count = (value: number): string => value.toLocaleString('en');
  return {
    tables: [
      {
        title: `Medians of ${ASKED} answers, nothing kept, one client.`,
        head: ['', ...found.map(({ factor }) => `${factor}×`), 'last ÷ first'],
        rows: names.map((name) => [...row(name, ({ p50 }) => (p50.has(name) ? ms(p50.get(name)!) : '–')), ratio(against(name))]),
      },
      {
        title: 'The graph, and the process.',
        head: ['', ...found.map(({ factor }) => `${factor}×`)],
        rows: [
          row('nodes', ({ nodes }) => count(nodes)),
          row('relationships', ({ relationships }) => count(relationships)),
          row('start, with Neo4j', ({ startMs }) => seconds(startMs)),
          row('career map built in', ({ buildSeconds }) =>
            buildSeconds === undefined ? `not in ${seconds(MOST_SECONDS * 1_000)}` : seconds(buildSeconds * 1_000),
          ),
          row('memory of the process', ({ megabytes }) => `${Math.round(megabytes)} MB`),
        ],
      },
    ],
    notes: [
      `Reads at most ${MOST.reads} times as long: ${verdict(worst(reads), MOST.reads)} (at worst ${ratio(worst(reads))}).`,
      `Paths and recommendations at most ${MOST.moves} times: ${verdict(worst(MOVES), MOST.moves)} (at worst ${ratio(worst(MOVES))}).`,
    ],
  };
}

/** How many times as long as at 1× each question takes, and the process's own figures likewise. */
function picture(found: readonly Found[]): string {
  const first = found[0]!;
  const lines: [string, (one: Found) => number | undefined][] = [
    ...[...first.p50.keys()].map((name): (typeof lines)[number] => [name, ({ p50 }) => p50.get(name)]),
    ['start', ({ startMs }) => startMs],
    ['career map', ({ buildSeconds }) => buildSeconds],
    ['memory', ({ megabytes }) => megabytes],
  ];
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 900, height: 520 });
  chart.setOption({
    animation: false,
    backgroundColor: '#fff',
    grid: { left: 60, right: 230, top: 40, bottom: 50 },
    legend: { orient: 'vertical', right: 10, top: 40 },
    xAxis: {
      type: 'log',
      name: 'size of the graph',
      nameLocation: 'middle',
      nameGap: 30,
      min: 1,
      max: FACTORS.at(-1),
      axisLabel: { formatter: '{value}×' },
    },
    yAxis: { type: 'log', name: 'times as much as at 1×', axisLabel: { formatter: '{value}×' } },
    series: lines.map(([name, of]) => ({
      name,
      type: 'line',
      data: found.flatMap((one) => (of(one) === undefined ? [] : [[one.factor, of(one)! / of(first)!]])),
    })),
  });
  return chart.renderToSVGString();
}
