import { startStep, type Step } from '../scripts/progress.mjs';
import { StartUpError } from './start-up-error.js';

/** What people read while Careergraph starts and stops goes to stdout, failures to stderr. Logs are for machines, and pino's. */
const out = process.stdout;

/** On a terminal the line of a step that is under way gives way to it, and is drawn anew below. */
export function say(text: string): void {
  out.write(`${out.isTTY ? '\r\x1b[2K' : ''}${text}\n`);
}

/** An expected failure is one paragraph; anything else is a defect, and its stack helps to find it. */
export function sayFailure(error: unknown): void {
  const text = error instanceof StartUpError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`\n${text}\n\n`);
}

/** Shows steps, one after the other, while `work` runs: beginning one ends the one before. */
export async function showSteps<T>(work: (begin: (label: string) => Step) => Promise<T>): Promise<T> {
  let step: Step | undefined;
  const begin = (label: string): Step => {
    step?.done();
    return (step = startStep(label, out));
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

/** Shows how far `work` is: a bar on a terminal, a line now and then elsewhere. */
export const showProgress = <T>(label: string, work: (report: Step['reach']) => Promise<T>): Promise<T> =>
  showSteps((begin) => work(begin(label).reach));
