import { join } from 'node:path';
import { inspectGraph } from '../src/graph/graph-state.js';
import { projectRoot } from '../src/project-root.js';
import { endRuns, removeTemporaryFolders, type Run, runNode, startCareergraph, temporaryFolder } from './support/child-process.js';
import { ownGraph } from './support/own-graph.js';

/** A database that Careergraph reaches by NEO4J_URI; these tests happen to it in their order. */
const outside = ownGraph();
const testLimitMs = 120_000;

afterEach(endRuns);
afterAll(removeTemporaryFolders);

const settings = (): NodeJS.ProcessEnv => ({ NEO4J_URI: outside.neo4j.connection.uri, NEO4J_PASSWORD: outside.neo4j.connection.password });
const start = (): Run => startCareergraph(temporaryFolder(), settings());
const seedCommand = (...args: string[]): Run =>
  runNode(join(projectRoot, 'dist/graph-seed/main.js'), temporaryFolder(), settings(), ...args);
const mark = (cypher: string): Promise<unknown> => outside.graph.write(cypher);

async function expectToServe(run: Run, pattern: RegExp): Promise<void> {
  await run.shows(/Careergraph is ready/);
  expect(run.output()).toMatch(pattern);
  run.kill('SIGTERM');
  expect(await run.exited).toEqual({ code: 0, signal: null });
}

async function expectRefusal(run: Run, pattern: RegExp): Promise<void> {
  expect(await run.exited).toEqual({ code: 1, signal: null });
  expect(run.errors()).toMatch(pattern);
}

it(
  'is served when it is empty, and left empty',
  async () => {
    await expectToServe(start(), /THE DATABASE IS EMPTY.*npm run seed/);
    expect(await inspectGraph(outside.graph)).toBe('empty');
    expect(await outside.graph.read('SHOW CONSTRAINTS')).toEqual([]);
  },
  testLimitMs,
);

it(
  'is refused when it holds something else, by the service and by the seed command, until told to go on',
  async () => {
    await mark('CREATE (:Film { title: "Metropolis" })');
    await expectRefusal(start(), /holds something that is not a Careergraph.*--into-existing/s);
    await expectRefusal(seedCommand(), /not a career graph, so nothing was written/);
    expect(await outside.graph.read('MATCH (node) RETURN count(node) AS nodes')).toEqual([{ nodes: 1 }]);

    const told = seedCommand('--into-existing');
    expect({ ...(await told.exited), errors: told.errors() }).toEqual({ code: 0, signal: null, errors: '' });
    expect(await outside.graph.read('MATCH (film:Film) RETURN film.title AS title')).toEqual([{ title: 'Metropolis' }]);
    await expectToServe(start(), /Careergraph is ready/);
  },
  testLimitMs,
);

it(
  'is served when its seeding was cut off, with a word about it',
  async () => {
    await mark(`MATCH (graph:Graph) SET graph.importing = 'seed'`);
    await expectToServe(start(), /THE DATABASE IS INCOMPLETE.*npm run seed/);
  },
  testLimitMs,
);
