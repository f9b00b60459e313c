import { setTimeout as sleep } from 'node:timers/promises';
import type { Findings } from './scenarios.js';
import type { Service } from './service.js';

/** So many skills each curator makes, corrects and takes back in turn. */
const SLOTS = 12;
const SOURCE = 'source:curated/edits';
const ROLE = 'role:machine-learning-engineer';

const BACK_MS = 15_000;
/** So long after Bolt answers again, nearly all that is asked is to be answered. */
const SETTLED_MS = 5_000;
const NEARLY_ALL = 0.95;
const UNAVAILABLE_MS = 5_000;

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

/**
 * `kill -9` of Neo4j while curators write through GraphQL, each an edit until it is acknowledged, with one key, as a client should:
 * nothing acknowledged is lost, doubled or half there, and the service says what is the matter until its database is back.
 */
export async function killDatabase(
  service: Service,
  { kills, curators, edits }: { kills: number; curators: number; edits: number },
): Promise<Findings> {
  const run = new Run(service, curators, edits);
  await run.prepare();
  const startedAt = performance.now();
  const writing = run.write();
  const boltBack: number[] = [];
  const editBack: number[] = [];
  const fine: number[] = [];
  for (let kill = 1; kill <= kills; kill++) {
    await run.untilAcknowledged(Math.floor((edits * kill) / (kills + 1)));
    service.signalJava('SIGKILL');
    const killedAt = performance.now();
    const back = run.untilAcknowledged(run.acknowledged + 1).then(() => editBack.push(performance.now() - killedAt));
    boltBack.push(await service.untilBolt());
    await back;
    await sleep(Math.max(0, killedAt + boltBack.at(-1)! + SETTLED_MS - performance.now()));
    const settledAt = performance.now();
    await run.untilAcknowledged(Math.floor((edits * (kill + 0.9)) / (kills + 1)));
    fine.push(run.shareAnsweredSince(settledAt));
  }
  await writing;
  const { acknowledged, repeated, unavailable } = run;
  const broken = [...run.failures, ...(await run.compareWithGraph())];
  const late: string[] = [];
  if (Math.max(...boltBack) > BACK_MS) late.push('Bolt was not back in time.');
  if (Math.min(...fine) < NEARLY_ALL) late.push('Too few were answered once it was back.');
  if (unavailable.slowestMs > UNAVAILABLE_MS) late.push('That the graph is away was told too late.');
  const seconds = (values: readonly number[]): string => values.map((ms) => (ms / 1000).toFixed(1)).join(' ');
  return {
    figures: {
      'acknowledged edits': acknowledged,
      'sent again and answered as before': repeated,
      'answers that the graph is away': unavailable.answers,
      'slowest of these, ms': Math.round(unavailable.slowestMs),
      'Bolt back, s after each kill': seconds(boltBack),
      'next edit acknowledged, s after each kill': seconds(editBack),
      'answered, of all from 5 s after Bolt on': fine.map((share) => share.toFixed(3)).join(' '),
      'seconds in all': Math.round((performance.now() - startedAt) / 1000),
    },
    broken,
    late,
  };
}

/** All curators at work. */
class Run {
  acknowledged = 0;
  repeated = 0;
  readonly failures: string[] = [];
  readonly unavailable = { answers: 0, slowestMs: 0 };
  private readonly answers: { at: number; answered: boolean }[] = [];
  private readonly slots = new Map<string, Slot>();
  private readonly made: { by: string; payload: Payload }[] = [];
  private before = { revision: 0, edits: 0 };

  constructor(
    private readonly service: Service,
    private readonly curators: number,
    private readonly edits: number,
  ) {}

  async prepare(): Promise<void> {
    const source = { id: SOURCE, name: 'Edits', publisher: 'Careergraph' };
    await this.send('curator 0', 'defineSource', { source, idempotencyKey: 'source' });
    this.before = await this.state();
  }

  async write(): Promise<void> {
    await Promise.all([...Array(this.curators).keys()].map((number) => this.curate(number)));
  }

  shareAnsweredSince(time: number): number {
    const since = this.answers.filter(({ at }) => at >= time);
    return since.length === 0 ? 1 : since.filter(({ answered }) => answered).length / since.length;
  }

  private async state(): Promise<{ revision: number; touched: number; edits: number }> {
    const [state] = await this.service.query<{ revision: number; touched: number; edits: number }>(
      'MATCH (graph:Graph) RETURN graph.revision AS revision, COUNT { (:Touched) } AS touched, COUNT { (:Edit) } AS edits',
    );
    return state!;
  }

  async untilAcknowledged(count: number): Promise<void> {
    while (this.acknowledged < Math.min(count, this.edits)) await sleep(20);
  }

  /** One curator, whose edits are all different; every twentieth is sent a second time. */
  private async curate(number: number): Promise<void> {
    const by = `curator ${number}`;
    const share = Math.floor(this.edits / this.curators) + (number < this.edits % this.curators ? 1 : 0);
    for (let edit = 0; edit < share; edit++) {
      const skill = `skill:torture-${number}-${edit % SLOTS}`;
      const slot = this.slots.get(skill) ?? { claimIds: [], wording: null };
      const takeBack = slot.wording !== null && Math.floor(edit / SLOTS) % 3 === 2;
      const wording = takeBack ? null : `${by}, edit ${edit}`;
      const [mutation, content] = takeBack ? ['retractClaims', { claims: slot.claimIds }] : ['assertFacts', statementOf(skill, wording!)];
      const input = { ...content, idempotencyKey: `edit ${edit}` };
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

  /** Sends an edit until it is answered. All that may come in between is that the graph is away. */
  private async send(by: string, mutation: string, input: object): Promise<Payload> {
    const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { problems { message } revision claimIds changes { subject kind fields by } } }`;
    for (;;) {
      const { code, message, data, ms } = await this.service.ask(query, { input }, { authorization: await this.service.bearer(by) });
      this.answers.push({ at: performance.now(), answered: code === 'ok' });
      if (code === 'ok') return data[mutation] as Payload;
      if (code !== 'GRAPH_UNAVAILABLE') this.failures.push(`An edit was answered ${code}: ${message}`);
      this.unavailable.answers++;
      this.unavailable.slowestMs = Math.max(this.unavailable.slowestMs, ms);
      await sleep(200);
    }
  }

  /** Whether the graph holds exactly what was acknowledged, and has told of exactly that. */
  async compareWithGraph(): Promise<string[]> {
    const failures: string[] = [];
    const claims = await this.service.query<{ id: string; wording: string | null; retired: boolean | null }>(
      `MATCH ()-[claim { source: '${SOURCE}' }]->() RETURN claim.id AS id, claim.wording AS wording, claim.retired AS retired`,
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

    const told = await this.service.query<{ revision: number; entries: string[] }>(
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
}

/** Three facts that belong together: a skill, its other name, and that a role needs it. */
const statementOf = (skill: string, wording: string) => ({
  source: SOURCE,
  facts: [
    { skill: { id: skill, name: skill.slice('skill:'.length), wording } },
    { name: { of: skill, text: `Other ${skill}`, wording } },
    { requires: { role: ROLE, skill, importance: 0.5, wording } },
  ],
});
