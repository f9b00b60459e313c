import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Service } from './service.js';

/** So many skills each curator makes, corrects and takes back in turn. */
const SLOTS = 12;
const ROLE = 'role:machine-learning-engineer';

interface Payload {
  problems: { message: string }[];
  revision: number;
  claimIds: string[];
  changes: { subject: string; kind: string; fields: string[]; by: string }[];
}

/** What a slot holds, once its last edit was acknowledged: claims that all say the same `wording`, or none. */
interface Slot {
  claimIds: string[];
  wording: string | null;
}

/** Curators that make one edit after the other, each sent until it is acknowledged, with one key, as a client should. */
export class Curators {
  acknowledged = 0;
  repeated = 0;
  readonly answers: (Pick<Answer, 'code' | 'message' | 'ms'> & { at: number })[] = [];
  /** What others have made in the same graph is none of theirs. */
  private readonly run = randomUUID();
  private readonly source = `source:curated/${this.run}`;
  private readonly failures: string[] = [];
  private readonly slots = new Map<string, Slot>();
  private readonly made: { by: string; payload: Payload }[] = [];
  private before = { revision: 0, edits: 0 };
  private stopping = false;
  private work: Promise<unknown> = Promise.resolve();

  /** `service` changes when one that was killed is started again. */
  constructor(private readonly service: () => Service) {}

  async start(count: number): Promise<void> {
    const source = { id: this.source, name: 'Edits', publisher: 'Careergraph' };
    await this.send('curator 0', 'defineSource', { source, idempotencyKey: this.run });
    this.before = await this.state();
    this.work = Promise.all(Array.from({ length: count }, (_, number) => this.curate(number)));
  }

  /** Resolves once the edits that are under way are acknowledged. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.work;
  }

  async until(acknowledged: number, report: (acknowledged: number) => void = () => {}): Promise<void> {
    for (; this.acknowledged < acknowledged; report(this.acknowledged)) await sleep(20);
  }

  /** The last revision that an answer gave. */
  get revision(): number {
    return Math.max(...this.made.map(({ payload }) => payload.revision));
  }

  /** What a curator's edit is about. */
  skillOf(curator: number, edit: number): string {
    return `skill:${this.run}-${curator}-${edit % SLOTS}`;
  }

  private async state(): Promise<{ revision: number; touched: number; edits: number }> {
    const [state] = await this.service().query<{ revision: number; touched: number; edits: number }>(
      'MATCH (graph:Graph) RETURN graph.revision AS revision, COUNT { (:Touched) } AS touched, COUNT { (:Edit) } AS edits',
    );
    return state!;
  }

  /** One curator, whose edits are all different; every twentieth is sent a second time. */
  private async curate(number: number): Promise<void> {
    const by = `curator ${number}`;
    for (let edit = 0; !this.stopping; edit++) {
      const skill = this.skillOf(number, edit);
      const slot = this.slots.get(skill) ?? { claimIds: [], wording: null };
      const takeBack = slot.wording !== null && Math.floor(edit / SLOTS) % 3 === 2;
      const wording = takeBack ? null : `${by}, edit ${edit}`;
      const [mutation, content] = takeBack
        ? ['retractClaims', { claims: slot.claimIds }]
        : ['assertFacts', this.statementOf(skill, wording!)];
      const input = { ...content, idempotencyKey: `${this.run} ${edit}` };
      const payload = await this.send(by, mutation!, input);
      if (payload.problems.length > 0) this.failures.push(`${by}, edit ${edit}: ${payload.problems[0]!.message}`);
      if (edit % 20 === 0) {
        const again = await this.send(by, mutation!, input);
        if (JSON.stringify(again) !== JSON.stringify(payload))
          this.failures.push(`${by}, edit ${edit}: sent again it was answered otherwise.`);
        this.repeated++;
      }
      this.slots.set(skill, { claimIds: payload.claimIds, wording });
      this.made.push({ by, payload });
      this.acknowledged++;
    }
  }

  private async send(by: string, mutation: string, input: object): Promise<Payload> {
    const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { problems { message } revision claimIds changes { subject kind fields by } } }`;
    for (;;) {
      const authorization = await this.service().bearer(by);
      const { code, message, data, ms } = await this.service().ask(query, { input }, { authorization });
      this.answers.push({ code, message, ms, at: performance.now() });
      if (code === 'ok') return data[mutation] as Payload;
      await sleep(200);
    }
  }

  /** What was lost, doubled, half-written, written without having been asked for, or told otherwise than it was answered. */
  async damage(): Promise<string[]> {
    const failures = [...this.failures];
    const claims = await this.service().query<{ id: string; wording: string | null; retired: boolean | null }>(
      `MATCH ()-[claim { source: '${this.source}' }]->() RETURN claim.id AS id, claim.wording AS wording, claim.retired AS retired`,
    );
    const expected = [...this.slots.values()].flatMap(({ claimIds, wording }) =>
      wording === null ? [] : claimIds.map((id) => `${id} ${wording}`),
    );
    const found = claims.filter(({ retired }) => retired === null).map(({ id, wording }) => `${id} ${wording}`);
    const missing = expected.filter((line) => !found.includes(line));
    if (missing.length > 0) failures.push(`${missing.length} claims that were acknowledged are not there, such as ${missing[0]}.`);
    if (found.length !== expected.length) failures.push(`${found.length} claims are there, and ${expected.length} were acknowledged.`);

    const { revision, touched, edits } = await this.state();
    const made = this.made.length;
    if (revision - this.before.revision !== made)
      failures.push(`${revision - this.before.revision} revisions were made of ${made} acknowledged edits.`);
    if (touched > 0) failures.push(`${touched} nodes are half-written.`);
    if (edits - this.before.edits !== made) failures.push(`${edits - this.before.edits} keys are kept of ${made} edits.`);

    const told = await this.service().query<{ revision: number; entries: string[] }>(
      `MATCH (change:Change) WHERE change.revision > ${this.before.revision}
       WITH change ORDER BY change.subject
       RETURN change.revision AS revision, collect(change.subject + ' ' + change.kind + ' ' + change.by) AS entries`,
    );
    const tellings = new Map(told.map(({ revision, entries }) => [revision, entries.join(', ')]));
    const untold = this.made.filter(({ by, payload: { revision, changes } }) => {
      const answered = changes.map((change) => `${change.subject} ${change.kind} ${change.by}`).join(', ');
      return tellings.get(revision) !== answered || !changes.every((change) => change.by === by);
    });
    if (untold.length > 0) failures.push(`Of ${untold.length} edits the change feed tells something else than their answers.`);
    return failures;
  }

  /** Three facts that belong together: a skill, its other name, and that a role needs it. */
  private statementOf(skill: string, wording: string): object {
    return {
      source: this.source,
      facts: [
        { skill: { id: skill, name: skill.slice('skill:'.length), wording } },
        { name: { of: skill, text: `Other ${skill}`, wording } },
        { requires: { role: ROLE, skill, importance: 0.5, wording } },
      ],
    };
  }
}
