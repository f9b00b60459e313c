/**
 * What each client may still spend: a bucket that holds so much, and is refilled steadily. An operation is let in while there
 * is anything left, and paid for then, so a client may fall into debt once, and then waits.
 */
export class CostBudget {
  private readonly buckets = new Map<string, { left: number; at: number }>();

  constructor(
    private readonly size: number,
    private readonly refillPerSecond: number,
    private readonly now: () => number = () => performance.now(), // unlike the time of day it never jumps
  ) {}

  /** Seconds until the client may go on; 0 when it may now. */
  secondsToWait(client: string): number {
    const left = this.left(client);
    return left > 0 ? 0 : Math.max(1, Math.ceil((1 - left) / this.refillPerSecond));
  }

  spend(client: string, cost: number): void {
    const left = this.left(client) - cost;
    this.buckets.delete(client); // to stand last again: first is who has been away the longest
    this.buckets.set(client, { left, at: this.now() });
    if (this.buckets.size > MOST_CLIENTS) this.buckets.delete(this.buckets.keys().next().value!);
  }

  private left(client: string): number {
    const bucket = this.buckets.get(client);
    if (bucket === undefined) return this.size;
    return Math.min(this.size, bucket.left + ((this.now() - bucket.at) / 1_000) * this.refillPerSecond);
  }
}

/** Some megabytes; whoever is forgotten starts with a full bucket. */
const MOST_CLIENTS = 50_000;
