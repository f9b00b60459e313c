import type { Section } from './report.js';

export interface BenchOptions {
  /** For whatever the bench makes; gone at the end. */
  folder: string;
  /** Where the publishers' files are, if anywhere. */
  data: string;
  /** Where the whole graph is kept for the next time; unless said, it is made anew. */
  home?: string;
  /** How often each measurement is made, in turn with those it is compared with. */
  rounds: number;
  /** How long load is kept up. */
  minutes: number;
}

/** Measures, and answers what is to be said of it. */
export type Bench = (options: BenchOptions) => Promise<Section>;
