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
  kill(): void;
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
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', () => resolve({ code: null, signal: null }));
  }).finally(() => process.removeListener('exit', kill));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    if ((await within(stopLimitMs, exited)) === null) kill();
    await exited;
  };
  return { exited, stop, kill };
}

/** For programs that handle no signals themselves: one that ends this process ends Java too. */
export function endTogether(java: JavaProcess): void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const onSignal = (signal: NodeJS.Signals): void => {
    java.kill();
    release();
    process.kill(process.pid, signal);
  };
  const release = (): void => signals.forEach((signal) => process.removeListener(signal, onSignal));
  for (const signal of signals) process.on(signal, onSignal);
  void java.exited.then(release);
}

export function describeExit({ code, signal }: Exit): string {
  if (signal !== null) return `Java was ended by ${signal}`;
  return code === null ? 'Java could not be run' : `Java ended with code ${code}`;
}

/** What the promise resolves to, or null when it takes longer. */
export function within<T>(limitMs: number, promise: Promise<T>): Promise<T | null> {
  return Promise.race([promise, sleep(limitMs, null, { ref: false })]);
}
