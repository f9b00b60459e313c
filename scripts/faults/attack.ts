import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { residentMegabytes } from '../resident-memory.js';
import type { Findings, Report } from './scenarios.js';
import { type Answer, type Service, unkept } from './service.js';

const repeat = (times: number, text: (n: number) => string): string => Array.from({ length: times }, (_, n) => text(n)).join(' ');

/** Requests that mean harm, by what they try. */
const attacks: Record<string, string> = {
  aliases: query(`{ ${repeat(150, (n) => `a${n}: graphInfo { revision }`)} }`),
  depth: query(`{ role(id: "role:machine-learning-engineer") { ${repeat(50, () => 'progressesTo { to {')} id ${'} }'.repeat(50)} } }`),
  breadth: query('{ roles(first: 200) { nodes { skills(first: 200) { nodes { roles(first: 200) { nodes { title } } } } } } }'),
  'equal fields': query(`{ ${repeat(300, () => 'graphInfo { revision }')} }`),
  'fragments in fragments': query(
    `{ ...F0 } ${repeat(60, (n) => `fragment F${n} on Query { ${n === 59 ? '__typename' : `...F${n + 1} ...F${n + 1}`} }`)}`,
  ),
  'fragments in a circle': query('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'),
  directives: query(`{ graphInfo ${repeat(400, () => '@skip(if: false)')} { revision } }`),
  tokens: query(`{ ${repeat(20_000, () => 'a')} }`),
  introspection: query(`{ __schema { types { ${repeat(20, () => 'fields { type {')} name ${'} }'.repeat(20)} } } }`),
  suggestions: query(`{ ${repeat(300, (n) => `rol${n}`)} }`),
  batch: JSON.stringify(Array.from({ length: 100 }, () => ({ query: '{ __typename }' }))),
  'long lists': JSON.stringify({
    query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    variables: { ids: Array.from({ length: 5_000 }, (_, n) => `x${n}`) },
  }),
  'nested variables': `{"query":"query($i:[ID!]!){nodes(ids:$i){id}}","variables":{"i":${'['.repeat(30_000)}${']'.repeat(30_000)}}}`,
  'a big body': JSON.stringify({ query: '{ __typename }', extensions: { x: 'x'.repeat(5_000_000) } }),
  'bad JSON': '{"query":'.repeat(1_000),
  'a costly search': query(`{ search(text: ${JSON.stringify('*~?'.repeat(300))}, first: 200) { hits { score } } }`),
};

/** Readers alone come first: a Java that has just begun is slow with and without attacks. */
const WARM_UP_MS = 15_000;

function query(text: string): string {
  return JSON.stringify({ query: text });
}

/** Twenty readers ask while all of this comes in, and connections are opened that say nothing. */
export async function attack(service: Service, { seconds }: { seconds: number }, report: Report = () => {}): Promise<Findings> {
  const warmUntil = performance.now() + WARM_UP_MS;
  const until = warmUntil + seconds * 1_000;
  const readers: Answer[] = [];
  const outcomes = new Map<string, Set<number | string>>();
  const reader = async (n: number): Promise<void> => {
    for (let i = 0; performance.now() < until; i++) {
      const text =
        i % 2 === 0 ? '{ role(title: "ML engineer") { title skills(first: 20) { nodes { name } } } }' : unkept(`reader${n}-${i}`);
      const answer = await service.ask(text);
      if (performance.now() > warmUntil) readers.push(answer);
    }
  };
  const attacker = async ([name, body]: [string, string]): Promise<void> => {
    const seen = new Set<number | string>();
    outcomes.set(name, seen);
    while (performance.now() < until) {
      const headers = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };
      const response = await fetch(`${service.url}/graphql`, { method: 'POST', headers, body }).catch(() => undefined);
      await response?.text().catch(() => '');
      seen.add(response?.status ?? 'connection closed');
      await sleep(20);
    }
  };
  const halfOpen = async (): Promise<void> => {
    const { hostname, port } = new URL(service.url);
    while (performance.now() < until) {
      connect(Number(port), hostname, function (this: { write(text: string): void }) {
        this.write('POST /graphql HTTP/1.1\r\n');
      }).on('error', () => {});
      memoryMost = Math.max(memoryMost, residentMegabytes(service.run.pid!));
      report(seconds - (until - performance.now()) / 1_000, seconds);
      await sleep(50);
    }
  };
  const reading = Array.from({ length: 20 }, (_, n) => reader(n));
  await sleep(WARM_UP_MS);
  const memoryBefore = residentMegabytes(service.run.pid!);
  let memoryMost = memoryBefore;
  await Promise.all([...reading, ...Object.entries(attacks).map(attacker), halfOpen()]);
  const times = readers.map(({ ms }) => ms).sort((a, b) => a - b);
  const failures = readers.filter(({ code }) => code !== 'ok');
  const longest = Math.round(times.at(-1)!);
  const growth = Math.round(memoryMost - memoryBefore);
  const crashed = [...outcomes].filter(([, seen]) => [...seen].some((status) => Number(status) >= 500)).map(([name]) => name);
  return {
    figures: {
      'answers to readers': readers.length,
      'median answer, ms': Math.round(times[times.length >> 1]!),
      'longest answer, ms': longest,
      'memory grew by, MB': growth,
      ...Object.fromEntries([...outcomes].map(([name, seen]) => [name, [...seen].join(', ')])),
    },
    broken: [
      ...failures.slice(0, 5).map(({ code, message }) => `A reader was answered ${code}: ${message}`),
      ...(longest > 750 ? [`A reader waited ${longest} ms.`] : []),
      ...(growth > 256 ? [`Memory grew by ${growth} MB.`] : []),
      ...crashed.map((name) => `An attack was answered as a defect: ${name}`),
    ],
  };
}
