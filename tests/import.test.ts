import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textId } from '../graph-seed/ids.js';
import { openOnet } from '../graph-seed/onet/onet.publisher.js';
import { ImportReport } from '../graph-seed/publisher.js';
import { type ClaimChange, compareFacts, type WriteCounts, writeFacts, type WriteOptions } from '../graph-seed/writer.js';
import { applySchema } from '../src/graph/graph-schema.js';
import { projectRoot } from '../src/project-root.js';
import { baker, claimedBy, sourceA } from './support/facts.js';
import { ownGraph } from './support/own-graph.js';
import { publishedFiles } from './support/read-publisher.js';
import { emptyGraph, send } from './support/shared-graph.js';

const own = ownGraph();
const published = join(projectRoot, 'tests/fixtures/onet');
let download: string;

const sourcesOf = async (prune: boolean) => {
  const publisher = await openOnet(download);
  const complete = prune ? { complete: publisher.kinds, unread: publisher.unread ?? [] } : {};
  return [{ source: publisher.source, facts: publisher.facts(new ImportReport()), ...complete }];
};
const importOnet = async (prune = false, options: WriteOptions = {}): Promise<WriteCounts> =>
  writeFacts(own.graph, 'onet', await sourcesOf(prune), options);
const compareOnet = async (prune = false, options: WriteOptions = {}): Promise<WriteCounts> =>
  compareFacts(own.graph, await sourcesOf(prune), options);
/** Each claim that `work` changes, or would, as one line. */
const changesBy = async (work: typeof importOnet): Promise<string[]> => {
  const lines: string[] = [];
  const onChanges = (changes: readonly ClaimChange[]): void => {
    for (const { change, fact, subject, other } of changes) lines.push([change, fact, subject, other].join(' '));
  };
  const counts = await work(true, { onChanges });
  expect(lines).toHaveLength(counts.added + counts.changed + counts.removed);
  return lines.sort();
};
const edit = (file: string, change: (text: string) => string): void => {
  const path = join(download, file);
  const before = readFileSync(path, 'utf8');
  expect(change(before)).not.toBe(before);
  writeFileSync(path, change(before));
};
const changesSince = async (since: number) =>
  (
    await send(
      own.graph,
      'query ($since: Int!) { changes(since: $since, first: 200) { revision hasMore nodes { revision kind subject fields by source { id } node { id } } } }',
      { since },
    )
  ).data.changes;

beforeAll(() => applySchema(own.graph));
beforeEach(async () => {
  await emptyGraph(own.graph);
  download = mkdtempSync(join(tmpdir(), 'careergraph-onet-'));
  cpSync(published, download, { recursive: true });
});
afterEach(() => rmSync(download, { recursive: true }));

describe('Importing a download', () => {
  test('a second time changes nothing, and the revision stays', async () => {
    const { added } = await importOnet();
    expect(added).toBeGreaterThan(50);
    expect(await importOnet(true)).toEqual({ added: 0, changed: 0, removed: 0 });
    expect((await changesSince(1)).nodes).toEqual([]);
  });

  test('of a newer release adds, changes and, when asked to, retracts: the feed names the subjects and nothing else', async () => {
    await importOnet();
    edit('Skills.txt', (text) => text.replace('Sky Reading\tIM\t4.12', 'Sky Reading\tIM\t4.50'));
    edit('Related Occupations.txt', (text) => text.replace(/^27-1013\.00\t15-2051\.00.*\n/m, ''));
    expect(await importOnet(true)).toEqual({ added: 0, changed: 1, removed: 1 });
    const { nodes, revision } = await changesSince(1);
    expect(revision).toBe(2);
    expect(nodes.map(({ subject, fields, kind, by, source }: any) => [subject, fields, kind, by, source.id])).toEqual([
      ['role:onet/15-2051.00', ['skills'], 'CHANGED', 'import onet', 'source:onet'],
      ['role:onet/27-1013.00', ['adjacentRoles'], 'CHANGED', 'import onet', 'source:onet'],
    ]);
  });

  test('takes nothing back unasked', async () => {
    await importOnet();
    edit('Related Occupations.txt', (text) => text.replace(/^27-1013\.00\t15-2051\.00.*\n/m, ''));
    expect(await importOnet()).toEqual({ added: 0, changed: 0, removed: 0 });
  });

  test('lists every new subject once', async () => {
    await importOnet();
    const { nodes } = await changesSince(0);
    expect(new Set(nodes.map(({ subject }: any) => subject)).size).toBe(nodes.length);
    expect(nodes.filter(({ kind, fields, node }: any) => kind !== 'ADDED' || fields.length > 0 || node === null)).toEqual([]);
  });
});

const linesOf = (file: string): string[] => readFileSync(join(download, file), 'utf8').trimEnd().split(/\r?\n/);
const writeLines = (file: string, lines: readonly string[]): void => writeFileSync(join(download, file), `${lines.join('\n')}\n`);

/** Thirty changes are found by comparing, then made, and nothing else is; the feed names those whose facts they are. */
async function expectThirtyChanges(expected: readonly string[]): Promise<void> {
  expect(expected).toHaveLength(30);
  expect(await changesBy(compareOnet)).toEqual([...expected].sort());
  expect((await changesSince(1)).nodes).toEqual([]);
  expect(await changesBy(importOnet)).toEqual([...expected].sort());
  const { nodes, hasMore } = await changesSince(1);
  const subjects = [...new Set(expected.map((line) => line.split(' ')[2]!))].sort();
  expect({ subjects: nodes.map(({ subject }: any) => subject), hasMore }).toEqual({ subjects, hasMore: false });
  expect(await changesBy(compareOnet)).toEqual([]);
  expect(await changesBy(importOnet)).toEqual([]);
  expect((await changesSince(2)).nodes).toEqual([]);
}

describe('Ten rows changed, ten removed and ten added', () => {
  test('are thirty claims, in a comparison and in the import after it, and exactly their subjects change', async () => {
    const ten = [...Array(10).keys()];
    const task = (id: number): string => `15-2051.00\t${100 + id}\tHerd cloud number ${id}.\tCore\t95\t08/2023\tIncumbent`;
    const tool = (id: number, hot: string): string => `27-1013.00\tBrush ${id}\t43232102\tPaint software\t${hot}\tN`;
    const [tasks, tools] = [linesOf('Task Statements.txt'), linesOf('Technology Skills.txt')];
    writeLines('Task Statements.txt', [...tasks, ...ten.map(task)]);
    writeLines('Technology Skills.txt', [...tools, ...ten.map((id) => tool(id, 'N'))]);
    await importOnet();

    writeLines('Task Statements.txt', [...tasks, ...ten.map((id) => task(id + 10))]);
    writeLines('Technology Skills.txt', [...tools, ...ten.map((id) => tool(id, 'Y'))]);
    const texts = ten.flatMap((id) => [id, id + 10]).map((id) => textId('responsibility', `Herd cloud number ${id}.`));
    await expectThirtyChanges([
      ...texts.map((text, index) => `${index % 2 === 0 ? 'removed' : 'added'} responsible-for role:onet/15-2051.00 ${text}`),
      ...ten.map((id) => `changed requires role:onet/27-1013.00 skill:onet/technology/brush-${id}`),
    ]);
  });
});

const whole = publishedFiles('onet-29.0');
whole.describeIfThere('Ten rows changed, ten removed and ten added to O*NET as published', () => {
  test('are thirty claims, and exactly their subjects change', async () => {
    rmSync(download, { recursive: true });
    mkdirSync(download);
    for (const file of ['Read Me.txt', 'Occupation Data.txt', 'Related Occupations.txt']) {
      writeFileSync(join(download, file), readFileSync(join(whole.path, file)));
    }
    await importOnet();
    const [header, ...rows] = linesOf('Related Occupations.txt').map((line) => line.split('\t'));
    const line = (change: string, [from, to]: string[]): string => `${change} adjacent-to role:onet/${from} role:onet/${to}`;
    const changed = rows.slice(0, 2_000).filter((_, index) => index % 200 === 7);
    const removed = rows.slice(4_000, 6_000).filter((_, index) => index % 200 === 7);
    const known = new Set(rows.map(([from, to]) => `${from} ${to}`));
    const last = rows.at(-1)![0]!;
    const added = rows
      .slice(8_000, 10_000)
      .filter(([from], index) => index % 200 === 7 && !known.has(`${from} ${last}`))
      .map(([from]) => [from!, last, 'Supplemental', '20']);
    const next = [...rows.filter((row) => !removed.includes(row)), ...added].map((row) =>
      changed.includes(row) ? [...row.slice(0, 3), row[3] === '20' ? '19' : '20'] : row,
    );
    writeLines(
      'Related Occupations.txt',
      [header!, ...next].map((row) => row.join('\t')),
    );
    await expectThirtyChanges([
      ...changed.map((row) => line('changed', row)),
      ...removed.map((row) => line('removed', row)),
      ...added.map((row) => line('added', row)),
    ]);
  });
});

describe('What no source claims any more', () => {
  const everyKind = new Set(['role', 'name', 'requires'] as const);

  test('is retired: it answers to its id, keeps its last source, and is left out of lists until it is claimed again', async () => {
    const write = (...facts: Parameters<typeof claimedBy>[1][]) =>
      writeFacts(own.graph, 'test', [{ ...claimedBy(sourceA, ...facts), complete: everyKind }]);
    const ask = async () => (await send(own.graph, '{ role(id: "role:baker") { status sources { id } } roles { totalCount } }')).data;
    await write(baker);
    expect(await write()).toEqual({ added: 0, changed: 0, removed: 1 });
    expect(await ask()).toEqual({ role: { status: 'RETIRED', sources: [{ id: 'source:a' }] }, roles: { totalCount: 0 } });
    expect((await changesSince(1)).nodes).toMatchObject([{ kind: 'REMOVED', subject: 'role:baker', fields: ['status'] }]);
    expect(await write()).toEqual({ added: 0, changed: 0, removed: 0 });
    await write(baker);
    expect(await ask()).toEqual({ role: { status: 'ACTIVE', sources: [{ id: 'source:a' }] }, roles: { totalCount: 1 } });
  });

  test('stays as it is where another source claims it still', async () => {
    const other = { ...sourceA, id: 'source:other' };
    await writeFacts(own.graph, 'test', [claimedBy(sourceA, baker), claimedBy(other, baker)]);
    expect(await writeFacts(own.graph, 'test', [{ ...claimedBy(sourceA), complete: everyKind }])).toEqual({
      added: 0,
      changed: 0,
      removed: 1,
    });
    const { data } = await send(own.graph, '{ role(id: "role:baker") { status sources { id } } }');
    expect(data.role).toEqual({ status: 'ACTIVE', sources: [{ id: 'source:other' }] });
  });
});

describe('Two imports at once', () => {
  test('are one too many: the second is refused while the first lives', async () => {
    let go = (): void => {};
    const waiting = new Promise<void>((resolve) => (go = resolve));
    async function* slowly() {
      yield* claimedBy(sourceA, baker).facts;
      await waiting;
    }
    const first = writeFacts(own.graph, 'first', [{ source: sourceA, facts: slowly() }]);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await expect(writeFacts(own.graph, 'second', [claimedBy(sourceA, baker)])).rejects.toThrow('An import (first) is under way.');
    go();
    expect(await first).toMatchObject({ added: 1 });
  });

  test('but what a killed one left is taken over', async () => {
    await own.graph.write(`CREATE (:Graph { id: 'graph:careergraph', revision: 3, importing: 'dead', importer: 'killed', beat: 7 })`);
    expect(await writeFacts(own.graph, 'next', [claimedBy(sourceA, baker)])).toMatchObject({ added: 1 });
    expect((await changesSince(3)).nodes).toMatchObject([
      { revision: 4, subject: 'role:baker', by: 'import next' },
      { revision: 4, subject: 'source:a', by: 'import next' },
    ]);
  });
});
