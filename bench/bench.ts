import type { Section } from './report.js';

export interface BenchOptions {
  /** For whatever the bench makes; gone at the end. */
  folder: string;
  /** Where the publishers' files are, if anywhere. */
  data: string;
  /** A home folder that holds the whole graph already, if somebody has one: importing takes its time. */
  home: string | undefined;
  /** How often each measurement is made, in turn with those it is compared with. */
  rounds: number;
}

/** Measures, and answers what is to be said of it. */
export type Bench = (options: BenchOptions) => Promise<Section>;
