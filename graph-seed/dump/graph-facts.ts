import type { Graph, Stream } from '../../src/graph/graph.js';
import { StartUpError } from '../../src/start-up-error.js';
import { type Fact, fact, type FactInput, type FactKind, type SourceRecord, source } from '../facts.js';
import { type ClaimType, LABEL_BY_TYPE, TYPE_BY_FACT } from '../graph-writes.js';
import * as queries from './graph-facts.queries.js';

/** One source's fact, as read back from the graph. */
export interface SourcedFact {
  source: string;
  fact: Fact;
}

const CONCEPTS = ['family', 'level', 'industry', 'employer', 'activity', 'skill', 'certification', 'role'] as const satisfies FactKind[];
type Concept = (typeof CONCEPTS)[number];
const CONCEPT_LABELS = CONCEPTS.map((kind) => LABEL_BY_TYPE[kind]);
/** Whose claims there are; guidance is described by its role's. */
const SUBJECT_LABELS = [...CONCEPT_LABELS, LABEL_BY_TYPE.guidance];

/** The ends of each claim, by the fields of its fact; without a second one, what it leads to is described by the fact itself. */
const ENDS: Record<Exclude<FactKind, Concept>, [near: string, far?: string]> = {
  name: ['of'],
  'external-id': ['of'],
  'same-as': ['a', 'b'],
  'replaced-by': ['old', 'by'],
  'at-level': ['role', 'level'],
  'in-family': ['role', 'family'],
  broader: ['narrower', 'broader'],
  requires: ['role', 'skill'],
  'related-to': ['from', 'to'],
  involves: ['role', 'activity'],
  validates: ['certification', 'skill'],
  'recommended-for': ['certification', 'role'],
  'progresses-to': ['from', 'to'],
  'adjacent-to': ['from', 'to'],
  'in-industry': ['role', 'industry'],
  'employed-by': ['role', 'employer'],
  'responsible-for': ['role'],
  works: ['role'],
  educated: ['role'],
  pays: ['role'],
  outlook: ['role'],
  guidance: ['role'],
  mentions: ['guidance', 'skill'],
};
const FACT_BY_TYPE = Object.fromEntries(
  Object.entries(TYPE_BY_FACT).flatMap(([kind, type]) => (type === 'ATTESTED_BY' ? [] : [[type, kind]])),
) as Record<ClaimType, keyof typeof ENDS>;
/** Whose id is stated; that of the others is made of what they say. */
const HAS_ID: readonly FactKind[] = ['pays', 'outlook', 'guidance'];

type Properties = Record<string, unknown>;
type Node = Properties & { id: string };
interface ClaimRow {
  /** More than its id only where the claim is that there is such a concept. */
  subject: Node;
  type: ClaimType;
  said: Properties;
  about: Node;
}

/** Runs `work` on a whole graph while nobody writes to it; it is told the revision. */
export function readWholeGraph<T>(graph: Graph, work: (stream: Stream, revision: number) => Promise<T>): Promise<T> {
  return graph.readLocked<{ importing: string | null; revision: number }, T>(queries.LOCK_FOR_DUMP, async ([state], stream) => {
    if (state === undefined) throw new StartUpError('The database is empty: there is nothing to read yet.');
    if (state.importing !== null) {
      throw new StartUpError(
        `The graph is no whole: an import (${state.importing}) is under way, or was cut off. Wait until it is done, or run it again to complete it.`,
      );
    }
    return work(stream, state.revision);
  });
}

export async function countClaims(stream: Stream): Promise<number> {
  for await (const { claims } of stream<{ claims: number }>(queries.COUNT_CLAIMS)) return claims;
  return 0;
}

export async function* readSources(stream: Stream): AsyncGenerator<SourceRecord> {
  for await (const row of stream<{ source: unknown }>(queries.SOURCES)) yield source.parse(row.source);
}

/** Something that facts are about, as the graph shows it, with what is said about it. */
export interface Subject {
  node: Node;
  facts: SourcedFact[];
}

/** Every fact of the graph, each concept before the facts about it, always in the same order. */
export async function* readFacts(stream: Stream): AsyncGenerator<SourcedFact> {
  for await (const { facts } of readConcepts(stream)) yield* facts;
  for await (const { facts } of readClaims(stream)) yield* facts;
}

/** Concepts, with what their sources say of them alone. */
export async function* readConcepts(stream: Stream): AsyncGenerator<Subject> {
  for (const label of CONCEPT_LABELS) yield* readSubjects(stream, queries.concepts(label));
}

/** All other facts. */
export async function* readClaims(stream: Stream): AsyncGenerator<Subject> {
  for (const label of SUBJECT_LABELS) yield* readSubjects(stream, queries.claims(label));
}

/** Concepts with all that is said about them. */
export async function* readWholeConcepts(stream: Stream): AsyncGenerator<Subject> {
  for (const label of CONCEPT_LABELS) yield* readSubjects(stream, queries.conceptsWithClaims(label));
}

async function* readSubjects(stream: Stream, cypher: string): AsyncGenerator<Subject> {
  let current: Subject | undefined;
  for await (const row of stream<ClaimRow>(cypher)) {
    if (row.subject.id !== current?.node.id) {
      if (current !== undefined) yield current;
      current = { node: row.subject, facts: [] };
    }
    if (row.type === 'ATTESTED_BY') current.node = row.subject;
    current.facts.push(row.type === 'ATTESTED_BY' ? conceptFact(row) : claimFact(row));
  }
  if (current !== undefined) yield current;
}

/** What one source says of a concept is on that source's claim, and what all say alike on its node. */
function conceptFact({ subject: { id, title, name, scheme, scale, rank }, said }: ClaimRow): SourcedFact {
  return sourced(said, { fact: id.slice(0, id.indexOf(':')), id, title, name, scheme, scale, rank });
}

function claimFact({ subject, type, said, about: { id, ...described } }: ClaimRow): SourcedFact {
  const kind = FACT_BY_TYPE[type];
  const [near, far] = ENDS[kind];
  const content = far === undefined ? { ...described, ...(HAS_ID.includes(kind) && { id }) } : { [far]: id };
  return sourced(said, { fact: kind, [near]: subject.id, ...content });
}

/** What names are compared and sorted by is made of them. */
const DERIVED = ['key', 'sortName'];

function sourced({ id: _id, source: by, retired, ...claim }: Properties, content: Properties): SourcedFact {
  const said = Object.entries({ ...content, ...claim }).filter(([name, value]) => value !== undefined && !DERIVED.includes(name));
  const parsed = fact.parse(Object.fromEntries(said) as FactInput);
  return { source: by as string, fact: retired === true ? { ...parsed, retired } : parsed };
}
