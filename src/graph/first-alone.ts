import { setTimeout as sleep } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';

/** As many as Neo4j keeps plans. */
const MOST_KNOWN = 1_000;
/** Planning takes less, but for a Java that has just begun on a busy machine. What takes longer is the first one's own work, or a database that does not answer. */
const MOST_WAIT_MS = 2_500;

/**
 * Neo4j plans a query for each who asks for it while there is no plan yet: eight at once wait two and a half times as long as one. So the first goes alone,
 * and those who ask meanwhile follow when it has been answered, has failed, or takes too long.
 */
export class FirstAlone {
  private readonly known = new LRUCache<string, Promise<unknown> | true>({ max: MOST_KNOWN });

  run<T>(query: string, work: () => Promise<T>): Promise<T> {
    const first = this.known.get(query);
    if (first === true) return work();
    if (first !== undefined) return Promise.race([first, sleep(MOST_WAIT_MS, undefined, { ref: false })]).then(work, work);
    const running = work();
    this.known.set(query, running);
    // Unless all was forgotten meanwhile, and another is the first one now.
    const ifStill = (then: () => void) => () => this.known.get(query) === running && then();
    running.then(
      ifStill(() => this.known.set(query, true)),
      ifStill(() => this.known.delete(query)),
    );
    return running;
  }

  isAnswered(query: string): boolean {
    return this.known.get(query) === true;
  }

  /** A database that has been away may have no plans any more. */
  forget(): void {
    this.known.clear();
  }
}
