import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Graph } from '../src/graph/graph.js';
import { findProcesses } from '../src/graph/processes.js';
import { endRuns, removeTemporaryFolders, type Run, startCareergraph, temporaryFolder } from './support/child-process.js';

/** One home folder lives through all of these tests, in their order. */
const home = temporaryFolder();
/** Starting takes seconds; much more on a machine that is busy with other tests. */
const testLimitMs = 300_000;
const ready = /Careergraph is ready.*?(http:\S+)\/graphql.*(bolt:\S+),/s;
const passwordIn = (folder: string): string => readFileSync(join(folder, 'neo4j-password'), 'utf8');
const javaProcesses = (): number[] => findProcesses([`--home-dir=${join(home, 'neo4j')}`]);

afterAll(async () => {
  await endRuns();
  for (const pid of javaProcesses()) process.kill(pid, 'SIGKILL');
  removeTemporaryFolders();
});

async function startAndWait(): Promise<{ run: Run; url: string; bolt: string }> {
  const run = startCareergraph(home);
  const [, url, bolt] = await run.shows(ready);
  return { run, url: url!, bolt: bolt! };
}

/** Connects to the database as people do with Neo4j's own tools. */
async function query(bolt: string, cypher: string): Promise<unknown[]> {
  const graph = await Graph.connect({ uri: bolt, user: 'neo4j', password: passwordIn(home), database: 'neo4j' });
  try {
    return await graph.write(cypher);
  } finally {
    await graph.close();
  }
}

const roles = 'MATCH (role:Role) RETURN count(role) AS roles';
let seeded: { roles: unknown[]; password: string; bolt: string };

it(
  'fills its own database at the first start, serves, and refuses the folder to a second instance',
  async () => {
    const { run, url, bolt } = await startAndWait();
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    seeded = { roles: await query(bolt, roles), password: passwordIn(home), bolt };
    await query(bolt, `CREATE (:Keepsake { text: 'kept' })`);

    const second = startCareergraph(home);
    expect(await second.exited).toEqual({ code: 1, signal: null });
    expect(second.output()).toMatch(new RegExp(`in use by another Careergraph, process ${run.pid}\\. .*\`kill ${run.pid}\``));
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);

    run.kill('SIGTERM');
    expect(await run.exited).toEqual({ code: 0, signal: null });
    expect(javaProcesses()).toEqual([]);
  },
  testLimitMs,
);

it(
  'keeps data, password and port, and seeds no second time',
  async () => {
    const { run, bolt } = await startAndWait();
    expect({ roles: await query(bolt, roles), password: passwordIn(home), bolt }).toEqual(seeded);
    expect(await query(bolt, 'MATCH (keepsake:Keepsake) RETURN keepsake.text AS text')).toEqual([{ text: 'kept' }]);
    expect(run.output()).not.toContain('Loading the career guides');

    run.kill('SIGINT');
    expect(await run.exited).toEqual({ code: 0, signal: null });
    expect(javaProcesses()).toEqual([]);
  },
  testLimitMs,
);

it(
  'finds what a killed API has left behind, starts a killed database again, and loses nothing',
  async () => {
    const { run } = await startAndWait();
    run.kill('SIGKILL');
    await run.exited;
    expect(javaProcesses()).toHaveLength(1);

    const next = await startAndWait();
    expect(next.run.output()).toContain('Stopping the Neo4j that an interrupted run left behind');
    expect(javaProcesses()).toHaveLength(1);
    expect({ roles: await query(next.bolt, roles), password: passwordIn(home), bolt: next.bolt }).toEqual(seeded);
    expect(await query(next.bolt, 'MATCH (keepsake:Keepsake) RETURN keepsake.text AS text')).toEqual([{ text: 'kept' }]);

    const [java] = javaProcesses();
    process.kill(java!, 'SIGKILL');
    await next.run.shows(/Neo4j has ended unexpectedly: Java was ended by SIGKILL.*Neo4j answers again/s);
    expect(await query(next.bolt, roles)).toEqual(seeded.roles);
    next.run.kill('SIGTERM');
    expect(await next.run.exited).toEqual({ code: 0, signal: null });
    expect(javaProcesses()).toEqual([]);
  },
  testLimitMs,
);

it(
  'recovers a killed database, and ends at once at the second Ctrl-C, taking Java along',
  async () => {
    const { run, bolt } = await startAndWait();
    expect(await query(bolt, 'MATCH (keepsake:Keepsake) RETURN keepsake.text AS text')).toEqual([{ text: 'kept' }]);

    const [java] = javaProcesses();
    process.kill(java!, 'SIGSTOP'); // now it does not stop in good order, and Careergraph waits for it
    run.kill('SIGINT');
    await run.shows(/Ctrl-C again stops at once/);
    await new Promise((resolve) => setTimeout(resolve, 700));
    run.kill('SIGINT');
    expect(await run.exited).toEqual({ code: 1, signal: null });
    expect(javaProcesses()).toEqual([]);
  },
  testLimitMs,
);

it(
  'ends in good order when it is asked to while it starts',
  async () => {
    const run = startCareergraph(home);
    await run.shows(/Starting Neo4j/);
    run.kill('SIGTERM');
    expect(await run.exited).toEqual({ code: 0, signal: null });
    expect(javaProcesses()).toEqual([]);
  },
  testLimitMs,
);
