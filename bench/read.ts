import { join } from 'node:path';
import { say } from '../src/console.js';
import type { BenchOptions } from './bench.js';
import { ask, type Question, type Reply } from './client.js';
import { type Server, startCareergraph, WITHOUT_CACHES } from './programs.js';
import { findDownloads } from './publishers.js';
import { LOOKED_UP, type Page, PAGES, pageQuestion, SEARCHED, searchQuestion } from './read.questions.js';
import { ms, quantile, ratio, type Section, verdict } from './report.js';
import { wholeGraph } from './whole.js';

const MOST_TIMES = 1.5;
const REPETITIONS = 60;
const WARM_UPS = 4;

/** What is asked, so often, of one server; the times of all answers. */
interface Measured {
  name: string;
  of: string;
  server: Server;
  questions: Question[];
  times: number[];
}

interface PageAnswer {
  page?: { pageInfo: { hasNextPage: boolean; endCursor: string } };
  around?: PageAnswer;
}
interface SearchAnswer {
  search: { hits: unknown[] };
}

/** Over HTTP, one request at a time: deep pages against first ones, and the whole graph against the seed alone. */
export async function benchRead(options: BenchOptions): Promise<Section> {
  const { folder, data, rounds } = options;
  if (findDownloads(data).downloads.length === 0) {
    return { tables: [], notes: ['Nothing was run: the publishers’ files are not there, so no larger graph has what the seed has.'] };
  }
  const { home, notes } = await wholeGraph(options);
  const seedOnly = await startCareergraph(join(folder, 'seed-only'), WITHOUT_CACHES);
  const whole = await startCareergraph(home, WITHOUT_CACHES);
  try {
    const pages = await pagesOf(whole);
    const pairs = await pairsOf(seedOnly, whole, notes);
    const everySearch: Measured = { name: '', of: '', server: whole, questions: SEARCHED.map(searchQuestion), times: [] };
    const lists = [...pages, everySearch];
    // The seed's server is asked all that too, uncounted: Java and V8 make those quicker that are asked more.
    const asked = [lists, lists.map((each) => ({ ...each, server: seedOnly, times: [] })), pairs];
    say('Warming up ...');
    for (let warmUp = 0; warmUp < WARM_UPS; warmUp++) for (const group of asked) await measure(group);
    for (const each of asked.flat()) each.times = [];
    for (let round = 1; round <= rounds; round++) {
      say(`Round ${round} of ${rounds} ...`);
      for (const group of asked) await measure(group);
    }
    return {
      tables: [
        table(`Pages of 20 on the whole graph, each asked for ${rounds * REPETITIONS} times.`, pages),
        table('The same answers from the seed alone and from the whole graph.', pairs),
      ],
      notes: [
        ...notes,
        `All ${SEARCHED.length} texts searched on the whole graph: p50 ${ms(quantile(everySearch.times, 0.5))}, p95 ${ms(quantile(everySearch.times, 0.95))}.`,
        ...judge([...pages, ...pairs]),
      ],
    };
  } finally {
    await Promise.all([seedOnly.stop(), whole.stop()]);
  }
}

/** Each list's first and late page. Cursors are gathered on the way, not timed. */
async function pagesOf(server: Server): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const list of PAGES) {
    for (const number of [1, list.late]) {
      const question = pageQuestion(list, await cursorBefore(server, list, number));
      measured.push({ name: list.name, of: `page ${number}`, server, questions: [question], times: [] });
    }
  }
  return measured;
}

async function cursorBefore(server: Server, list: Page, number: number): Promise<string | null> {
  let cursor: string | null = null;
  for (let rows = (number - 1) * 20; rows > 0; rows -= 200) {
    const { data }: Reply<PageAnswer> = await ask(server.url, pageQuestion(list, cursor, Math.min(rows, 200)));
    const page: PageAnswer['page'] = (data.around ?? data).page;
    if (!page?.pageInfo.hasNextPage) throw new Error(`${list.name}: there is no page ${number}.`);
    cursor = page.pageInfo.endCursor;
  }
  return cursor;
}

/** Only what both graphs answer alike in size is compared. */
async function pairsOf(seedOnly: Server, whole: Server, notes: string[]): Promise<Measured[]> {
  const kept: Question[] = [];
  for (const text of SEARCHED) {
    const question = searchQuestion(text);
    const hits = await Promise.all(
      [seedOnly, whole].map(async ({ url }) => (await ask<SearchAnswer>(url, question)).data.search.hits.length),
    );
    if (hits[0] === hits[1]) kept.push(question);
  }
  notes.push(`Of ${SEARCHED.length} texts searched, ${kept.length} are compared: those with as many hits in both graphs.`);
  const groups = { 'search as it is typed': kept, ...LOOKED_UP };
  return Object.entries(groups).flatMap(([name, questions]) => [
    { name, of: 'seed', server: seedOnly, questions, times: [] },
    { name, of: 'whole', server: whole, questions, times: [] },
  ]);
}

/** All in turn, there and back, so that what else the machine does falls on all alike, and none always comes after the same one. */
async function measure(measured: readonly Measured[]): Promise<void> {
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    for (const { server, questions, times } of repetition % 2 === 0 ? measured : measured.toReversed()) {
      const { elapsed } = await ask(server.url, questions[repetition % questions.length]!);
      times.push(elapsed);
    }
  }
}

const table = (title: string, measured: readonly Measured[]): Section['tables'][number] => ({
  title,
  head: ['', 'of', 'p50', 'p95', 'p50 against the one above', 'p95 against the one above'],
  rows: measured.map((each, index) => {
    const times = (share: number): string => (index % 2 === 0 ? '' : ratio(compare(measured[index - 1]!, each, share)));
    return [each.name, each.of, ms(quantile(each.times, 0.5)), ms(quantile(each.times, 0.95)), times(0.5), times(0.95)];
  }),
});

const compare = (first: Measured, second: Measured, share: number): number => quantile(second.times, share) / quantile(first.times, share);

/** Of each second one, whether it is near enough to the one before it. */
function judge(measured: readonly Measured[]): string[] {
  return measured.flatMap((second, index) => {
    const first = measured[index - 1];
    if (index % 2 === 0 || first === undefined) return [];
    const times = Math.max(...[0.5, 0.95].map((share) => compare(first, second, share)));
    return `${second.name}: ${second.of} at most ${MOST_TIMES} times ${first.of}, in p50 and p95: ${verdict(times, MOST_TIMES)} (at worst ${ratio(times)}).`;
  });
}
