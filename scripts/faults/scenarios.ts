import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, Service, unkept } from './service.js';
import { Writers } from './writers.js';

/** What a scenario has found: figures for whoever reads it, and what went against the promise. */
export interface Findings {
  figures: Record<string, number | string>;
  broken: string[];
  /** What took longer than promised: on a machine that does other things, too, that says nothing. */
  late?: string[];
}

const counted = (answers: readonly Answer[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { code, message } of answers) {
    const what = code === 'no answer' ? `${code} (${message})` : code;
    counts[what] = (counts[what] ?? 0) + 1;
  }
  return counts;
};
const longest = (answers: readonly Answer[]): number => Math.round(Math.max(0, ...answers.map(({ ms }) => ms)));
const others = (answers: readonly Answer[], ...expected: string[]): string[] =>
  Object.entries(counted(answers.filter(({ code }) => !expected.includes(code)))).map(([code, times]) => `${times} × ${code}`);

/** `kill -9` of the API while curators write, and start anew. */
export async function killApi(
  first: Service,
  { kills, writers: count, edits }: { kills: number; writers: number; edits: number },
): Promise<{ service: Service; findings: Findings }> {
  let service = first;
  const writers = new Writers(() => service, 'api');
  await writers.defineSource();
  writers.start(count);
  for (let kill = 1; kill <= kills; kill++) {
    await writers.until(Math.floor((edits * kill) / (kills + 1)));
    service.run.kill('SIGKILL');
    await service.run.exited;
    service = await Service.start(service.home);
  }
  await writers.until(edits);
  await writers.stop();
  const figures = { acknowledged: writers.acknowledged.size, ...counted(writers.answers) };
  return {
    service,
    findings: { figures, broken: [...(await writers.damage()), ...others(writers.answers, 'ok', 'no answer', 'GRAPH_UNAVAILABLE')] },
  };
}

/** A database that is there and says nothing (SIGSTOP), asked by more clients than the pool has connections: all are told, and it goes on after. */
export async function freezeDatabase(service: Service, { clients }: { clients: number }): Promise<Findings> {
  service.signalJava('SIGSTOP');
  const asked = Array.from({ length: clients }, (_, n) => service.ask(unkept(`frozen${n}`)));
  const live = await fetch(`${service.url}/health/live`);
  const answers = await Promise.all(asked);
  service.signalJava('SIGCONT');
  const back = await service.untilAnswering();
  return {
    figures: { ...counted(answers), 'longest answer, ms': longest(answers), 'back after, ms': Math.round(back) },
    broken: [...others(answers, 'GRAPH_UNAVAILABLE'), ...(live.ok ? [] : ['It did not say that it lives.'])],
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
