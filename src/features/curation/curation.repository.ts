import { hash } from '../../../graph-seed/ids.js';
import { claimOf, type ClaimType, type ClaimWrite, toWrites } from '../../../graph-seed/graph-writes.js';
import { type Claimed, type FactWrites, settleTouched, type Target, writingIn } from '../../../graph-seed/writer.js';
import { END_EDIT } from '../../../graph-seed/writer.queries.js';
import type { Graph, Transaction } from '../../graph/graph.js';
import type { Identity } from '../../graphql/identity.js';
import { groupBy } from '../../group-by.js';
import * as queries from './curation.queries.js';
import {
  type AssertFactsInput,
  type CheckedEditInput,
  type DefineSourceInput,
  type EditInput,
  MAX_ITEMS,
  type MergeConceptsInput,
  type RemoveSourceInput,
  type RetractClaimsInput,
} from './curation.args.js';
import {
  badNewId,
  CIRCLE_FREE,
  CURATED,
  digestOf,
  kindOfClaim,
  problem,
  readFacts,
  readSource,
  referencesOf,
  type StatedFact,
  withScheme,
} from './curation.rules.js';
import { type CurationPayload, type Problem, ProblemCode } from './curation.type.js';
import type { EditQueue } from './edit-queue.js';

type Outcome = Pick<CurationPayload, 'problems' | 'revision' | 'changed' | 'claimIds'>;

/** What an edit works with: the one transaction that it is, and where to put what is wrong. */
interface Edit {
  run: Transaction;
  target: Target;
  by: Identity;
  problems: Problem[];
  /** Ends the edit, with nothing written, where there are problems. */
  check(): void;
  /** What is to be deleted once the change feed has told of it. */
  gone: string[];
}

/** Where the graph stands when an edit has its turn, and the edit that was made with its key, if any. */
interface State {
  revision: number;
  importing: string | null;
  digest: string | null;
  answer: string | null;
}

class Refusal extends Error {
  constructor(readonly problems: Problem[]) {
    super('The edit is refused.');
  }
}

/**
 * Everything that changes the graph by hand. Each edit is one transaction, and there is one at a time, of this process by its
 * queue and of all processes by the graph's node: an edit takes it first, and raises its revision last.
 */
export class CurationRepository {
  constructor(
    private readonly graph: Graph,
    private readonly queue: EditQueue,
  ) {}

  defineSource(by: Identity, input: DefineSourceInput): Promise<Outcome> {
    const { source, problems } = readSource(input.source);
    return this.edit(by, 'defineSource', input, problems, async ({ target, check }) => {
      check();
      // What the record leaves out is null, which takes away what was there.
      await target.source({ ...NO_SOURCE, ...source } as typeof source);
      return [];
    });
  }

  removeSource(by: Identity, input: RemoveSourceInput): Promise<Outcome> {
    return this.edit(by, 'removeSource', input, [], async (edit) => {
      const { run, problems, check, gone } = edit;
      requireSource(edit, input.source, await describe(run, [input.source]));
      check();
      const [{ count } = { count: 0 }] = await run<{ count: number }>(queries.CLAIMS_OF_SOURCE, { source: input.source });
      if (count > 0) {
        problems.push(problem(ProblemCode.IN_USE, 'source', `a source that says nothing; ${count} claims are its own`, input.source));
      }
      check();
      await run(queries.MARK_GONE, { ids: [input.source], source: input.source });
      gone.push(input.source);
      return [];
    });
  }

  assertFacts(by: Identity, input: AssertFactsInput): Promise<Outcome> {
    const { source } = input;
    const { facts: stated, problems } = readFacts(source, input.facts);
    problems.push(...badCount('facts', input.facts));
    return this.edit(by, 'assertFacts', input, problems, async (edit) => {
      const facts = await fitIn(edit, source, stated);
      edit.check();
      await edit.target.facts(source, facts.filter(isFirst));
      await refuseCircles(edit, source, facts);
      return facts.map(({ claims }) => claims[0]!.id);
    });
  }

  retractClaims(by: Identity, input: RetractClaimsInput): Promise<Outcome> {
    const ids = input.claims;
    return this.edit(by, 'retractClaims', input, badCount('claims', ids), async (edit) => {
      const { run, target, problems, check } = edit;
      const found = await run<Claimed & { type: ClaimType; source: string }>(queries.CLAIMS_BY_IDS, { ids: [...new Set(ids)] });
      const byId = new Map(found.map((claim) => [claim.id, claim]));
      for (const [index, id] of ids.entries()) {
        const claim = byId.get(id);
        const path = `claims[${index}]`;
        if (claim === undefined) problems.push(problem(ProblemCode.NOT_FOUND, path, 'the id of a claim that is made', id));
        else if (!maySpeakFor(by, claim.source)) problems.push(forbidden(path, claim.source));
      }
      check();
      const groups = groupBy(found, ({ type, from, source }) => `${source} ${kindOfClaim(type, from)}`);
      for (const claims of groups.values()) await target.retract(claims[0]!.source, kindOfClaim(claims[0]!.type, claims[0]!.from), claims);
      const standing = found.filter(({ type }) => type === 'ATTESTED_BY' || type === 'REPLACED_BY');
      await refuseToVanish(edit, standing, (claim) => `claims[${ids.indexOf(claim.id)}]`);
      return ids;
    });
  }

  mergeConcepts(by: Identity, input: MergeConceptsInput): Promise<Outcome> {
    const { source, from, into } = input;
    const problems = [];
    const typeOf = (id: string): string => id.slice(0, id.indexOf(':'));
    if (from === into || typeOf(from) !== typeOf(into)) {
      problems.push(problem(ProblemCode.BAD_USER_INPUT, 'into', 'another id of the same type as `from`', into));
    }
    return this.edit(by, 'mergeConcepts', input, problems, async (edit) => {
      const { run, target, check } = edit;
      requireSource(edit, source, await describe(run, [source]));
      const found = await run<{ id: string; name: string; key: string; status: string }>(queries.NAMES_OF_CONCEPTS, { ids: [from, into] });
      const [old, kept] = [from, into].map((id) => found.find((concept) => concept.id === id));
      for (const [path, concept] of [
        ['from', old],
        ['into', kept],
      ] as const) {
        if (concept === undefined) {
          edit.problems.push(problem(ProblemCode.NOT_FOUND, path, 'the id of a role, a skill or a certification', input[path]));
        }
      }
      if (kept?.status === 'RETIRED') edit.problems.push(problem(ProblemCode.CONFLICT, 'into', 'a concept that is in use', into));
      check();
      const moved = await moveClaims(edit, from, into);
      const facts = [
        ...(old!.key === kept!.key ? [] : [{ fact: 'name', of: into, text: old!.name } as const]),
        { fact: 'replaced-by', old: from, by: into } as const,
      ].map((fact) => ({ kind: fact.fact, path: 'into', ...toWrites(source, fact) }));
      await target.facts(source, facts);
      await refuseCircles(edit, source, facts);
      return [...moved, ...facts.flatMap(({ claims }) => claims.map(({ id }) => id))];
    });
  }

  /** Does `work` in a transaction of its own, once for each key, and answers what became of it. */
  private async edit(
    by: Identity,
    mutation: string,
    input: EditInput,
    found: readonly Problem[],
    work: (edit: Edit) => Promise<string[]>,
  ): Promise<Outcome> {
    const { idempotencyKey, ...content } = input;
    const key = { edit: hash(by.subject, idempotencyKey), digest: digestOf(mutation, content) };
    const make = async (run: Transaction): Promise<Outcome> => {
      await run(queries.LOCK_GRAPH);
      const [state] = await run<State>(queries.READ_EDIT, key);
      if (state?.digest === key.digest) return JSON.parse(state.answer!) as Outcome;
      if (typeof state?.digest === 'string') refuse(ProblemCode.CONFLICT, 'idempotencyKey', 'a key that no other edit has', idempotencyKey);
      if (state === undefined) return refuse(ProblemCode.GRAPH_NOT_READY, null, 'a graph that something was loaded into');
      if (state.importing !== null)
        refuse(ProblemCode.GRAPH_NOT_READY, null, `a graph without an import under way; ${state.importing} has it`);

      const { revision } = state;
      const problems = [...found, ...badKey(idempotencyKey)];
      const check = (): void => {
        if (problems.length > 0) throw new Refusal(problems);
      };
      const edit: Edit = { run, target: writingIn(run, revision + 1), by, problems, check, gone: [] };
      problems.push(...(await staleRevisions(run, input)));
      const claimIds = await work(edit);
      check();
      await settleTouched(run);
      const [made] = await run<{ revision: number }>(END_EDIT, { by: by.subject });
      if (edit.gone.length > 0) await run(queries.DELETE_GONE, { ids: edit.gone });
      const outcome: Outcome = { problems, revision: made?.revision ?? revision, changed: made !== undefined, claimIds };
      await run(queries.KEEP_EDIT, { ...key, answer: JSON.stringify(outcome) });
      return outcome;
    };
    const askedAt = performance.now();
    try {
      return await this.queue.run(async () => {
        this.graph.allow(performance.now() - askedAt); // others' edits are not this one's work
        return await this.graph.transaction(make);
      });
    } catch (error) {
      if (error instanceof Refusal) return { problems: error.problems, revision: null, changed: false, claimIds: [] };
      throw error;
    }
  }
}

function refuse(code: ProblemCode, path: string | null, expected: string, received?: unknown): never {
  throw new Refusal([problem(code, path, expected, received)]);
}

const NO_SOURCE = { url: null, licence: null, attribution: null, version: null, asOf: null };

const maySpeakFor = ({ scopes }: Identity, source: string): boolean => source.startsWith(CURATED) || scopes.has('admin');

const forbidden = (path: string, source: string): Problem =>
  problem(ProblemCode.FORBIDDEN, path, `a source that begins with ${CURATED}, or the scope admin`, source);

/** What there is under an id. */
interface Described {
  id: string;
  scheme: string | null;
  owners: { owner: string; source: string }[];
}

async function describe(run: Transaction, ids: readonly string[]): Promise<Map<string, Described>> {
  const rows = await run<Described>(queries.DESCRIBED, { ids: [...new Set(ids)] });
  return new Map(rows.map((row) => [row.id, row]));
}

function requireSource({ by, problems }: Edit, source: string, described: ReadonlyMap<string, Described>): void {
  if (!source.startsWith('source:') || !described.has(source)) {
    problems.push(problem(ProblemCode.NOT_FOUND, 'source', 'the id of a source', source));
  } else if (!maySpeakFor(by, source)) problems.push(forbidden('source', source));
}

const badCount = (path: string, items: readonly unknown[]): Problem[] =>
  items.length >= 1 && items.length <= MAX_ITEMS
    ? []
    : [problem(ProblemCode.BAD_USER_INPUT, path, `1 to ${MAX_ITEMS} of them`, items.length)];

const badKey = (key: string): Problem[] =>
  key.length >= 1 && key.length <= 200 ? [] : [problem(ProblemCode.BAD_USER_INPUT, 'idempotencyKey', '1 to 200 characters', key)];

/** What somebody else has changed since the sender read it. */
async function staleRevisions(run: Transaction, input: CheckedEditInput): Promise<Problem[]> {
  const expected = input.expectedRevisions ?? [];
  if (expected.length === 0) return [];
  if (expected.length > MAX_ITEMS) return badCount('expectedRevisions', expected);
  const rows = await run<{ id: string; revision: number }>(queries.REVISIONS, { ids: expected.map(({ id }) => id) });
  const revisions = new Map(rows.map(({ id, revision }) => [id, revision]));
  return expected.flatMap(({ id, revision }, index) => {
    const now = revisions.get(id) ?? 0;
    if (now === revision) return [];
    const expectation = now === 0 ? 'the id of a role, a skill or a certification' : `revision ${revision} of ${id}`;
    const code = now === 0 ? ProblemCode.NOT_FOUND : ProblemCode.CONFLICT;
    return [problem(code, `expectedRevisions[${index}]`, expectation, now === 0 ? id : now)];
  });
}

/** The facts as this graph takes them, with what it does not take put to the problems. */
async function fitIn(edit: Edit, source: string, facts: readonly StatedFact[]): Promise<StatedFact[]> {
  const { run, problems } = edit;
  const own = new Set(facts.flatMap(({ fact }) => ('id' in fact ? [fact.id] : [])));
  const references = facts.flatMap(referencesOf);
  const described = await describe(run, [source, ...own, ...references.map(({ id }) => id)]);
  requireSource(edit, source, described);
  for (const { path, id } of references) {
    if (own.has(id) || described.has(id)) continue;
    problems.push(problem(ProblemCode.NOT_FOUND, path, 'the id of something in the graph, or in this edit', id));
  }
  return facts.map((stated) => {
    if (!('id' in stated.fact)) return stated;
    const there = described.get(stated.fact.id);
    if (there === undefined) problems.push(...badNewId(stated));
    const [claim] = stated.claims;
    if (there?.owners.some((owned) => owned.source !== source || owned.owner !== claim!.from)) {
      problems.push(
        problem(ProblemCode.CONFLICT, `${stated.path}.id`, 'an id of this role’s, of this source’s, or a new one', stated.fact.id),
      );
    }
    return there?.scheme ? withScheme(source, stated, there.scheme) : stated;
  });
}

async function refuseCircles(
  { run, problems }: Edit,
  source: string,
  facts: readonly (FactWrites & { path: string })[],
): Promise<void> {
  const written = facts.filter(({ claims: [claim] }) => CIRCLE_FREE.includes(claim!.type));
  if (written.length === 0) return;
  const rows = written.map(({ claims: [claim] }) => ({ id: claim!.id, type: claim!.type, from: claim!.from, to: claim!.to }));
  const closing = await run<{ id: string }>(queries.CIRCLES, { rows, source });
  for (const { claims: [claim], path } of written) {
    if (!closing.some(({ id }) => id === claim!.id)) continue;
    problems.push(problem(ProblemCode.CONFLICT, path, `what does not lead from ${claim!.to} back to ${claim!.from}`, null));
  }
} // prettier-ignore

/** What others point to stays in use, unless something took its place. Lesser things go with the last who spoke of them. */
async function refuseToVanish(
  { run, problems, gone }: Edit,
  retracted: readonly (Claimed & { source: string })[],
  pathOf: (claim: Claimed) => string,
): Promise<void> {
  const rows = await run<{ id: string; stays: boolean; count: number; pointing: string[] }>(queries.POINTING_TO_UNSPOKEN_OF, {
    ids: [...new Set(retracted.map(({ from }) => from))],
  });
  for (const { id, stays, count, pointing } of rows) {
    const claim = retracted.find(({ from }) => from === id)!;
    if (count > 0) {
      const named = `${pointing.join(', ')}${count > pointing.length ? ` and ${count - pointing.length} more` : ''}`;
      const remedy = stays ? 'a replacedBy fact, or nothing that points to it' : 'nothing that is tied to it';
      problems.push(problem(ProblemCode.IN_USE, pathOf(claim), `${remedy}; ${named} would be left behind`, id));
    } else if (!stays) {
      await run(queries.MARK_GONE, { ids: [id], source: claim.source });
      gone.push(id);
    }
  }
}

/** A thing that is said twice is written once. */
const isFirst = ({ claims: [claim] }: StatedFact, place: number, all: readonly StatedFact[]): boolean =>
  all.findIndex(({ claims: [other] }) => other!.id === claim!.id) === place;

/** Makes what curators say of one concept be said of another; what they say of that one already stands. */
async function moveClaims(edit: Edit, from: string, into: string): Promise<string[]> {
  const { run, target } = edit;
  const found = await run<Claimed & { type: ClaimType; source: string; properties: Record<string, unknown> }>(queries.CURATED_CLAIMS, {
    id: from,
  });
  const end = (id: string): string => (id === from ? into : id);
  const moved: string[] = [];
  for (const claims of groupBy(found, ({ source, type }) => `${source} ${type}`).values()) {
    const { type, source } = claims[0]!;
    const kind = kindOfClaim(type, from);
    const writes = claims
      .map(({ properties: { id: _id, source: _source, ...said }, ...claim }): ClaimWrite =>
        claimOf(type, end(claim.from), end(claim.to), source, said),
      )
      .filter((claim) => claim.from !== claim.to);
    const there = new Set((await run<Claimed>(queries.CLAIMS_BY_IDS, { ids: writes.map(({ id }) => id) })).map(({ id }) => id));
    const fresh = writes.filter(({ id }) => !there.has(id)).map((claim) => ({ kind, nodes: [], claims: [claim], path: 'into' }));
    await target.facts(source, fresh);
    await target.retract(source, kind, claims);
    await refuseCircles(edit, source, fresh);
    moved.push(...fresh.map(({ claims: [claim] }) => claim!.id));
  }
  return moved;
}
