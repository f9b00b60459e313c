import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Curators } from './curators.js';
import { type Answer, Service, unkept } from './service.js';

/** What a scenario has found: figures for whoever reads it, and what went against the promise. */
export interface Findings {
  figures: Record<string, number | string>;
  broken: string[];
  /** What took longer than promised: on a machine that does other things, too, that says nothing. */
  late?: string[];
}

/** How far a scenario is, of how much. */
export type Report = (done: number, total: number) => void;

const BACK_MS = 15_000;
/** So long after Bolt answers again, nearly all that is asked is to be answered. */
const SETTLED_MS = 5_000;
const NEARLY_ALL = 0.95;
const UNAVAILABLE_MS = 5_000;

type Outcome = Pick<Answer, 'code' | 'message' | 'ms'>;
export const counted = (answers: readonly Outcome[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { code, message } of answers) {
    const what = code === 'no answer' ? `${code} (${message})` : code;
    counts[what] = (counts[what] ?? 0) + 1;
  }
  return counts;
};
const longest = (answers: readonly Outcome[]): number => Math.round(Math.max(0, ...answers.map(({ ms }) => ms)));
export const others = (answers: readonly Outcome[], ...expected: string[]): string[] =>
  Object.entries(counted(answers.filter(({ code }) => !expected.includes(code)))).map(([code, times]) => `${times} × ${code}`);

/** Waits until curators have made a share of their edits, and reports how far they are. */
const untilShare =
  (curators: Curators, edits: number, report: Report) =>
  (share: number): Promise<void> =>
    curators.until(Math.floor(edits * share), (acknowledged) => report(acknowledged, edits));

/**
 * `kill -9` of Neo4j while curators write through GraphQL: nothing acknowledged is lost, doubled or half there, and the service says
 * what is the matter until its database is back.
 */
export async function killDatabase(
  service: Service,
  { kills, curators: count, edits }: { kills: number; curators: number; edits: number },
  report: Report = () => {},
): Promise<Findings> {
  const curators = new Curators(() => service);
  await curators.start(count);
  const startedAt = performance.now();
  const boltBack: number[] = [];
  const editBack: number[] = [];
  const fine: number[] = [];
  const until = untilShare(curators, edits, report);
  for (let kill = 1; kill <= kills; kill++) {
    await until(kill / (kills + 1));
    service.signalJava('SIGKILL');
    const killedAt = performance.now();
    boltBack.push(await service.untilBolt());
    const back = curators.until(curators.acknowledged + 1).then(() => editBack.push(performance.now() - killedAt));
    await sleep(Math.max(0, killedAt + boltBack.at(-1)! + SETTLED_MS - performance.now()));
    const settledAt = performance.now();
    await back;
    await until((kill + 0.9) / (kills + 1));
    const since = curators.answers.filter(({ at }) => at >= settledAt);
    fine.push(since.length === 0 ? 1 : since.filter(({ code }) => code === 'ok').length / since.length);
  }
  await until(1);
  await curators.stop();
  const { acknowledged, repeated, answers } = curators;
  const refusals = answers.filter(({ code }) => code === 'GRAPH_UNAVAILABLE');
  const late: string[] = [];
  if (Math.max(...boltBack) > BACK_MS) late.push('Bolt was not back in time.');
  if (Math.min(...fine) < NEARLY_ALL) late.push('Too few were answered once it was back.');
  if (longest(refusals) > UNAVAILABLE_MS) late.push('That the graph is away was told too late.');
  const seconds = (values: readonly number[]): string => values.map((ms) => (ms / 1000).toFixed(1)).join(' ');
  return {
    figures: {
      'acknowledged edits': acknowledged,
      'sent again and answered as before': repeated,
      'answers that the graph is away': refusals.length,
      'slowest of these, ms': longest(refusals),
      'Bolt back, s after each kill': seconds(boltBack),
      'next edit acknowledged, s after each kill': seconds(editBack),
      'answered, of all from 5 s after Bolt on': fine.map((share) => share.toFixed(3)).join(' '),
      'seconds in all': Math.round((performance.now() - startedAt) / 1000),
    },
    broken: [...(await curators.damage()), ...others(answers, 'ok', 'GRAPH_UNAVAILABLE')],
    late,
  };
}

/** `kill -9` of the API while curators write, and start anew. */
export async function killApi(
  first: Service,
  { kills, curators: count, edits }: { kills: number; curators: number; edits: number },
  report: Report = () => {},
): Promise<{ service: Service; findings: Findings }> {
  let service = first;
  const curators = new Curators(() => service);
  await curators.start(count);
  const until = untilShare(curators, edits, report);
  for (let kill = 1; kill <= kills; kill++) {
    await until(kill / (kills + 1));
    service.run.kill('SIGKILL');
    await service.run.exited;
    service = await Service.start(service.home);
  }
  await until(1);
  await curators.stop();
  const { acknowledged, answers } = curators;
  const broken = [...(await curators.damage()), ...others(answers, 'ok', 'no answer', 'GRAPH_UNAVAILABLE')];
  return { service, findings: { figures: { 'acknowledged edits': acknowledged, ...counted(answers) }, broken } };
}

/** It is one of its threads that has the others stop, when its turn comes: on a busy machine they answer until then. */
const STOPPED_MS = 500;

/** A database that is there and says nothing (SIGSTOP), asked by more clients than the pool has connections: all are told, and it goes on after. */
export async function freezeDatabase(service: Service, { clients }: { clients: number }): Promise<Findings> {
  service.signalJava('SIGSTOP');
  await sleep(STOPPED_MS);
  const asked = Array.from({ length: clients }, (_, n) => service.ask(unkept(`frozen${n}`)));
  const [live, ready] = await Promise.all(['live', 'ready'].map((health) => fetch(`${service.url}/health/${health}`)));
  const answers = await Promise.all([...asked, service.ask(unkept('later'), {}, { 'careergraph-revision': '1000000' })]);
  service.signalJava('SIGCONT');
  const back = await service.untilAnswering();
  return {
    figures: { ...counted(answers), 'longest answer, ms': longest(answers), 'back after, ms': Math.round(back) },
    broken: [
      ...others(answers, 'GRAPH_UNAVAILABLE'),
      ...(live!.ok ? [] : ['It did not say that it lives.']),
      ...(ready!.status === 503 ? [] : ['It said that it was ready.']),
    ],
  };
}

/** Clients that go away before they have their answer, and ones that never finish their question. */
export async function abandon(service: Service, { clients }: { clients: number }): Promise<Findings> {
  const { hostname, port } = new URL(service.url);
  const body = JSON.stringify({ query: '{ roles(first: 50) { nodes { title skills(first: 50) { nodes { name } } } } }' });
  const head = `POST /graphql HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
  const open = (text: string): Socket => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    return socket.on('error', () => {});
  };
  const leaving = Array.from({ length: clients }, () => open(head + body));
  const half = Array.from({ length: clients }, () => open(head + body.slice(0, 10)));
  await sleep(50);
  for (const socket of leaving) socket.destroy();
  const startedAt = performance.now();
  const answer = await service.ask(unkept('beside'));
  await Promise.all(half.map((socket) => socket.destroyed || new Promise((resolve) => socket.resume().once('close', resolve))));
  return {
    figures: { 'half-open connections closed after, ms': Math.round(performance.now() - startedAt) },
    broken: others([answer], 'ok'),
  };
}

/** SIGTERM under load: who has been let in is answered, and the exit is in good order. */
export async function stopUnderLoad(service: Service, { clients }: { clients: number }): Promise<Findings> {
  const answers: Answer[] = [];
  const client = async (n: number): Promise<void> => {
    let reset: Answer | undefined;
    for (let i = 0; ; i++) {
      const answer = await service.ask(unkept(`load${n}-${i}`));
      // The door is closed. Who is reset right before knocked while it was closing: the kernel had let that one in, the API had not.
      if (answer.message === 'ECONNREFUSED') return;
      if (reset !== undefined) answers.push(reset);
      reset = answer.message === 'ECONNRESET' ? answer : undefined;
      if (reset === undefined) answers.push(answer);
    }
  };
  const load = Promise.all(Array.from({ length: clients }, (_, n) => client(n)));
  await sleep(1_000);
  const startedAt = performance.now();
  const code = await service.stop();
  const ms = Math.round(performance.now() - startedAt);
  await load;
  const broken = others(answers, 'ok');
  if (code !== 0) broken.push(`It ended with ${code}.`);
  if (service.java.length > 0) broken.push('It left its database running.');
  return { figures: { ...counted(answers), 'exit after, ms': ms }, broken };
}
