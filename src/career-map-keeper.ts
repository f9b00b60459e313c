import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { buildCareerMap } from './career-map/build-career-map.js';
import type { CareerMap } from './career-map/career-map.js';
import { indexOf } from './career-map/map-index.js';
import type { BuildResult } from './career-map.worker.js';
import { GraphUnavailableError } from './graph/errors.js';
import type { Graph } from './graph/graph.js';
import type { Neo4jConnection } from './graph/neo4j-connection.js';
import { readCareerRevision, readCareerRows } from './read-career-rows.js';

/** How often somebody who waits for a revision looks for it. */
const REACH_MS = 50;

/**
 * Holds the career map of the last whole revision. A newer one is built beside it; whoever asks gets the old one until
 * then, and waits only where there is none yet.
 */
export class CareerMapKeeper {
  private latest: CareerMap | undefined;
  private building: Promise<CareerMap> | undefined;
  private polling: NodeJS.Timeout | undefined;
  private checkedAt = performance.now();
  private buildMs = 0;

  constructor(
    private readonly graph: Graph,
    private readonly build: () => Promise<CareerMap>,
  ) {}

  /** Builds the first map, and looks for a new revision from time to time. Failures are told, and the next look tries again. */
  start(pollMs: number, onFailure: (error: unknown) => void): void {
    const refresh = (): void => void this.refresh().catch(onFailure);
    refresh();
    this.polling = setInterval(refresh, pollMs).unref();
  }

  stop(): void {
    clearInterval(this.polling);
  }

  /** For whoever watches over it; revision 0 before the first map. */
  get state(): { revision: number; ageSeconds: number; buildSeconds: number } {
    const ageSeconds = (performance.now() - this.checkedAt) / 1_000;
    return { revision: this.latest?.revision ?? 0, ageSeconds, buildSeconds: this.buildMs / 1_000 };
  }

  /** Waits until the map is of that revision or a later one; whether it is, in time. */
  async reach(revision: number, limitMs: number): Promise<boolean> {
    const deadline = performance.now() + limitMs;
    while ((this.latest?.revision ?? -1) < revision && performance.now() < deadline) {
      await this.refresh();
      if ((this.latest?.revision ?? -1) < revision) await sleep(REACH_MS);
    }
    return (this.latest?.revision ?? -1) >= revision;
  }

  current(): Promise<CareerMap> {
    return this.latest === undefined ? this.rebuild() : Promise.resolve(this.latest);
  }

  /** Brings the map up to the graph's revision. While an import is under way the graph is no whole, and the map stays. */
  async refresh(): Promise<void> {
    if (this.latest === undefined) return void (await this.rebuild());
    const { revision, importing } = await readCareerRevision(this.graph);
    if (!importing && revision !== this.latest.revision) await this.rebuild();
    if (revision === this.latest.revision) this.checkedAt = performance.now();
  }

  private rebuild(): Promise<CareerMap> {
    const startedAt = performance.now();
    this.building ??= this.build()
      .then((map) => {
        indexOf(map); // for the first to ask not to wait for it
        this.checkedAt = performance.now();
        this.buildMs = this.checkedAt - startedAt;
        return (this.latest = map);
      })
      .finally(() => (this.building = undefined));
    return this.building;
  }
}

export const buildHere = async (graph: Graph): Promise<CareerMap> => buildCareerMap(await readCareerRows(graph));

/** Builds a career map in a thread of its own, so that requests are answered meanwhile. */
export async function buildInWorker(connection: Neo4jConnection): Promise<CareerMap> {
  const worker = new Worker(new URL('./career-map.worker.js', import.meta.url), { workerData: connection });
  const result = await new Promise<BuildResult>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The career map's thread ended with code ${code}.`)));
  });
  if ('unavailable' in result) throw new GraphUnavailableError(result.unavailable);
  return result.map;
}
