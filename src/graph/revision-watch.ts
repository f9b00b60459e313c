import { setTimeout as sleep } from 'node:timers/promises';
import type { Graph } from './graph.js';
import { type GraphState, readGraphState } from './graph-state.js';

type GraphRevision = Pick<GraphState, 'revision' | 'importing'>;

export interface Look extends GraphRevision {
  /** Whether the revision is another one than at the last look. */
  readonly changed: boolean;
}

/** The state of a graph that nothing was ever loaded into is revision 0. */
export const readRevision = async (graph: Graph): Promise<GraphRevision> =>
  (await readGraphState(graph)) ?? { revision: 0, importing: false };

/** For so long after others have written a server may answer from what it has kept. */
export const MOST_BEHIND_MS = 1_000;

/** A look that takes longer has failed: whoever waits for it is told, and another one is taken. */
const LOOK_MS = 3_000;

/**
 * Knows the graph's revision: by looking twice in `mostBehindMs`, and by being told of this process's own writes. Whatever is kept of the
 * graph belongs to one revision, and is used only while the database has told within that time that it is still that one.
 */
export class RevisionWatch {
  private seen: GraphRevision = { revision: -1, importing: true };
  /** When the last look began that was answered. */
  private lookedAt = -Infinity;
  private writes = 0;
  private looking: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly listeners: ((look: Look) => void)[] = [];

  constructor(
    private readonly graph: Graph,
    readonly mostBehindMs = MOST_BEHIND_MS,
  ) {}

  /** Failures are told, and the next look tries again. */
  start(onFailure: (error: unknown) => void): void {
    const look = (): void => void this.look().catch(onFailure);
    look();
    this.timer = setInterval(look, this.mostBehindMs / 2).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Calls `listener` after each look. */
  onLook(listener: (look: Look) => void): void {
    this.listeners.push(listener);
  }

  get revision(): number {
    return this.seen.revision;
  }

  /** Seconds since the database last told its revision; Infinity before the first time. */
  get ageSeconds(): number {
    return (performance.now() - this.lookedAt) / 1_000;
  }

  /** Whether the database told its revision lately. */
  get fresh(): boolean {
    return performance.now() - this.lookedAt < this.mostBehindMs;
  }

  /** Whether what is read now may be kept: not while an import is under way. */
  get settled(): boolean {
    return !this.seen.importing && this.fresh;
  }

  /** Asks the database; whoever asks while it is being asked waits for the same answer. */
  look(): Promise<void> {
    this.looking ??= this.ask().finally(() => (this.looking = undefined));
    return this.looking;
  }

  /** A write of this process made a revision. */
  wrote(revision: number): void {
    this.writes += 1;
    if (revision > this.seen.revision) this.note({ revision, importing: false }, performance.now());
  }

  /** Waits until the database has reached a revision that somebody was told of; false when it has not in time. */
  async reach(revision: number, withinMs: number): Promise<boolean> {
    for (const deadline = performance.now() + withinMs; this.seen.revision < revision; await sleep(20)) {
      if (performance.now() > deadline) return false;
      await this.look();
    }
    return true;
  }

  private async ask(): Promise<void> {
    const [startedAt, writes] = [performance.now(), this.writes];
    const found = await readRevision(this.graph.within(LOOK_MS));
    // What was asked before our own write was told may be of before it.
    if (writes === this.writes || found.revision >= this.seen.revision) this.note(found, startedAt);
  }

  private note(found: GraphRevision, lookedAt: number): void {
    const changed = found.revision !== this.seen.revision;
    this.seen = found;
    this.lookedAt = lookedAt;
    for (const listener of this.listeners) listener({ ...found, changed });
  }
}
