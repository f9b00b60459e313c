import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Curators } from './curators.js';
import { counted, type Findings, others } from './scenarios.js';
import { type Answer, Service, unkept } from './service.js';

/** A disk that is full, as a limit on the size of files of the database: what is acknowledged is there when there is room again. */
export async function runOutOfDisk(home: string, { room }: { room: number }): Promise<Findings> {
  let service = await Service.start(home);
  const curators = new Curators(() => service);
  const logs = join(home, 'neo4j', 'data', 'transactions', 'neo4j');
  const largest = Math.max(...readdirSync(logs).map((name) => statSync(join(logs, name)).size));
  // A little above what the log of transactions has now: soon no transaction can be written.
  execFileSync('prlimit', ['--pid', String(service.java[0]), `--fsize=${largest + room}`]);
  await curators.start(4);
  let full: Answer;
  for (let n = 0; (full = await service.ask(unkept(`disk${n}`))).code === 'ok'; n++) await sleep(200);
  await sleep(1_000);
  const acknowledged = curators.acknowledged;
  await service.stop();
  service = await Service.start(home);
  await curators.until(acknowledged + 20);
  await curators.stop();
  return {
    figures: {
      'acknowledged until it was full': acknowledged,
      'acknowledged in all': curators.acknowledged,
      ...counted(curators.answers),
    },
    broken: [...(await curators.damage()), ...others([full, ...curators.answers], 'ok', 'GRAPH_UNAVAILABLE', 'no answer')],
  };
}

const LIBRARY = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1';
export const hasFakeClock = existsSync(LIBRARY);

/** A clock that jumps an hour ahead and two back, for the API: `apt-get install libfaketime`. */
export async function jumpClock(home: string): Promise<Findings> {
  if (!hasFakeClock) throw new Error('This needs libfaketime: apt-get install libfaketime');
  const own = await Service.start(home);
  const now = join(home, 'clock');
  writeFileSync(now, '+0s');
  const faked = await Service.start(home, {
    ...{ NEO4J_URI: own.bolt, NEO4J_PASSWORD: own.password },
    ...{ LD_PRELOAD: LIBRARY, FAKETIME_TIMESTAMP_FILE: now, FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1' },
  });
  const curators = new Curators(() => faked);
  await curators.start(2);
  const broken: string[] = [];
  for (const [jump, hours] of Object.entries({ '+1h': 1, '-1h': -1, '+0s': 0 })) {
    writeFileSync(now, jump);
    await sleep(1_500);
    const said = (await fetch(`${faked.url}/health/live`)).headers.get('date')!;
    const off = (Date.parse(said) - Date.now()) / 3_600_000;
    if (Math.abs(off - hours) > 0.01) broken.push(`The clock did not jump to ${jump}: it says ${said}.`);
    const before = curators.acknowledged;
    await curators.until(before + 10);
    const { code, ms } = await faked.ask(unkept(`clock${jump}`));
    if (code !== 'ok') broken.push(`After a jump to ${jump} a read was answered ${code} after ${Math.round(ms)} ms.`);
  }
  await curators.stop();
  return { figures: { acknowledged: curators.acknowledged }, broken: [...broken, ...(await curators.damage())] };
}
