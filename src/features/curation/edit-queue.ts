import { GraphUnavailableError } from '../../graph/errors.js';

/**
 * Whoever has waited for so long is told to come again. The first edit after Neo4j's start takes three to five seconds, for nothing
 * is planned or compiled yet: the others had better outlast it.
 */
const WAIT_MS = 4_500;

interface Waiter {
  begin(): void;
  refuse(error: Error): void;
}

/**
 * The edits of this process, one after the other. Neo4j would make them wait, too, but has waiters sleep for longer and longer
 * before they look again; and in an outage each would find out for itself, when its turn has come. Here all that wait are told at once.
 */
export class EditQueue {
  private readonly waiting = new Set<Waiter>();
  private busy = false;

  async run<T>(edit: () => Promise<T>): Promise<T> {
    await this.turn();
    try {
      return await edit();
    } catch (error) {
      if (error instanceof GraphUnavailableError) for (const waiter of this.waiting) waiter.refuse(error);
      throw error;
    } finally {
      const [next] = this.waiting;
      if (next === undefined) this.busy = false;
      else next.begin();
    }
  }

  private async turn(): Promise<void> {
    if (!this.busy) {
      this.busy = true;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const leave = (): void => {
        clearTimeout(timer);
        this.waiting.delete(waiter);
      };
      const waiter: Waiter = {
        begin: () => {
          leave();
          resolve();
        },
        refuse: (error) => {
          leave();
          reject(error);
        },
      };
      const timer = setTimeout(() => waiter.refuse(new GraphUnavailableError('Too many edits wait for their turn.')), WAIT_MS);
      this.waiting.add(waiter);
    });
  }
}
