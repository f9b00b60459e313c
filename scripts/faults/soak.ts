import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { residentMegabytes } from '../resident-memory.js';
import { Curators } from './curators.js';
import type { Findings, Report } from './scenarios.js';
import { type Answer, type Service, unkept } from './service.js';

/** Readers and a curator for long: memory, file descriptors and connections have to stay as they are. */
export async function soak(service: Service, { seconds }: { seconds: number }, report: Report = () => {}): Promise<Findings> {
  const until = performance.now() + seconds * 1_000;
  const answers: Pick<Answer, 'code'>[] = [];
  const reader = async (n: number): Promise<void> => {
    for (let i = 0; performance.now() < until; i++) {
      const text =
        i % 3 === 0 ? unkept(`soak${n}-${i}`) : '{ role(title: "ML engineer") { title skills { nodes { name sources { name } } } } }';
      answers.push({ code: (await service.ask(text)).code });
    }
  };
  const curators = new Curators(() => service);
  await curators.start(1);
  const samples: { memory: number; files: number }[] = [];
  const watch = async (): Promise<void> => {
    while (performance.now() < until) {
      samples.push({ memory: residentMegabytes(service.run.pid!), files: readdirSync(`/proc/${service.run.pid}/fd`).length });
      report(samples.length, seconds);
      await sleep(1_000);
    }
  };
  await Promise.all([...Array.from({ length: 8 }, (_, n) => reader(n)), watch()]);
  await curators.stop();
  // The first quarter is for caches to fill and code to be compiled; after it, the last quarter is held to the second.
  const quarter = (n: number) => samples.slice(Math.floor((samples.length * n) / 4), Math.floor((samples.length * (n + 1)) / 4));
  const most = (part: typeof samples, of: 'memory' | 'files'): number => Math.round(Math.max(...part.map((sample) => sample[of])));
  const figures = {
    seconds,
    answers: answers.length,
    edits: curators.acknowledged,
    'memory at start, MB': most(samples.slice(0, 1), 'memory'),
    'memory in the second quarter, MB': most(quarter(1), 'memory'),
    'memory in the last quarter, MB': most(quarter(3), 'memory'),
    'files and connections in the second quarter': most(quarter(1), 'files'),
    'files and connections in the last quarter': most(quarter(3), 'files'),
  };
  const failed = answers.filter(({ code }) => code !== 'ok').length;
  return {
    figures,
    broken: [
      ...(await curators.damage()),
      ...(failed > 0 ? [`${failed} reads failed.`] : []),
      ...(most(quarter(3), 'memory') > most(quarter(1), 'memory') * 1.1 + 16 ? ['Memory grows.'] : []),
      ...(most(quarter(3), 'files') > most(quarter(1), 'files') + 10 ? ['File descriptors grow.'] : []),
    ],
  };
}
