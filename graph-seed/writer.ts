import type { Graph, Parameters, Transaction } from '../src/graph/graph.js';
import { groupBy } from '../src/group-by.js';
import type { Fact, FactKind, SourceRecord } from './facts.js';
import { type ClaimWrite, labelOf, type NodeWrite, sourceNode, toWrites, TYPE_BY_FACT, type Writes } from './graph-writes.js';
import { type ImportLock, lockForImport } from './import-lock.js';
import * as queries from './writer.queries.js';
import {
  isClaimOtherwise,
  isNodeOtherwise,
  type Properties,
  SELF_EVIDENT,
  type Touch,
  touchesOfClaim,
  touchesOfNewNode,
  touchOfChangedNode,
} from './writer.rules.js';

/** What one source says. Concepts come before the facts about them. */
export interface SourceFacts {
  source: SourceRecord;
  facts: Iterable<Fact> | AsyncIterable<Fact>;
  /** Kinds of fact of which the source says all that it has to say: what it said before and says no more is retracted. */
  complete?: ReadonlySet<FactKind>;
  /** Beginnings of the ids of concepts of which it says nothing this time: what it said of those stays. */
  unread?: readonly string[];
}

export type WriteCounts = { added: number; changed: number; removed: number };

/** What became of one claim of a source, or of the source's own record. */
export interface ClaimChange {
  change: keyof WriteCounts;
  fact: FactKind | 'source';
  /** Whose fact it is, and what it leads to. */
  subject: string;
  other?: string;
}

export interface WriteOptions {
  /** How many facts of the source at hand are written, or compared. */
  onWritten?: (facts: number) => void;
  /** What each batch of a source changed, or would change. */
  onChanges?: (changes: readonly ClaimChange[], source: string) => void;
  /** What the run does, while it still holds the graph, once all is written: unless told otherwise it makes a revision of it. */
  end?: (graph: Graph, lock: ImportLock) => Promise<void>;
  /** Another import holds the graph; it will be seen shortly whether it is alive. */
  onWaiting?: (other: string) => void;
}

/** Fewer commits of more: with ten thousand an import takes a tenth less time than with five, and twenty gain nothing more. */
const BATCH_SIZE = 10_000;

/**
 * Writes what sources say, each batch a transaction. It may be cut off anywhere and run again: what is there already stays
 * as it is. The graph is marked `importing` from the first batch to the last, which raises its revision once.
 */
export async function writeFacts(
  graph: Graph,
  run: string,
  sources: Iterable<SourceFacts> | AsyncIterable<SourceFacts>,
  options: WriteOptions = {},
): Promise<WriteCounts> {
  const lock = await lockForImport(graph, run, options.onWaiting);
  try {
    const counts = await passOn(graph, sources, writingTo(graph, lock), options);
    await (options.end ?? makeRevision)(graph, lock);
    return counts;
  } finally {
    await lock.release();
  }
}

const makeRevision = (graph: Graph, lock: ImportLock): Promise<void> =>
  graph.transaction(async (run) => {
    await lock.check(run);
    await settleTouched(run);
    await run(queries.END_IMPORT);
  });

/** Draws together what the sources say of whatever was touched: the last step before the revision rises. */
export async function settleTouched(run: Transaction): Promise<void> {
  await run(queries.TOUCH_SUBJECTS, queries.FIELDS);
  const labels = await run<{ label: string }>(queries.TOUCHED_CONCEPTS);
  await Promise.all(labels.map(({ label }) => run(queries.settle(label))));
}

/** What `writeFacts` would change, found by reading alone. */
export function compareFacts(
  graph: Graph,
  sources: Iterable<SourceFacts> | AsyncIterable<SourceFacts>,
  options: WriteOptions = {},
): Promise<WriteCounts> {
  return passOn(graph, sources, comparingWith(graph), options);
}

/** Where facts go, batch by batch: into the graph, or beside it for comparison. Each step answers what it changes. */
export interface Target {
  source(source: SourceRecord): Promise<ClaimChange[]>;
  facts(source: string, facts: readonly FactWrites[]): Promise<ClaimChange[]>;
  retract(source: string, kind: FactKind, claims: readonly Claimed[]): Promise<ClaimChange[]>;
}

export interface FactWrites extends Writes {
  kind: FactKind;
}

/** A claim that is in the graph. */
export type Claimed = Pick<ClaimWrite, 'id' | 'from' | 'to'>;

async function passOn(
  graph: Graph,
  sources: Iterable<SourceFacts> | AsyncIterable<SourceFacts>,
  target: Target,
  { onWritten = () => {}, onChanges = () => {} }: WriteOptions,
): Promise<WriteCounts> {
  const counts = countOf([]);
  /** Claims of this run: a source says a thing once, and what it said before and says no more is found by them. */
  const saidBy = new Map<string, Set<string>>();
  /** Nodes that this run has spoken of: each is written once, as it is described first. */
  const described = new Set<string>();
  for await (const { source, facts, complete = [], unread = [] } of sources) {
    const said = saidBy.get(source.id) ?? new Set<string>(); // a source may come in parts
    saidBy.set(source.id, said);
    const note = (changes: readonly ClaimChange[]): void => {
      for (const { change } of changes) counts[change] += 1;
      if (changes.length > 0) onChanges(changes, source.id);
    };
    /** What facts say that was not said before in this run. */
    const unsaid = (batch: readonly Fact[]): FactWrites[] =>
      batch
        .map((fact) => ({ kind: fact.fact, ...toWrites(source.id, fact) }))
        .filter(({ claims }) => claims.every(({ id }) => learns(said, id)))
        .map((fact) => ({ ...fact, nodes: fact.nodes.filter(({ id }) => learns(described, id)) }));
    note(await target.source(source));
    for await (const { size, first } of ahead(batches(facts), (batch) => ({ size: batch.length, first: unsaid(batch) }))) {
      note(await target.facts(source.id, first));
      onWritten(size);
    }
    for (const kind of complete) {
      const type = TYPE_BY_FACT[kind];
      const label = type === 'ATTESTED_BY' ? `:${labelOf(`${kind}:`)}` : '';
      const claimed = await graph.read<Claimed>(queries.claimIds(type, label), { source: source.id, unread });
      const gone = claimed.filter(({ id }) => !said.has(id));
      for await (const batch of batches(gone)) note(await target.retract(source.id, kind, batch));
    }
  }
  return counts;
}

/** Each step a transaction of its own. */
function writingTo(graph: Graph, lock: ImportLock): Target {
  const newSources = new Set<string>();
  const inTransaction = (source: string, step: (target: Target) => Promise<ClaimChange[]>): Promise<ClaimChange[]> => {
    let tried = false;
    return graph.transaction(async (run) => {
      if (tried) newSources.delete(source); // a retry may follow a commit whose answer was lost
      tried = true;
      const revision = lock.check(run);
      const [changes] = await Promise.all([step(writingIn(run, revision, newSources)), revision]);
      if (changes.length > 0) await run(queries.COUNT_WRITTEN, { source, ...countOf(changes) });
      return changes;
    });
  };
  return {
    source: (source) => inTransaction(source.id, (target) => target.source(source)),
    facts: (source, facts) => inTransaction(source, (target) => target.facts(source, facts)),
    retract: (source, kind, claims) => inTransaction(source, (target) => target.retract(source, kind, claims)),
  };
}

/**
 * All steps in one transaction, for the revision that it will make. Queries that do not need each other's answers are sent
 * together: the next is on its way while the database works at one. `newSources` are those that were not in the graph: none of
 * their claims is.
 */
export function writingIn(run: Transaction, revision: number | Promise<number>, newSources: Set<string> = new Set()): Target {
  const write = async (source: string, writes: Writes, changesOf: (found: Differences) => ClaimChange[]): Promise<ClaimChange[]> => {
    const found = await compare(run, writes, newSources.has(source) ? [] : writes.claims);
    await Promise.all([
      ...writeNodes(run, [...found.newNodes, ...found.changedNodes], await revision),
      ...writeClaims(run, found),
      ...touch(run, source, touchedBy(found)),
    ]);
    return changesOf(found);
  };
  return {
    source: (source) =>
      write(source.id, { nodes: [sourceNode(source)], claims: [] }, (found) => {
        if (found.newNodes.length > 0) newSources.add(source.id);
        else newSources.delete(source.id);
        return sourceChanges(found);
      }),
    facts: (source, facts) => write(source, together(facts), (found) => changesOf(facts, found)),
    retract: async (source, kind, claims) => {
      const type = TYPE_BY_FACT[kind];
      const ids = claims.map(({ id }) => id);
      const touched =
        type === 'ATTESTED_BY' ? await retire(run, source, claims) : claims.flatMap((claim) => touchesOfClaim({ type, ...claim }));
      await Promise.all([...touch(run, source, touched), ...(type === 'ATTESTED_BY' ? [] : [run(queries.removeClaims(type), { ids })])]);
      return claims.map((claim) => describe('removed', kind, claim));
    },
  };
}

/** Of a concept that others speak of still, its claims are others than before; of one that nobody speaks of, whether it is in use. */
async function retire(run: Transaction, source: string, claims: readonly Claimed[]): Promise<Touch[]> {
  const rows = await run<{ id: string; spokenOf: boolean }>(queries.RETIRE_CLAIMS, { ids: claims.map(({ id }) => id), source });
  const spokenOf = new Map(rows.map((row) => [row.id, row.spokenOf]));
  return claims.map(({ id, from }) => ({ id: from, field: spokenOf.get(id) ? 'claims' : 'status' }));
}

function comparingWith(graph: Graph): Target {
  /** Nodes that this run has described: they would be there by now. */
  const described = new Set<string>();
  const read: Query = (cypher, parameters) => graph.read(cypher, parameters);
  return {
    source: async (source) => {
      described.add(source.id);
      return sourceChanges(await compare(read, { nodes: [sourceNode(source)], claims: [] }));
    },
    facts: async (_source, facts) => {
      const writes = together(facts);
      for (const { id } of writes.nodes) described.add(id);
      const found = await compare(read, writes);
      await requireEnds(read, found.newClaims, described);
      return changesOf(facts, found);
    },
    retract: async (_source, kind, claims) => claims.map((claim) => describe('removed', kind, claim)),
  };
}

/** Of what is to be written, what is not in the graph yet (self-evident nodes: may not be), and what is there and says something else. */
interface Differences {
  newNodes: NodeWrite[];
  changedNodes: NodeWrite[];
  newClaims: ClaimWrite[];
  changedClaims: ClaimWrite[];
}

type Query = <R extends object>(cypher: string, parameters: Parameters) => Promise<R[]>;

/** `asked`: the claims that may be there. */
async function compare(run: Query, { nodes, claims }: Writes, asked: readonly ClaimWrite[] = claims): Promise<Differences> {
  const named = nodes.filter(({ label }) => !SELF_EVIDENT.includes(label));
  const [nodesThere, claimsThere] = await Promise.all([
    thereOf(
      run,
      groupBy(named, ({ label }) => label),
      queries.nodesById,
    ),
    thereOf(
      run,
      groupBy(asked, ({ type }) => type),
      queries.claimsById,
    ),
  ]);
  const newClaims = claims.filter(({ id }) => !claimsThere.has(id));
  const ends = new Set(newClaims.flatMap(({ from, to }) => [from, to]));
  return {
    newNodes: nodes.filter(({ id, label }) => (SELF_EVIDENT.includes(label) ? ends.has(id) : !nodesThere.has(id))),
    changedNodes: named.filter((node) => nodesThere.has(node.id) && isNodeOtherwise(node, nodesThere.get(node.id)!)),
    newClaims,
    changedClaims: claims.filter((claim) => claimsThere.has(claim.id) && isClaimOtherwise(claim, claimsThere.get(claim.id)!)),
  };
}

/** What is in the graph already, by id. */
async function thereOf<K extends string>(
  run: Query,
  groups: ReadonlyMap<K, readonly { id: string }[]>,
  query: (kind: K) => string,
): Promise<Map<string, Properties>> {
  const found = await Promise.all(
    [...groups].map(([kind, group]) => run<{ id: string; properties: Properties }>(query(kind), { ids: group.map(({ id }) => id) })),
  );
  return new Map(found.flat().map(({ id, properties }) => [id, properties]));
}

const together = (facts: readonly FactWrites[]): Writes => ({
  nodes: facts.flatMap(({ nodes }) => nodes),
  claims: facts.flatMap(({ claims }) => claims),
});

const writeNodes = (run: Transaction, nodes: readonly NodeWrite[], revision: number): Promise<unknown>[] =>
  [...groupBy(nodes, ({ label }) => label)].map(([label, group]) =>
    run(queries.writeNodes(label), { rows: group.map(({ id, properties, initial }) => ({ id, properties, initial })), revision }),
  );

function writeClaims(run: Transaction, { newClaims, changedClaims }: Differences): Promise<unknown>[] {
  const ends = ({ type, from, to }: ClaimWrite): string => `${type} ${labelOf(from)} ${labelOf(to)}`;
  return [
    ...[...groupBy(newClaims, ends).values()].map((claims) => createClaims(run, claims)),
    ...[...groupBy(changedClaims, ({ type }) => type)].map(([type, claims]) =>
      run(queries.rewriteClaims(type), { rows: claims.map(({ id, properties }) => ({ id, properties })) }),
    ),
  ];
}

/** Creates claims of one type between nodes of the same labels. */
async function createClaims(run: Transaction, claims: readonly ClaimWrite[]): Promise<void> {
  const { type, from, to } = claims[0]!;
  const rows = claims.map(({ from, to, properties }) => ({ from, to, properties }));
  const [done] = await run<{ created: number }>(queries.createClaims(type, labelOf(from), labelOf(to)), { rows });
  if (done!.created < rows.length) await requireEnds(run, claims);
}

const touchedBy = ({ newNodes, changedNodes, newClaims, changedClaims }: Differences): Touch[] => [
  ...newNodes.flatMap(touchesOfNewNode),
  ...changedNodes.map(touchOfChangedNode),
  ...[...newClaims, ...changedClaims].flatMap(touchesOfClaim),
];

function touch(run: Transaction, source: string, touched: readonly Touch[]): Promise<unknown>[] {
  const touches = new Map<string, Set<string>>();
  for (const { id, field } of touched) touches.set(id, (touches.get(id) ?? new Set()).add(`${source}|${field}`));
  return [...groupBy(touches.keys(), labelOf)].map(([label, ids]) =>
    run(queries.touchNodes(label), { rows: ids.map((id) => ({ id, touches: [...touches.get(id)!] })) }),
  );
}

/** Fails where claims speak of what is not there, nor among `described`. */
async function requireEnds(run: Query, claims: readonly ClaimWrite[], described: ReadonlySet<string> = new Set()): Promise<void> {
  const ids = [...new Set(claims.flatMap(({ from, to }) => [from, to]))].filter((id) => !described.has(id));
  const missing: string[] = [];
  for (const [label, group] of groupBy(ids, labelOf)) {
    const rows = await run<{ id: string }>(queries.missingIds(label), { ids: group });
    missing.push(...rows.map(({ id }) => id));
  }
  if (missing.length === 0) return;
  throw new Error(`Facts speak of ${missing.join(', ')}, which no fact describes. Describe a concept before the facts about it.`);
}

/** A source's record that is new is no change of what it says. */
const sourceChanges = ({ changedNodes }: Differences): ClaimChange[] =>
  changedNodes.map(({ id }) => ({ change: 'changed', fact: 'source', subject: id }));

/** A node is part of the first fact that speaks of it: pay that changes is a changed fact, though its claim stays as it is. */
function changesOf(facts: readonly FactWrites[], found: Differences): ClaimChange[] {
  const added = idsOf(found.newClaims);
  const changed = idsOf([...found.changedClaims, ...found.changedNodes]);
  return facts.flatMap((fact) => {
    const nodeChanged = fact.nodes.some(({ id }) => changed.has(id));
    return fact.claims.flatMap((claim) => {
      if (added.has(claim.id)) return describe('added', fact.kind, claim);
      return nodeChanged || changed.has(claim.id) ? describe('changed', fact.kind, claim) : [];
    });
  });
}

const idsOf = (items: readonly { id: string }[]): Set<string> => new Set(items.map(({ id }) => id));

function describe(change: ClaimChange['change'], fact: FactKind, { from, to }: Claimed): ClaimChange {
  if (TYPE_BY_FACT[fact] === 'ATTESTED_BY') return { change, fact, subject: from };
  return fact === 'name' ? { change, fact, subject: to, other: from } : { change, fact, subject: from, other: to };
}

function countOf(changes: readonly ClaimChange[]): WriteCounts {
  const count = (change: ClaimChange['change']): number => changes.filter((one) => one.change === change).length;
  return { added: count('added'), changed: count('changed'), removed: count('removed') };
}

/** Whether `known` did not have the id; it has it from now on. */
const learns = (known: Set<string>, id: string): boolean => !known.has(id) && known.add(id).has(id);

async function* batches<T>(items: Iterable<T> | AsyncIterable<T>): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length === BATCH_SIZE) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

/** Takes the next item, and makes of it what is needed, while whoever asked is at work on the one before. */
async function* ahead<T, R>(items: AsyncIterable<T>, prepare: (item: T) => R): AsyncGenerator<R> {
  const iterator = items[Symbol.asyncIterator]();
  const take = async (): Promise<IteratorResult<R, unknown>> => {
    const next = await iterator.next();
    return next.done ? next : { done: false, value: prepare(next.value) };
  };
  try {
    let next = take();
    for (let now = await next; !now.done; now = await next) {
      next = take();
      next.catch(() => {}); // what fails shows when its turn comes
      yield now.value;
    }
  } finally {
    await iterator.return?.(undefined);
  }
}
