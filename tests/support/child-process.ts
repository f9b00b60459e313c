import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectRoot } from '../../src/project-root.js';

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A program of the project, run as whoever uses it would. */
export interface Run {
  pid: number;
  output(): string;
  /** What of it went to stderr. */
  errors(): string;
  exited: Promise<Exit>;
  kill(signal: NodeJS.Signals): void;
  /** The first match in the output, as soon as there is one. */
  shows(pattern: RegExp): Promise<RegExpExecArray>;
}

/** Empty variables count as unset, so whatever the tester has set does not get in. */
const neutral = {
  ...{ HOST: '', PORT: '0', NEO4J_URI: '', NEO4J_USER: '', NEO4J_PASSWORD: '', NEO4J_DATABASE: '' },
  ...{ CAREERGRAPH_HOME: '', CORS_ORIGINS: '', LOG_LEVEL: 'warn', OTEL_EXPORTER_OTLP_ENDPOINT: '' },
};

const running = new Set<Run>();

/** Runs a script with Node, in `folder`: a folder without .env. */
export function runNode(script: string, folder: string, env: NodeJS.ProcessEnv = {}, ...args: string[]): Run {
  const child = spawn(process.execPath, [script, ...args], { cwd: folder, env: { ...process.env, ...neutral, ...env } });
  const [output, errors] = [collect(child.stdout, child.stderr), collect(child.stderr)];
  const exited = new Promise<Exit>((resolve) => child.once('close', (code, signal) => resolve({ code, signal })));
  const run: Run = {
    pid: child.pid!,
    output,
    errors,
    exited,
    kill: (signal) => child.kill(signal),
    shows: (pattern) => untilMatch(pattern, output, exited),
  };
  running.add(run);
  void exited.then(() => running.delete(run));
  return run;
}

export const startCareergraph = (home: string, env: NodeJS.ProcessEnv = {}): Run =>
  runNode(join(projectRoot, 'dist/src/main.js'), home, { CAREERGRAPH_HOME: home, ...env });

/** Whatever a failed test has left running. */
export async function endRuns(): Promise<void> {
  for (const run of running) run.kill('SIGTERM');
  await Promise.all([...running].map((run) => run.exited));
}

function collect(...streams: Readable[]): () => string {
  const chunks: Buffer[] = [];
  for (const stream of streams) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}

async function untilMatch(pattern: RegExp, output: () => string, exited: Promise<Exit>): Promise<RegExpExecArray> {
  for (let ended = false; ;) {
    const match = pattern.exec(output());
    if (match !== null) return match;
    if (ended) throw new Error(`The program ended before it showed ${pattern}:\n${output()}`);
    ended = await Promise.race([exited.then(() => true), sleep(50, false)]);
  }
}

const folders: string[] = [];

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'careergraph-test-'));
  folders.push(folder);
  return folder;
}

export function removeTemporaryFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** Writes an executable shell script, to stand in for a real program. */
export function fakeProgram(path: string, ...lines: string[]): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, ['#!/bin/sh', ...lines, ''].join('\n'));
  chmodSync(path, 0o755);
}
