import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { buildCareerMap } from './career-map/build-career-map.js';
import type { CareerMap } from './career-map/career-map.js';
import { indexOf } from './career-map/map-index.js';
import type { BuildResult } from './career-map.worker.js';
import { GraphUnavailableError } from './graph/errors.js';
import type { Graph } from './graph/graph.js';
import type { Neo4jConnection } from './graph/neo4j-connection.js';
import { readCareerRows } from './read-career-rows.js';
import type { Look, RevisionWatch } from './graph/revision-watch.js';

/** Nobody waits longer for a first map, for requests that take 15 s are cut off without an answer. */
const MOST_WAIT_MS = 10_000;

/**
 * Holds the career map of the last whole revision. A newer one is built beside it; whoever asks gets the old one until
 * then, and waits only where there is none yet.
 */
export class CareerMapKeeper {
  private latest: CareerMap | undefined;
  private building: Promise<CareerMap> | undefined;
  private readonly listeners: (() => void)[] = [];
  private revisions: RevisionWatch | undefined;
  private buildMs = 0;
  private builtAt = 0;

  constructor(
    private readonly build: () => Promise<CareerMap>,
    private readonly mostWaitMs = MOST_WAIT_MS,
  ) {}

  /** Brings a map that is there up to each new revision. Failures are told, and the next look tries again. */
  follow(revisions: RevisionWatch, onFailure: (error: unknown) => void): void {
    this.revisions = revisions;
    revisions.onLook((look) => void this.refresh(look).catch(onFailure));
  }

  /** Calls `listener` when answers begin to come from another map. */
  onReplaced(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** The revision of the map that there is, 0 before the first, and how long it took to build: for whoever watches over it. */
  get state(): { revision: number; buildSeconds: number } {
    return { revision: this.latest?.revision ?? 0, buildSeconds: this.buildMs / 1_000 };
  }

  /** Fails with a GraphUnavailableError where there is none yet and it takes too long to build. */
  async current(): Promise<CareerMap> {
    if (this.latest !== undefined) return this.latest;
    const built = await Promise.race([this.rebuild(), sleep(this.mostWaitMs, undefined, { ref: false })]);
    if (built === undefined) throw new GraphUnavailableError('The career map is still being built.');
    return built;
  }

  /**
   * While an import is under way the graph is no whole, and the map stays. Between two builds passes as much time as one takes, so that edits that never
   * pause leave half of a processor to those who ask.
   */
  private async refresh({ revision, importing }: Look): Promise<void> {
    const rested = performance.now() - this.builtAt >= this.buildMs;
    if (this.latest !== undefined && !importing && revision !== this.latest.revision && rested) await this.rebuild();
  }

  /** However long it takes; one at a time. */
  rebuild(): Promise<CareerMap> {
    const startedAt = performance.now();
    this.building ??= this.build()
      .then(async (map) => {
        // An import that began meanwhile may have left a part of itself in it.
        await this.revisions?.look();
        if (this.latest !== undefined && this.revisions?.settled === false) return this.latest;
        indexOf(map); // for the first to ask not to wait for it
        this.latest = map;
        this.builtAt = performance.now();
        this.buildMs = this.builtAt - startedAt;
        for (const listener of this.listeners) listener();
        return map;
      })
      .finally(() => (this.building = undefined));
    return this.building;
  }
}

export const buildHere = async (graph: Graph): Promise<CareerMap> => buildCareerMap(await readCareerRows(graph));

/** Builds a career map in a thread of its own, so that requests are answered meanwhile. */
export async function buildInWorker(connection: Neo4jConnection): Promise<CareerMap> {
  // Half the young generation that is usual: a tenth less memory at the peak, and hardly slower.
  const resourceLimits = { maxYoungGenerationSizeMb: 24 };
  const worker = new Worker(new URL('./career-map.worker.js', import.meta.url), { workerData: connection, resourceLimits });
  const result = await new Promise<BuildResult>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The career map's thread ended with code ${code}.`)));
  });
  if ('unavailable' in result) throw new GraphUnavailableError(result.unavailable);
  return result.map;
}
