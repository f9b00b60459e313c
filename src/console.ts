import { Presets, SingleBar } from 'cli-progress';
import { startStep, type Step } from '../scripts/progress.mjs';
import { StartUpError } from './start-up-error.js';

/** What people read while Careergraph starts and stops goes to stdout, failures to stderr. Logs are for machines, and pino's. */
const out = process.stdout;
const msBetweenLines = 2_000;

export function say(text: string): void {
  out.write(`${text}\n`);
}

/** An expected failure is one paragraph; anything else is a defect, and its stack helps to find it. */
export function sayFailure(error: unknown): void {
  const text = error instanceof StartUpError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`\n${text}\n\n`);
}

/** Shows steps, one after the other, while `work` runs: beginning one ends the one before. */
export async function showSteps<T>(work: (begin: (label: string) => void) => Promise<T>): Promise<T> {
  let step: Step | undefined;
  const begin = (label: string): void => {
    step?.done();
    step = startStep(label, out);
  };
  try {
    const result = await work(begin);
    step?.done();
    return result;
  } catch (error) {
    step?.failed();
    throw error;
  }
}

export type ReportProgress = (done: number, total: number) => void;

/** Shows how far `work` is: a bar on a terminal, a line now and then elsewhere. */
export async function showProgress<T>(label: string, work: (report: ReportProgress) => Promise<T>): Promise<T> {
  const { report, end } = out.isTTY ? progressBar(label) : progressLines(label);
  try {
    return await work(report);
  } finally {
    end();
  }
}

function progressBar(label: string): { report: ReportProgress; end: () => void } {
  // A terminal whose cursor or line wrapping is switched off stays so when a second Ctrl-C ends us: both are left alone.
  const options = { format: `${label} {bar} {percentage}% ({duration} s)`, stream: out, hideCursor: false, linewrap: true };
  const bar = new SingleBar(options, Presets.shades_classic);
  bar.start(1, 0);
  const report: ReportProgress = (done, total) => {
    bar.setTotal(total);
    bar.update(done);
  };
  return { report, end: () => bar.stop() };
}

function progressLines(label: string): { report: ReportProgress; end: () => void } {
  const start = Date.now();
  let last = start;
  say(`${label} ...`);
  const report: ReportProgress = (done, total) => {
    if (Date.now() - last < msBetweenLines) return;
    last = Date.now();
    say(`${label}: ${done} of ${total}`);
  };
  return { report, end: () => say(`${label}: ended after ${Math.round((Date.now() - start) / 1000)} s`) };
}
