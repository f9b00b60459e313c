import { LRUCache } from 'lru-cache';

/** As many as Neo4j keeps plans. */
const MOST_KNOWN = 1_000;

/**
 * Neo4j plans a query for each who asks for it while there is no plan yet: eight at once wait two and a half times as long as one. So the first goes alone,
 * and those who ask meanwhile follow when it has been answered, or has failed.
 */
export class FirstAlone {
  private readonly known = new LRUCache<string, Promise<unknown> | true>({ max: MOST_KNOWN });

  run<T>(query: string, work: () => Promise<T>): Promise<T> {
    const first = this.known.get(query);
    if (first === true) return work();
    if (first !== undefined) return first.then(work, work);
    const running = work();
    this.known.set(query, running);
    running.then(
      () => this.known.set(query, true),
      () => this.known.delete(query),
    );
    return running;
  }

  /** A database that has been away may have no plans any more. */
  forget(): void {
    this.known.clear();
  }
}
