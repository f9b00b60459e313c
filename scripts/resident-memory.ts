import { readFileSync } from 'node:fs';

/** The memory that a process holds, in megabytes, as the system counts it. */
export const residentMegabytes = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1_024;
