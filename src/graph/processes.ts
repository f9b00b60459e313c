import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Tells a running process from a later one that got the same number: when it started, and its command line.
 * Null when there is none. Windows offers only the number.
 */
export function identifyProcess(pid: number): string | null {
  if (process.platform === 'linux') return identifyOnLinux(pid);
  if (process.platform === 'win32') return isRunning(pid) ? `process ${pid}` : null;
  return ps('-p', String(pid), '-o', 'lstart=,args=')[0] ?? null;
}

/** The processes whose command line has one of `words` as a whole word. */
export function findProcesses(words: readonly string[]): number[] {
  return commandLines()
    .filter(({ pid, line }) => pid !== process.pid && words.some((word) => ` ${line} `.includes(` ${word} `)))
    .map(({ pid }) => pid);
}

/** Asks a process to end, and makes it when it does not within the time given. */
export async function endProcess(pid: number, graceMs: number): Promise<void> {
  const identity = identifyProcess(pid);
  if (identity === null) return;
  const isGone = (): boolean => identifyProcess(pid) !== identity;
  signal(pid, 'SIGTERM');
  if (await becomes(isGone, graceMs)) return;
  signal(pid, 'SIGKILL');
  await becomes(isGone, graceMs);
}

/** In slim containers there is no ps, but there is /proc. The boot is part of it: start times count from there. */
function identifyOnLinux(pid: number): string | null {
  try {
    const line = commandLineOnLinux(pid);
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const startTime = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return line === '' ? null : `${boot} ${startTime} ${line}`;
  } catch {
    return null;
  }
}

/** Empty for a process that has ended and waits for its parent to notice. */
function commandLineOnLinux(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
}

function commandLines(): { pid: number; line: string }[] {
  if (process.platform === 'win32') return [];
  if (process.platform !== 'linux') return ps('-ax', '-o', 'pid=,args=').map(splitPid);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), line: orEmpty(() => commandLineOnLinux(Number(name))) }));
}

function ps(...args: string[]): string[] {
  const output = orEmpty(() => execFileSync('ps', ['-ww', ...args], { encoding: 'utf8' }));
  return output
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

function splitPid(row: string): { pid: number; line: string } {
  const [, pid, line] = /^(\d+)\s+(.*)$/.exec(row) ?? [];
  return { pid: Number(pid), line: line ?? '' };
}

/** Processes come and go while they are looked at. */
function orEmpty(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself in between.
  }
}

async function becomes(condition: () => boolean, limitMs: number): Promise<boolean> {
  for (const deadline = Date.now() + limitMs; Date.now() < deadline; await sleep(50)) {
    if (condition()) return true;
  }
  return condition();
}
