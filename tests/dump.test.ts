import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { restore } from '../graph-seed/dump/backup.js';
import { writeCsv } from '../graph-seed/dump/csv.js';
import { checkFactsFile, factsFile, readSourceFacts } from '../graph-seed/dump/facts-file.js';
import { type DigestOptions, graphDigest } from '../graph-seed/dump/graph-digest.js';
import { readWholeGraph } from '../graph-seed/dump/graph-facts.js';
import { graphml } from '../graph-seed/dump/graphml.js';
import { jsonld } from '../graph-seed/dump/jsonld.js';
import { writeFileWhole } from '../graph-seed/dump/write-file.js';
import { ImportReport } from '../graph-seed/publisher.js';
import { seed } from '../graph-seed/seed.js';
import { inspectGraph } from '../src/graph/graph-state.js';
import { writeFacts } from '../graph-seed/writer.js';
import { applySchema } from '../src/graph/graph-schema.js';
import type { Graph, Stream } from '../src/graph/graph.js';
import { projectRoot } from '../src/project-root.js';
import { endRuns, type Run, runNode } from './support/child-process.js';
import { claimedBy, factsOfEveryKind, sourceA, sourceB } from './support/facts.js';
import { ownGraph } from './support/own-graph.js';
import { sharedGraph } from './support/shared-graph.js';

const own = ownGraph();
const folder = mkdtempSync(join(tmpdir(), 'careergraph-dump-'));
const at = (name: string): string => join(folder, name);
const smith = {
  fact: 'role',
  id: 'role:smith',
  scheme: 'onet',
  title: 'Smith',
  summary: 'Makes "horseshoes",\nand <nails> & so on\u2028.',
} as const;

afterEach(endRuns);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const wipe = () => own.graph.write('MATCH (n) DETACH DELETE n');
const digest = (graph: Graph, options?: DigestOptions) => graphDigest((cypher) => graph.stream(cypher), options);
const dump = (graph: Graph, path: string, withHistory: boolean): Promise<void> =>
  readWholeGraph(graph, (stream) => writeFileWhole(path, factsFile(stream, withHistory)));

/** Facts of every kind, of two sources, over three revisions, with a role that is retired by the last one. */
async function writeHistory(): Promise<void> {
  await wipe();
  await applySchema(own.graph);
  const every = claimedBy(sourceA, ...factsOfEveryKind);
  await writeFacts(own.graph, 'first', [every, claimedBy(sourceB, smith)]);
  await writeFacts(own.graph, 'second', [claimedBy(sourceB, { ...smith, wording: 'Farrier' })]);
  await writeFacts(own.graph, 'third', [{ ...claimedBy(sourceB), complete: new Set(['role'] as const) }]);
}

const steps = { begin: () => ({ reach: () => {} }) };
async function restoreFrom(path: string): Promise<void> {
  const { facts, digest } = await checkFactsFile(path, () => {});
  await applySchema(own.graph);
  await restore(own.graph, path, { facts, digest: digest! }, steps);
}

describe('A backup', () => {
  test('of a graph with a history brings all of it back: facts, what is retired, revisions, releases and changes', async () => {
    await writeHistory();
    const before = await digest(own.graph);
    await dump(own.graph, at('history.jsonl'), true);
    await wipe();
    await restoreFrom(at('history.jsonl'));
    expect(await digest(own.graph)).toEqual(before);
    expect(await inspectGraph(own.graph)).toBe('careergraph');
    const [role] = await own.graph.read('MATCH (role:Role { id: $id }) RETURN role.status AS status, role.revision AS revision', {
      id: smith.id,
    });
    expect(role).toEqual({ status: 'RETIRED', revision: 3 });
  });

  test('of the seed restores to an equal graph, and what is restored is backed up to the same file, compressed or not', async () => {
    await wipe();
    await dump(await sharedGraph(), at('seed.jsonl.gz'), true);
    await restoreFrom(at('seed.jsonl.gz'));
    expect(await digest(own.graph)).toEqual(await digest(await sharedGraph()));
    await dump(own.graph, at('again.jsonl'), true);
    expect(gunzipSync(readFileSync(at('seed.jsonl.gz'))).equals(readFileSync(at('again.jsonl')))).toBe(true);
  });

  test('whose restore was cut off leaves a graph that counts as incomplete, takes no import, and is completed by restoring it again', async () => {
    await writeHistory();
    const before = await digest(own.graph);
    await dump(own.graph, at('cut-off.jsonl'), true);
    await wipe();
    const { facts, digest: expected } = await checkFactsFile(at('cut-off.jsonl'), () => {});
    await applySchema(own.graph);
    const cutOff = restore(own.graph, at('cut-off.jsonl'), { facts, digest: expected! }, {
      begin: (label) => {
        if (label === 'Comparing with the digest') throw new Error('cut off');
        return { reach: () => {} };
      },
    }); // prettier-ignore
    await expect(cutOff).rejects.toThrow('cut off');
    expect(await inspectGraph(own.graph)).toBe('incomplete');
    await expect(seed(own.graph)).rejects.toThrow(/its restore was cut off: `npm run restore -- <file>` completes it/);
    await restoreFrom(at('cut-off.jsonl'));
    expect(await digest(own.graph)).toEqual(before);
  });

  test('that does not bring back what its digest is of is never taken for whole', async () => {
    await writeHistory();
    await dump(own.graph, at('other.jsonl'), true);
    await wipe();
    await applySchema(own.graph);
    const wrong = restore(own.graph, at('other.jsonl'), { facts: 0, digest: 'f'.repeat(64) }, steps);
    await expect(wrong).rejects.toThrow(/has the digest [0-9a-f]{64}, but what was backed up had f{64}: it is not the same graph/);
    expect(await inspectGraph(own.graph)).toBe('incomplete');
  });

  test('is of one moment: whoever writes waits until it is read', async () => {
    await writeHistory();
    let written: Promise<unknown> | undefined;
    const lines = await readWholeGraph(own.graph, async (stream) => {
      written = own.graph.write(
        `MATCH (graph:Graph) SET graph.revision = graph.revision + 1 WITH graph MATCH (role:Role) SET role.title = 'Late'`,
      );
      const blocked = `SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN status`;
      while ((await own.graph.read(blocked)).length === 0) await sleep(20);
      return linesOf(factsFile(stream, true));
    });
    await written;
    expect(lines.join('')).not.toContain('Late');
  });
});

describe('The digest of a graph', () => {
  test('differs where one property does, and is the same however the graph came to be', async () => {
    await writeHistory();
    const before = await digest(own.graph, { withoutHistory: true });
    const whole = await digest(own.graph);
    await own.graph.write(
      `MATCH (:Role { id: 'role:baker' })-[claim:REQUIRES { stage: 'level:senior' }]->() SET claim.stageLabel = 'Meister'`,
    );
    expect(await digest(own.graph, { withoutHistory: true })).not.toEqual(before);
    await own.graph.write(
      `MATCH (:Role { id: 'role:baker' })-[claim:REQUIRES { stage: 'level:senior' }]->() SET claim.stageLabel = 'Master'`,
    );
    await own.graph.write(`MATCH (graph:Graph) SET graph.revision = 9`);
    expect(await digest(own.graph, { withoutHistory: true })).toEqual(before);
    expect(await digest(own.graph)).not.toEqual(whole);
  });
});

describe('An export as JSON Lines', () => {
  test('imports back to an equal graph, in which a second import changes nothing', async () => {
    await writeHistory();
    const before = await digest(own.graph, { withoutHistory: true });
    await dump(own.graph, at('facts.jsonl'), false);
    await wipe();
    await applySchema(own.graph);
    const facts = () => readSourceFacts(at('facts.jsonl'), new ImportReport());
    expect(await writeFacts(own.graph, 'facts', facts())).toEqual({ added: factsOfEveryKind.length + 1, changed: 0, removed: 0 });
    expect(await digest(own.graph, { withoutHistory: true })).toEqual(before);
    expect(await writeFacts(own.graph, 'facts', facts())).toEqual({ added: 0, changed: 0, removed: 0 });
  });

  test('made by hand needs neither beginning nor end, and retracts what it says no more when it is told to', async () => {
    await wipe();
    await applySchema(own.graph);
    const { id: source } = sourceB;
    const lines = [
      { fact: 'source', ...sourceB },
      { source, ...smith },
      { source, fact: 'name', of: smith.id, text: 'Farrier' },
      { source, fact: 'name', of: smith.id, text: 'Blacksmith' },
    ];
    const file = (...kept: object[]) => {
      writeFileSync(at('hand.jsonl'), kept.map((line) => JSON.stringify(line)).join('\n\n'));
      return readSourceFacts(at('hand.jsonl'), new ImportReport());
    }; // prettier-ignore
    expect(await writeFacts(own.graph, 'facts', file(...lines))).toMatchObject({ added: 3 });
    expect(await writeFacts(own.graph, 'facts', file(...lines.slice(0, 3)))).toEqual({ added: 0, changed: 0, removed: 1 });
  });
});

/** The facts of every kind, in every format. */
describe('An export for other programs', () => {
  const read = <T>(work: (stream: Stream) => Promise<T>): Promise<T> => readWholeGraph(own.graph, work);
  const facts = factsOfEveryKind.length + 1;
  let onFact: jest.Mock;
  beforeAll(writeHistory);
  beforeEach(() => {
    onFact = import.meta.jest.fn();
  });

  test('has a table for each kind of fact as CSV', async () => {
    await read((stream) => writeCsv(at('csv'), stream, onFact));
    expect(onFact).toHaveBeenCalledTimes(facts);
    const table = (name: string): Record<string, string>[] => parse(readFileSync(join(at('csv'), name)), { columns: true });
    const files = readdirSync(at('csv'));
    expect(files.sort()).toEqual([...new Set(factsOfEveryKind.map(({ fact }) => `${fact}.csv`)), 'sources.csv'].sort());
    expect(files.filter((name) => name !== 'sources.csv').reduce((sum, name) => sum + table(name).length, 0)).toBe(facts);
    const { fact: _file, ...row } = smith;
    expect(table('role.csv')).toContainEqual(expect.objectContaining({ source: 'source:b', ...row, retired: 'true' }));
    expect(table('guidance.csv')[0]).toMatchObject({ points: '["Rise at three."]', stage: 'level:entry' });
    expect(table('sources.csv')).toHaveLength(2);
  });

  test('has a node for whatever there is and an edge for each claim as GraphML, all declared', async () => {
    const text = (await read((stream) => linesOf(graphml(stream, onFact)))).join('');
    const all = (pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found]) => found!);
    expect(onFact).toHaveBeenCalledTimes(facts);
    const nodes = all(/<node id="([^"]+)"/g);
    expect(new Set(nodes).size).toBe(nodes.length);
    expect(all(/<edge id="([^"]+)"/g)).toHaveLength(facts);
    expect(nodes).toEqual(expect.arrayContaining([...all(/ source="([^"]+)"/g), ...all(/ target="([^"]+)"/g)]));
    expect(all(/<key id="([^"]+)"/g)).toEqual(expect.arrayContaining(all(/<data key="([^"]+)"/g)));
    expect(text).toContain('<data key="node.summary">Makes &quot;horseshoes&quot;,\nand &lt;nails&gt; &amp; so on\u2028.</data>');
    expect(all(/<data key="edge\.source">(source:[ab])</g)).toHaveLength(facts);
    expect(text).toMatch(/label="REQUIRES"><data key="type">REQUIRES<\/data>[^\n]*<data key="edge\.importance">0\.8<\/data>/);
  });

  test('speaks of occupations, skills and credentials in the terms of schema.org, SKOS and ESCO as JSON-LD', async () => {
    const document = JSON.parse((await read((stream) => linesOf(jsonld(stream, onFact)))).join(''));
    expect(onFact).toHaveBeenCalledTimes(facts - 1); // for what advice mentions there are no words
    const node = (id: string) => document['@graph'].find((one: { '@id': string }) => one['@id'] === id);
    expect(node('role:baker')).toMatchObject({
      '@type': ['Occupation', 'skos:Concept', 'esco:Occupation'],
      prefLabel: 'Baker',
      altLabel: ['Boulanger'],
      broader: ['family:food'],
      skills: ['skill:kneading'],
      relatedEssentialSkill: ['skill:kneading'],
      occupationalCategory: [{ '@type': 'CategoryCode', codeValue: '7512', inCodeSet: 'isco' }],
      estimatedSalary: [{ '@type': 'MonetaryAmountDistribution', currency: 'USD', duration: 'PT1H', median: 19, percentile90: 29 }],
      educationRequirements: [{ credentialCategory: 'secondary', sources: 'source:a' }],
      sources: ['source:a'],
    });
    expect(node('certification:bakers-guild')).toMatchObject({ competencyRequired: ['skill:kneading'], qualificationFor: ['role:baker'] });
    expect(node('role:smith')).toMatchObject({ deprecated: true });
    expect(node('source:a')).toMatchObject({ '@type': 'Dataset', creditText: 'By A.', 'dcterms:license': 'CC BY 4.0' });
  });
});

describe('The commands', () => {
  const command = (name: string, ...args: string[]): Run => {
    const { uri, password } = own.neo4j.connection;
    return runNode(join(projectRoot, `dist/graph-seed/${name}.js`), folder, { NEO4J_URI: uri, NEO4J_PASSWORD: password }, ...args);
  };
  const succeed = async (name: string, ...args: string[]): Promise<string> => {
    const run = command(name, ...args);
    expect({ ...(await run.exited), errors: run.errors() }).toEqual({ code: 0, signal: null, errors: '' });
    return run.output();
  };
  const failure = async (name: string, ...args: string[]): Promise<string> => {
    const run = command(name, ...args);
    expect(await run.exited).toEqual({ code: 1, signal: null });
    expect(run.errors()).not.toMatch(/^\s+at /m);
    return run.errors();
  };

  test('back up, restore, export and import a graph, and say how far they are', async () => {
    await writeHistory();
    const before = await digest(own.graph);
    const facts = factsOfEveryKind.length + 1;
    expect(await succeed('backup', at('backup.jsonl.gz'))).toMatch(new RegExp(`Backing up: done .*Done: ${facts} facts of revision 3 are in .*backup`, 's'));
    expect(await succeed('export', '--format', 'jsonl')).toMatch(new RegExp(`Done: ${facts} facts of revision 3 are in careergraph\\.jsonl\\.`));
    await wipe();
    expect(await succeed('restore', at('backup.jsonl.gz'))).toMatch(/Checking the backup: .*Restoring the history: .*Done: \d+ facts and their history are back, with the digest [0-9a-f]{64}/s);
    expect(await digest(own.graph)).toEqual(before);
    expect(await failure('restore', at('backup.jsonl.gz'))).toMatch(/The database is not empty, so nothing was written\./);
    await wipe();
    expect(await succeed('import', 'facts', 'careergraph.jsonl')).toMatch(new RegExp(`careergraph\\.jsonl: ${facts} rows read, ${facts} used\n.*${facts} added`, 's'));
  }); // prettier-ignore

  test('say what is wrong with a file, and write nothing', async () => {
    await writeHistory();
    await dump(own.graph, at('good.jsonl'), true);
    await dump(own.graph, at('export.jsonl'), false);
    await wipe();
    const good = readFileSync(at('good.jsonl'), 'utf8');
    const lines = good.split('\n');
    const file = (content: string | Buffer, name = 'bad.jsonl'): string => {
      writeFileSync(at(name), content);
      return at(name);
    };
    const refusals: [file: string, message: RegExp][] = [
      [file(lines.slice(0, 20).join('\n'), '1.jsonl'), /1\.jsonl, it ends after line 20, without the line that closes it: it was cut short\. Nothing was written/],
      [file(good.slice(0, -100), '2.jsonl'), /2\.jsonl, line \d+: expected a JSON object/],
      [file(good.replace('Bakes bread.', 'Burns bread.'), '3.jsonl'), /3\.jsonl, it is not as it was written: its check sum is another/],
      [file(gzipSync(good).subarray(0, 1_000), '4.jsonl.gz'), /4\.jsonl\.gz, it cannot be read to its end .*: it was cut short or changed/],
      [file(lines.slice(1, 3).concat('{"source":"source:a","fact":"role","id":"skill:x","scheme":"guide","title":"X"}').join('\n'), '5.jsonl'), /5\.jsonl, line 3: id: .*an id of type role/],
      [file('{"source":"source:c","fact":"skill","id":"skill:x","name":"X"}', '6.jsonl'), /6\.jsonl, line 1: source: no line before it describes the source "source:c"/],
      [file('', '7.jsonl'), /7\.jsonl, it is empty/],
      [at('export.jsonl'), /export\.jsonl is no backup: it has no history\. Load its facts with `npm run import -- facts/],
      ['nowhere.jsonl', /There is no nowhere\.jsonl\. Expected a file that npm run backup wrote\./],
    ]; // prettier-ignore
    for (const [path, message] of refusals) expect(await failure('restore', path)).toMatch(message);
    expect(await failure('restore')).toMatch(/Expected the name of the backup to restore; got ""/);
    expect(await failure('backup', at('none.jsonl'))).toMatch(/The database is empty: there is nothing to read yet\./);
    expect(await failure('export', '--format', 'xml')).toMatch(/Expected --format to be one of jsonl, csv, graphml, jsonld; got xml\./);
    expect(await own.graph.read('MATCH (n) RETURN n')).toEqual([]);
    expect(readdirSync(folder).filter((name) => /none|\.part$/.test(name))).toEqual([]);
  });
});

async function linesOf(lines: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const line of lines) all.push(line);
  return all;
}
