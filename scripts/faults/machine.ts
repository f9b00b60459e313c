import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Curators } from './curators.js';
import { counted, type Findings, others } from './scenarios.js';
import { Service, unkept } from './service.js';

/** A disk that is full, as a limit on the size of files of the database: what is acknowledged is there when there is room again. */
export async function runOutOfDisk(home: string): Promise<Findings> {
  const full = await Service.start(home);
  let service = full;
  const curators = new Curators(() => service);
  const logs = join(home, 'neo4j', 'data', 'transactions', 'neo4j');
  const largest = Math.max(...readdirSync(logs).map((name) => statSync(join(logs, name)).size));
  // A little above what the log of transactions has now: soon no transaction can be written.
  execFileSync('prlimit', ['--pid', String(full.java[0]), `--fsize=${largest + 262_144}`]);
  await curators.start(4);
  await sleep(20_000);
  const whileFull = await service.ask('{ role(title: "ML engineer") { title } }');
  const acknowledged = curators.acknowledged;
  await service.stop();
  service = await Service.start(home);
  await curators.until(acknowledged + 20);
  await curators.stop();
  return {
    figures: {
      'acknowledged until it was full': acknowledged,
      'a read meanwhile': whileFull.code,
      'acknowledged in all': curators.acknowledged,
      ...counted(curators.answers),
    },
    broken: [...(await curators.damage()), ...others([whileFull, ...curators.answers], 'ok', 'GRAPH_UNAVAILABLE', 'no answer')],
  };
}

const LIBRARY = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1';

/** A clock that jumps an hour ahead and two back, for the API: `apt-get install libfaketime`. */
export async function jumpClock(home: string): Promise<Findings> {
  if (!existsSync(LIBRARY)) throw new Error('This needs libfaketime: apt-get install libfaketime');
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
  for (const jump of ['+1h', '-1h', '+0s']) {
    writeFileSync(now, jump);
    await sleep(1_000);
    const before = curators.acknowledged;
    await curators.until(before + 10);
    const { code, ms } = await faked.ask(unkept(`clock${jump}`));
    if (code !== 'ok') broken.push(`After a jump to ${jump} a read was answered ${code} after ${Math.round(ms)} ms.`);
  }
  await curators.stop();
  return { figures: { acknowledged: curators.acknowledged }, broken: [...broken, ...(await curators.damage())] };
}
