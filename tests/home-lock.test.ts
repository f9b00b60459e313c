import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HomeInUseError, lockHome } from '../src/graph/home-lock.js';
import { endProcess, identifyProcess } from '../src/graph/processes.js';
import { removeTemporaryFolders, temporaryFolder } from './support/child-process.js';

let home: string;
beforeEach(() => {
  home = temporaryFolder();
  mkdirSync(join(home, 'in-use-by'));
});
afterEach(removeTemporaryFolders);

const announce = (pid: number, identity: string): void => writeFileSync(join(home, 'in-use-by', String(pid)), identity);
const users = (): string[] => readdirSync(join(home, 'in-use-by'));

/** A process that does nothing for a while. */
async function sleeper(): Promise<{ pid: number; end: () => Promise<void> }> {
  const child = spawn('sleep', ['60']);
  await once(child, 'spawn');
  return { pid: child.pid!, end: () => endProcess(child.pid!, 5_000) };
}

it('gives the folder to one after the other', () => {
  lockHome(home).release();
  expect(users()).toEqual([]);
  lockHome(home).release();
});

it('refuses it a second time, within one process too', () => {
  const lock = lockHome(home);
  expect(() => lockHome(home)).toThrow(HomeInUseError);
  lock.release();
});

it('refuses it while another running process has it', async () => {
  const other = await sleeper();
  announce(other.pid, identifyProcess(other.pid)!);
  expect(() => lockHome(home)).toThrow(`The data folder ${home} is in use by another Careergraph, process ${other.pid}.`);
  expect(users()).toEqual([String(other.pid)]);
  await other.end();
  lockHome(home).release();
  expect(users()).toEqual([]);
});

it('knows a process that has the number of a dead one, be it its own', async () => {
  const other = await sleeper();
  announce(other.pid, 'somebody who had this number before');
  announce(process.pid, 'we, before the machine started anew');
  lockHome(home).release();
  await other.end();
});

it('takes no notice of half-written announcements', () => {
  announce(4_194_305, '');
  writeFileSync(join(home, 'in-use-by', '17.tmp-17'), '');
  lockHome(home).release();
});
