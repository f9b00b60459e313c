import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface JavaProcess {
  readonly exited: Promise<Exit>;
  /** Asks it to end, and makes it when it does not. */
  stop(): Promise<void>;
}

export interface JavaCommand {
  readonly java: string;
  readonly args: readonly string[];
  readonly workingFolder: string;
  /** Added to this process's own environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly log: string;
}

const stopLimitMs = 30_000;

/**
 * Runs Java in a process group of its own, so that Ctrl-C in the terminal reaches it only when this process has drained,
 * and never leaves it behind when this process ends by itself, be it by an exception.
 */
export function runJava({ java, args, workingFolder, env, log }: JavaCommand): JavaProcess {
  const output = openSync(log, 'w');
  const child = spawn(java, args, {
    cwd: workingFolder,
    detached: true,
    env: { ...process.env, ...env },
    stdio: ['ignore', output, output],
    windowsHide: true,
  });
  closeSync(output);
  const killAtExit = (): boolean => child.kill('SIGKILL');
  process.once('exit', killAtExit);
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', () => resolve({ code: null, signal: null }));
  }).finally(() => process.removeListener('exit', killAtExit));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    if ((await within(stopLimitMs, exited)) === null) child.kill('SIGKILL');
    await exited;
  };
  return { exited, stop };
}

export function describeExit({ code, signal }: Exit): string {
  if (signal !== null) return `Java was ended by ${signal}`;
  return code === null ? 'Java could not be run' : `Java ended with code ${code}`;
}

/** What the promise resolves to, or null when it takes longer. */
export function within<T>(limitMs: number, promise: Promise<T>): Promise<T | null> {
  return Promise.race([promise, sleep(limitMs, null, { ref: false })]);
}
