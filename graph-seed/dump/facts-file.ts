import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import type { Stream } from '../../src/graph/graph.js';
import { groupBy } from '../../src/group-by.js';
import { type Fact, fact, type FactKind, type SourceRecord, source } from '../facts.js';
import { TYPE_BY_FACT } from '../graph-writes.js';
import { type ImportReport, PublisherFileError } from '../publisher.js';
import type { SourceFacts } from '../writer.js';
import { graphDigest } from './graph-digest.js';
import { readFacts, readSources } from './graph-facts.js';
import { HISTORY } from './history.queries.js';

/*
 * Facts as JSON Lines: sources, then facts, each with its source. What Careergraph writes itself begins with a `dump` line and
 * closes with an `end` line, by which a file that was cut short or changed is known; a file made by hand has neither.
 */
const revision = z.int().nonnegative();
const history = z.discriminatedUnion('history', [
  z.strictObject({ history: z.literal('graph'), revision, changedAt: z.string().nullable() }),
  z.looseObject({ history: z.literal('release'), id: z.string(), source: z.string(), revision, at: z.string() }),
  z.looseObject({ history: z.literal('change'), revision, at: z.string(), subject: z.string() }),
  z.strictObject({ history: z.literal('concept'), id: z.string(), revision }),
]);
export type HistoryEntry = z.infer<typeof history>;

const dumpLine = z.strictObject({ dump: z.strictObject({ format: z.literal(1), history: z.boolean() }) });
const endLine = z.strictObject({ end: z.strictObject({ lines: z.int(), sha256: z.string(), digest: z.string() }) });

type Json = Record<string, unknown>;
export interface Progress {
  onFact?: () => void;
  /** Told of rows while the whole graph is read again for its digest. */
  onDigest?: (rows: number) => void;
}

/** The lines of a graph: with its history a backup, from which it can be restored, else an export, which can be imported. */
export async function* factsFile(stream: Stream, withHistory: boolean, { onFact, onDigest }: Progress = {}): AsyncGenerator<string> {
  const hash = createHash('sha256');
  let lines = 0;
  const line = (content: object): string => {
    const text = `${JSON.stringify(content)}\n`;
    hash.update(text);
    lines += 1;
    return text;
  };
  yield line({ dump: { format: 1, history: withHistory } });
  for await (const record of readSources(stream)) yield line({ fact: 'source', ...record });
  for await (const { source, fact } of readFacts(stream)) {
    yield line({ source, ...fact });
    onFact?.();
  }
  if (withHistory) {
    for (const query of HISTORY) for await (const { entry } of stream<{ entry: object }>(query)) yield line(history.parse(entry));
  }
  const { digest } = await graphDigest(stream, { withoutHistory: !withHistory, onRead: onDigest });
  yield line({ end: { lines, sha256: hash.copy().digest('hex'), digest } });
}

export interface FactsFileSummary {
  facts: number;
  history: boolean;
  /** Of the graph that a dump was made of. */
  digest?: string;
}

/** Reads a file through, so that nothing is written of one that cannot be read to its end. */
export async function checkFactsFile(path: string, onFact: (facts: number) => void): Promise<FactsFileSummary> {
  const summary: FactsFileSummary = { facts: 0, history: false };
  for await (const entry of readEntries(path)) {
    if (entry.is === 'fact' && ++summary.facts % 1_000 === 0) onFact(summary.facts);
    if (entry.is === 'dump') summary.history = entry.history;
    if (entry.is === 'end') summary.digest = entry.digest;
  }
  return summary;
}

/** So many facts are kept to be drawn together by source. */
const CHUNK = 20_000;

/** What each source says, in parts, concepts before what is said about them; last, of which kinds of fact that was all. */
export async function* readSourceFacts(path: string, report: ImportReport): AsyncGenerator<SourceFacts> {
  const sources = new Map<string, SourceRecord>();
  const kinds = new Map<SourceRecord, Set<FactKind>>();
  const file = report.file(basename(path));
  let chunk: { source: SourceRecord; fact: Fact }[] = [];
  for await (const entry of readEntries(path)) {
    if (entry.is === 'source') {
      sources.set(entry.record.id, entry.record);
      kinds.set(entry.record, new Set());
    }
    if (entry.is !== 'fact') continue;
    file.read += 1;
    file.used += 1;
    const source = sources.get(entry.source)!;
    kinds.get(source)!.add(entry.fact.fact);
    chunk.push({ source, fact: entry.fact });
    if (chunk.length < CHUNK) continue;
    yield* bySource(chunk);
    chunk = [];
  }
  yield* bySource(chunk);
  for (const [source, complete] of kinds) yield { source, facts: [], complete };
}

export async function* readHistory(path: string): AsyncGenerator<HistoryEntry> {
  for await (const { content } of readObjects(path)) if ('history' in content) yield content as HistoryEntry;
}

function* bySource(chunk: readonly { source: SourceRecord; fact: Fact }[]): Generator<SourceFacts> {
  for (const rank of [0, 1, 2]) {
    const facts = chunk.filter(({ fact }) => rankOf(fact) === rank);
    for (const [source, group] of groupBy(facts, ({ source }) => source)) yield { source, facts: group.map(({ fact }) => fact) };
  }
}

/** Concepts are described before anything is said about them, and advice before what it mentions. */
const rankOf = ({ fact }: Fact): number => (TYPE_BY_FACT[fact] === 'ATTESTED_BY' ? 0 : fact === 'mentions' ? 2 : 1);

type Entry =
  | { is: 'source'; record: SourceRecord }
  | { is: 'fact'; source: string; fact: Fact }
  | { is: 'history' }
  | { is: 'dump'; history: boolean }
  | { is: 'end'; digest: string };

/** Everything in a file, checked. */
async function* readEntries(path: string): AsyncGenerator<Entry> {
  const known = new Set<string>();
  for await (const { number, content } of readObjects(path)) {
    const checked = <T>(schema: z.ZodType<T>, value: unknown): T => {
      const result = schema.safeParse(value);
      if (result.success) return result.data;
      const { path: at, message } = result.error.issues[0]!;
      throw wrong(path, `line ${number}: ${at.length > 0 ? `${at.join('.')}: ` : ''}${message}`);
    };
    if ('dump' in content) yield { is: 'dump', history: checked(dumpLine, content).dump.history };
    else if ('end' in content) yield { is: 'end', digest: checked(endLine, content).end.digest };
    else if ('history' in content) {
      checked(history, content);
      yield { is: 'history' };
    } else if (content.fact === 'source') {
      const { fact: _, ...said } = content;
      const record = checked(source, said);
      known.add(record.id);
      yield { is: 'source', record };
    } else {
      const { source: by, retired, ...said } = content;
      if (!known.has(by as string))
        throw wrong(path, `line ${number}: source: no line before it describes the source ${JSON.stringify(by)}`);
      const isRetired = checked(z.literal(true).optional(), retired) === true;
      const parsed = checked(fact, said);
      yield { is: 'fact', source: by as string, fact: isRetired ? { ...parsed, retired: true } : parsed };
    }
  }
}

/** The objects of a file, and at its end whether it is as Careergraph wrote it. */
async function* readObjects(path: string): AsyncGenerator<{ number: number; content: Json }> {
  const hash = createHash('sha256');
  let number = 0;
  let isDump = false;
  let ended = false;
  for await (const line of readLines(path)) {
    number += 1;
    if (ended) throw wrong(path, `line ${number}: expected nothing after the end`);
    if (line.trim() === '') continue;
    const content = parse(path, number, line);
    if ('dump' in content) isDump = true;
    if ('end' in content) {
      ended = true;
      const { lines, sha256 } = content.end as Json;
      if (lines !== number - 1 || sha256 !== hash.digest('hex')) throw wrong(path, 'it is not as it was written: its check sum is another');
    } else hash.update(`${line}\n`);
    yield { number, content };
  }
  if (number === 0) throw wrong(path, 'it is empty');
  if (isDump && !ended) throw wrong(path, `it ends after line ${number}, without the line that closes it: it was cut short`);
}

function parse(path: string, number: number, line: string): Json {
  try {
    const content: unknown = JSON.parse(line);
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) return content as Json;
  } catch {
    // said below
  }
  throw wrong(path, `line ${number}: expected a JSON object; got ${line.slice(0, 60)}`);
}

/** Not by readline, which takes U+2028 for the end of a line, as JSON does not. */
async function* readLines(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const file = createReadStream(path);
  let rest = '';
  try {
    for await (const bytes of isCompressed(path) ? file.pipe(createGunzip()) : file) {
      const lines = (rest + decoder.decode(bytes as Buffer, { stream: true })).split('\n');
      rest = lines.pop()!;
      yield* lines;
    }
    rest += decoder.decode();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined || !/^Z_|ENCODING/.test(code)) throw error;
    throw wrong(path, `it cannot be read to its end (${message}): it was cut short or changed`);
  } finally {
    file.destroy();
  }
  if (rest !== '') yield rest;
}

export const isCompressed = (path: string): boolean => path.endsWith('.gz');

const wrong = (path: string, what: string): PublisherFileError =>
  new PublisherFileError(`${basename(path)}, ${what}. Nothing was written.`);
