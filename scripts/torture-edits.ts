import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { seed } from '../graph-seed/seed.js';
import { loadConfig } from '../src/config.js';
import { type EmbeddedNeo4j, startEmbeddedNeo4j } from '../src/graph/embedded-neo4j.js';
import { Graph } from '../src/graph/graph.js';
import { findProcesses } from '../src/graph/processes.js';
import { mintToken } from '../src/graphql/identity.js';
import { projectRoot } from '../src/project-root.js';

/**
 * Kills Neo4j with `kill -9` while curators write through GraphQL, and checks that nothing that was acknowledged is lost, doubled
 * or half-written. It takes minutes:
 *   npm run torture:edits [-- <edits> [<kills>]]     10,000 acknowledged edits by 16 curators, 10 kills unless told
 * A short form of it is in the tests. Each curator sends an edit until it is acknowledged, with one key, as a client should.
 */
export interface Report {
  edits: number;
  kills: number;
  /** Edits that were sent again after they were acknowledged, and answered as the first time. */
  repeated: number;
  seconds: number;
  /** Answers that the graph is away, and the slowest of them. */
  unavailable: { answers: number; slowestMs: number };
  /** From each kill on, until an edit was acknowledged again; the restart of Neo4j included. */
  backAfterMs: number[];
  /** Of all that the final graph should be and is not; empty is what it must be. */
  failures: string[];
}

const CURATORS = 16;
/** So many skills each curator makes, corrects and takes back in turn. */
const SLOTS = 12;
const SECRET = 'for this run alone, on this machine alone';
const SOURCE = 'source:curated/torture';
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

export async function tortureEdits(edits: number, kills: number, say: (line: string) => void = () => {}): Promise<Report> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'careergraph-torture-')));
  const home = join(folder, 'home');
  let database = await startEmbeddedNeo4j({ home });
  let api: Awaited<ReturnType<typeof startApi>> | undefined;
  try {
    const filling = await Graph.connect(database.connection);
    await seed(filling);
    await filling.close();
    api = await startApi(database, folder);
    const run = new Run(api.url, edits, say);
    await run.prepare();
    const startedAt = Date.now();
    const writing = run.write();
    const backAfterMs: number[] = [];
    for (let kill = 1; kill <= kills; kill++) {
      await run.untilAcknowledged(Math.floor((edits * kill) / (kills + 1)));
      for (const pid of findProcesses([`--home-dir=${join(home, 'neo4j')}`])) process.kill(pid, 'SIGKILL');
      const killedAt = Date.now();
      await database.exited;
      await database.stop();
      database = await startEmbeddedNeo4j({ home });
      await run.untilAcknowledged(run.acknowledged + 1);
      backAfterMs.push(Date.now() - killedAt);
      say(`Kill ${kill}: ${run.acknowledged} edits acknowledged, the next one ${backAfterMs.at(-1)} ms after it.`);
    }
    await writing;
    const seconds = (Date.now() - startedAt) / 1000;
    const graph = await Graph.connect(database.connection);
    const failures = [...run.failures, ...(await run.compareWith(graph)), ...(api.hasEnded() ? ['The API process ended.'] : [])];
    await graph.close();
    const { acknowledged, repeated, unavailable } = run;
    return { edits: acknowledged, kills, repeated, seconds, unavailable, backAfterMs, failures };
  } finally {
    await api?.stop();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** All curators at work. */
class Run {
  acknowledged = 0;
  repeated = 0;
  readonly failures: string[] = [];
  readonly unavailable = { answers: 0, slowestMs: 0 };
  private readonly slots = new Map<string, Slot>();
  private readonly made: { by: string; payload: Payload }[] = [];
  private firstRevision = 0;

  constructor(
    private readonly url: string,
    private readonly edits: number,
    private readonly say: (line: string) => void,
  ) {}

  async prepare(): Promise<void> {
    const source = { id: SOURCE, name: 'Torture', publisher: 'Careergraph' };
    this.firstRevision = (await this.send(await tokenOf('curator 0'), 'defineSource', { source, idempotencyKey: 'source' })).revision;
  }

  async write(): Promise<void> {
    await Promise.all([...Array(CURATORS).keys()].map((number) => this.curate(number)));
  }

  async untilAcknowledged(count: number): Promise<void> {
    while (this.acknowledged < Math.min(count, this.edits)) await sleep(20);
  }

  /** One curator, whose edits are all different; every twentieth is sent a second time. */
  private async curate(number: number): Promise<void> {
    const by = `curator ${number}`;
    const token = await tokenOf(by);
    const share = Math.floor(this.edits / CURATORS) + (number < this.edits % CURATORS ? 1 : 0);
    for (let edit = 0; edit < share; edit++) {
      const skill = `skill:torture-${number}-${edit % SLOTS}`;
      const slot = this.slots.get(skill) ?? { claimIds: [], wording: null };
      const takeBack = slot.wording !== null && Math.floor(edit / SLOTS) % 3 === 2;
      const wording = takeBack ? null : `${by}, edit ${edit}`;
      const [mutation, content] = takeBack ? ['retractClaims', { claims: slot.claimIds }] : ['assertFacts', statementOf(skill, wording!)];
      const input = { ...content, idempotencyKey: `edit ${edit}` };
      const payload = await this.send(token, mutation!, input);
      if (payload.problems.length > 0) this.failures.push(`${by}, edit ${edit}: ${payload.problems[0]!.message}`);
      if (edit % 20 === 0) {
        const again = await this.send(token, mutation!, input);
        if (JSON.stringify(again) !== JSON.stringify(payload))
          this.failures.push(`${by}, edit ${edit}: sent again it was answered otherwise.`);
        this.repeated++;
      }
      this.slots.set(skill, { claimIds: payload.claimIds, wording });
      this.made.push({ by, payload });
      this.acknowledged++;
      if (this.acknowledged % 1_000 === 0) this.say(`${this.acknowledged} edits acknowledged.`);
    }
  }

  /** Sends an edit until it is answered. All that may come in between is that the graph is away. */
  private async send(token: string, mutation: string, input: object): Promise<Payload> {
    const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { problems { message } revision claimIds changes { subject kind fields by } } }`;
    for (;;) {
      const askedAt = Date.now();
      const response = await fetch(this.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query, variables: { input } }),
      });
      const { data, errors } = (await response.json()) as { data?: Record<string, Payload>; errors?: { extensions: { code: string } }[] };
      if (errors === undefined) return data![mutation]!;
      const [code] = errors.map(({ extensions }) => extensions.code);
      if (code !== 'GRAPH_UNAVAILABLE' || response.status !== 503) this.failures.push(`An edit was answered ${response.status} ${code}.`);
      this.unavailable.answers++;
      this.unavailable.slowestMs = Math.max(this.unavailable.slowestMs, Date.now() - askedAt);
      await sleep(200);
    }
  }

  /** Whether the graph holds exactly what was acknowledged, and has told of exactly that. */
  async compareWith(graph: Graph): Promise<string[]> {
    const failures: string[] = [];
    const claims = await graph.read<{ id: string; wording: string | null; retired: boolean | null }>(
      'MATCH ()-[claim { source: $source }]->() RETURN claim.id AS id, claim.wording AS wording, claim.retired AS retired',
      { source: SOURCE },
    );
    const expected = [...this.slots.values()].flatMap(({ claimIds, wording }) =>
      wording === null ? [] : claimIds.map((id) => `${id} ${wording}`),
    );
    const found = claims.filter(({ retired }) => retired === null).map(({ id, wording }) => `${id} ${wording}`);
    const missing = expected.filter((line) => !found.includes(line));
    if (missing.length > 0) failures.push(`${missing.length} claims that were acknowledged are not there, such as ${missing[0]}.`);
    if (found.length !== expected.length) failures.push(`${found.length} claims are there, and ${expected.length} were acknowledged.`);

    const [state] = await graph.read<{ revision: number; touched: number; edits: number }>(
      'MATCH (graph:Graph) RETURN graph.revision AS revision, COUNT { (:Touched) } AS touched, COUNT { (:Edit) } AS edits',
    );
    if (state!.revision - this.firstRevision !== this.made.length) {
      failures.push(`${state!.revision - this.firstRevision} revisions were made of ${this.made.length} acknowledged edits.`);
    }
    if (state!.touched > 0) failures.push(`${state!.touched} nodes are half-written.`);
    if (state!.edits !== this.made.length + 1) failures.push(`${state!.edits} keys are kept of ${this.made.length + 1} edits.`);

    const told = await graph.read<{ revision: number; entries: string[] }>(
      `MATCH (change:Change) WHERE change.revision > $first
       WITH change ORDER BY change.subject
       RETURN change.revision AS revision, collect(change.subject + ' ' + change.kind + ' ' + change.by) AS entries`,
      { first: this.firstRevision },
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

function tokenOf(subject: string): Promise<string> {
  const { tokens } = loadConfig({ JWT_SECRET: SECRET });
  return mintToken(tokens!, new TextEncoder().encode(SECRET), { subject, scopes: ['curate'], expires: new Date(Date.now() + 86_400_000) });
}

async function startApi({ connection }: EmbeddedNeo4j, folder: string) {
  const settings = {
    ...{ HOST: '', PORT: '0', CAREERGRAPH_HOME: folder, LOG_LEVEL: 'fatal', JWT_SECRET: SECRET, JWT_JWKS_URL: '' },
    ...{ NEO4J_URI: connection.uri, NEO4J_USER: connection.user, NEO4J_PASSWORD: connection.password, NEO4J_DATABASE: connection.database },
  };
  const child = spawn(process.execPath, [join(projectRoot, 'dist/src/main.js')], { cwd: folder, env: { ...process.env, ...settings } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  let address: string | undefined;
  while ((address = /http:\/\/\S+\/graphql/.exec(output)?.[0]) === undefined) {
    if (hasEnded()) throw new Error(`Careergraph did not start:\n${output}`);
    await sleep(50);
  }
  return {
    url: address,
    hasEnded,
    stop: async (): Promise<void> => {
      if (hasEnded()) return;
      child.kill('SIGTERM');
      await once(child, 'close');
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [edits = 10_000, kills = 10] = process.argv.slice(2).map(Number);
  const report = await tortureEdits(edits, kills, (line) => console.log(line));
  console.log(JSON.stringify(report, null, 2));
  process.exitCode = report.failures.length === 0 ? 0 : 1;
}
