import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { StartUpError } from '../start-up-error.js';
import { readIfThere, writeDurably } from './durable-file.js';
import { identifyProcess } from './processes.js';

/** Another running instance has the home folder. */
export class HomeInUseError extends StartUpError {
  override readonly name = 'HomeInUseError';

  constructor(
    home: string,
    readonly pid: number,
  ) {
    super(
      `The data folder ${home} is in use by another Careergraph, process ${pid}. ` +
        `Stop that one (Ctrl-C in its terminal, or \`kill ${pid}\`), or set CAREERGRAPH_HOME to another folder for this one.`,
    );
  }
}

export interface HomeLock {
  release(): void;
}

/**
 * Takes the home folder for this process, or throws a HomeInUseError. Each process announces itself first and looks for others
 * second, so of two at the same moment at least one sees the other; what a killed process left is known by its identity.
 */
export function lockHome(home: string): HomeLock {
  const users = join(home, 'in-use-by');
  const own = join(users, String(process.pid));
  const release = (): void => rmSync(own, { force: true });
  mkdirSync(users, { recursive: true });
  if (isHeld(own, process.pid)) throw new HomeInUseError(home, process.pid);
  writeDurably(own, identifyProcess(process.pid) ?? '');
  for (const pid of readdirSync(users).map(Number)) {
    if (pid === process.pid || Number.isNaN(pid)) continue;
    if (isHeld(join(users, String(pid)), pid)) {
      release();
      throw new HomeInUseError(home, pid);
    }
    rmSync(join(users, String(pid)), { force: true });
  }
  return { release };
}

function isHeld(announcement: string, pid: number): boolean {
  const recorded = readIfThere(announcement);
  return recorded !== null && recorded === identifyProcess(pid);
}
