import { LRUCache } from 'lru-cache';
import type { RevisionWatch } from './revision-watch.js';

/** Taken before something is read, and asked for when it is to be kept. */
export type Stamp = number;

/** What an entry takes beside its value and its key: nulls and empty lists are entries, too. */
const BYTES_PER_ENTRY = 300;

/** Keeps what was made of the graph's present revision, the least used going first when there is no room. Without room it keeps nothing. */
export class RevisionCache<V extends object> {
  private readonly entries: LRUCache<string, V> | undefined;
  private stamp: Stamp = 0;
  /**
   * What came in since the last look, and since the one before it: either may have been read after an import began that the next look finds, for the
   * database may have answered the last one some time before we heard of it.
   */
  private recent: string[] = [];
  private lessRecent: string[] = [];
  hits = 0;
  misses = 0;

  constructor(
    private readonly revisions: RevisionWatch,
    readonly maxBytes: number,
    bytesOf: (value: V) => number,
  ) {
    if (maxBytes > 0)
      this.entries = new LRUCache({
        maxSize: maxBytes,
        sizeCalculation: (value, key) => bytesOf(value) + 2 * key.length + BYTES_PER_ENTRY,
      });
    revisions.onLook(({ changed, importing }) => {
      if (changed) this.clear();
      else if (importing) this.forgetRecent();
      this.lessRecent = this.recent;
      this.recent = [];
    });
  }

  get bytes(): number {
    return this.entries?.calculatedSize ?? 0;
  }

  get size(): number {
    return this.entries?.size ?? 0;
  }

  get(key: string): V | undefined {
    const found = this.entries !== undefined && this.revisions.fresh ? this.entries.get(key) : undefined;
    if (found === undefined) this.misses += 1;
    else this.hits += 1;
    return found;
  }

  /** Undefined when what is read from now on is not to be kept. */
  stampNow(): Stamp | undefined {
    return this.entries !== undefined && this.revisions.settled ? this.stamp : undefined;
  }

  set(key: string, value: V, stamp: Stamp | undefined): void {
    if (stamp === undefined || stamp !== this.stamp) return;
    this.entries!.set(key, value);
    this.recent.push(key);
  }

  clear(): void {
    this.stamp += 1;
    this.entries?.clear();
  }

  private forgetRecent(): void {
    this.stamp += 1;
    for (const key of [...this.recent, ...this.lessRecent]) this.entries?.delete(key);
  }
}
