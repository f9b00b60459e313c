import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Service } from './service.js';

const SOURCE = 'source:curated/faults';
const ASSERT = 'mutation ($input: AssertFactsInput!) { assertFacts(input: $input) { problems { code message } revision } }';

/** Curators that write one thing after the other, each until it is acknowledged, and remember what was. */
export class Writers {
  readonly acknowledged = new Set<string>();
  readonly answers: Answer[] = [];
  /** The last revision that an answer gave. */
  revision = 0;
  private stopping = false;
  private work: Promise<unknown> = Promise.resolve();

  constructor(
    /** Changes when a service that was killed is started again. */
    private readonly service: () => Service,
    private readonly name: string,
  ) {}

  async defineSource(): Promise<void> {
    const query = 'mutation ($input: DefineSourceInput!) { defineSource(input: $input) { problems { code message } } }';
    const source = { id: SOURCE, name: 'Faults', publisher: 'Careergraph' };
    const { code, message } = await this.service().ask(query, { input: { idempotencyKey: 'define source', source } });
    if (code !== 'ok') throw new Error(`The source was not defined: ${code} ${message}`);
  }

  start(count: number): void {
    this.work = Promise.all(Array.from({ length: count }, (_, writer) => this.write(writer)));
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.work;
  }

  async until(acknowledged: number): Promise<void> {
    while (this.acknowledged.size < acknowledged) await sleep(20);
  }

  /** What was lost, doubled, half-written, or written without having been asked for. */
  async damage(): Promise<string[]> {
    const prefix = `role:fault-${this.name}-`;
    const found = await this.service().query<{ id: string; skills: number }>(`MATCH (role:Role)
WHERE role.id STARTS WITH '${prefix}'
RETURN role.id AS id, COUNT { (role)-[:REQUIRES { source: '${SOURCE}' }]->(:Skill) } AS skills`);
    const count = new Map<string, number>();
    for (const { id } of found) count.set(id, (count.get(id) ?? 0) + 1);
    return [
      ...[...this.acknowledged].filter((id) => !count.has(id)).map((id) => `lost: ${id}`),
      ...[...count].filter(([, times]) => times > 1).map(([id]) => `doubled: ${id}`),
      ...found.filter(({ skills }) => skills !== 1).map(({ id, skills }) => `half-written: ${id} has ${skills} skills`),
      ...[...count.keys()].filter((id) => !this.acknowledged.has(id)).map((id) => `never acknowledged: ${id}`),
    ];
  }

  private async write(writer: number): Promise<void> {
    for (let n = 0; !this.stopping; n++) {
      const id = `role:fault-${this.name}-${writer}-${n}`;
      const facts = [{ role: { id, title: `Fault ${id}` } }, { requires: { role: id, skill: 'skill:python' } }];
      const input = { idempotencyKey: id, source: SOURCE, facts };
      for (;;) {
        const answer = await this.service().ask(ASSERT, { input });
        this.answers.push(answer);
        if (answer.code === 'ok') {
          const { problems, revision } = answer.data.assertFacts;
          if (problems.length > 0) throw new Error(`An edit was refused: ${JSON.stringify(problems)}`);
          this.revision = Math.max(this.revision, revision);
          this.acknowledged.add(id);
          break;
        }
        await sleep(200);
      }
    }
  }
}
