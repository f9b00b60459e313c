import type { Fact, FactOf } from '../../graph-seed/facts.js';
import { type CareerRows, EDUCATION_LEVELS, type MoveRow, type RoleRow, type SkillRow } from '../../src/career-map/career-rows.js';

type Draft<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };

const MOVE_KINDS = { RELATED: 'RELATED', ALTERNATIVE: 'ALTERNATIVE', SPECIALIZATION: 'SPECIALIZATION', FEEDER: 'FEEDER' } as const;

/** What the graph would hold of these facts, as rows: without pay and certifications, which the affinity of roles does not look at. */
export async function rowsOfFacts(sources: readonly { id: string; facts: AsyncIterable<Fact> | Iterable<Fact> }[]): Promise<CareerRows> {
  const draft = new RowsDraft();
  for (const { id, facts } of sources) for await (const fact of facts) draft.add(fact, id);
  return draft.rows();
}

class RowsDraft {
  private readonly roles = new Map<string, Draft<RoleRow>>();
  private readonly skills = new Map<string, Draft<SkillRow>>();
  private readonly levels = new Map<string, FactOf<'level'>>();
  private readonly moves = new Map<string, Draft<MoveRow>>();
  private readonly familyParents: [string, string][] = [];
  private readonly sameRoles: [string, string][] = [];
  private readonly sameSkills: [string, string][] = [];

  add(fact: Fact, source: string): void {
    if (fact.fact === 'role') this.role(fact.id, fact);
    else if (fact.fact === 'skill') this.skill(fact.id, fact);
    else if (fact.fact === 'level') this.levels.set(fact.id, fact);
    else if (fact.fact === 'name') this.roles.get(fact.of)?.names.push(fact.text);
    else if (fact.fact === 'external-id') this.roles.get(fact.of)?.codes.push(`${fact.scheme} ${fact.value}`);
    else if (fact.fact === 'in-family') this.role(fact.role).families.push(fact.family);
    else if (fact.fact === 'involves') this.role(fact.role).activities.push(fact.activity);
    else if (fact.fact === 'responsible-for') this.role(fact.role).tasks.push(fact.text);
    else if (fact.fact === 'related-to') this.skill(fact.from).related.push(fact.to);
    else if (fact.fact === 'broader') this.broader(fact);
    else if (fact.fact === 'same-as' && fact.match === 'EXACT') this.same(fact);
    else if (fact.fact === 'at-level') this.level(fact);
    else if (fact.fact === 'educated') this.education(fact);
    else if (fact.fact === 'requires') this.requirement(fact, source);
    else if (fact.fact === 'adjacent-to') this.move(fact, source);
  }

  rows(): CareerRows {
    return {
      revision: 0,
      roles: [...this.roles.values()],
      skills: [...this.skills.values()],
      certifications: [],
      sameRoles: this.sameRoles,
      sameSkills: this.sameSkills,
      familyParents: this.familyParents,
      moves: [...this.moves.values()],
    };
  }

  private role(id: string, told?: FactOf<'role'>): Draft<RoleRow> {
    const row =
      this.roles.get(id) ??
      ({
        id, title: id, scheme: 'guide', active: true, summary: null, names: [], tasks: [], activities: [], families: [], codes: [], broader: [],
        stage: null, jobZone: null, minYears: null, education: null, pay: [], requirements: [],
      } satisfies Draft<RoleRow>); // prettier-ignore
    this.roles.set(id, row);
    if (told !== undefined) Object.assign(row, { title: told.title, scheme: told.scheme, summary: row.summary ?? told.summary ?? null });
    return row;
  }

  private skill(id: string, told?: FactOf<'skill'>): Draft<SkillRow> {
    const row = this.skills.get(id) ?? ({ id, name: id, active: true, kind: null, broader: [], related: [] } satisfies Draft<SkillRow>);
    this.skills.set(id, row);
    if (told !== undefined) Object.assign(row, { name: told.name, kind: told.kind ?? row.kind });
    return row;
  }

  private broader({ narrower, broader }: FactOf<'broader'>): void {
    if (narrower.startsWith('family:')) this.familyParents.push([narrower, broader]);
    else (narrower.startsWith('role:') ? this.role(narrower) : this.skill(narrower)).broader.push(broader);
  }

  private same({ a, b }: FactOf<'same-as'>): void {
    (a.startsWith('role:') ? this.sameRoles : this.sameSkills).push([a, b]);
  }

  private level({ role: id, level, minYears }: FactOf<'at-level'>): void {
    const role = this.role(id);
    const { scale, rank } = this.levels.get(level)!;
    if (scale === 'job-zone') role.jobZone = rank;
    if (scale === 'career-stage') role.stage = Math.min(rank, role.stage ?? rank);
    if (minYears !== undefined) role.minYears = Math.min(minYears, role.minYears ?? minYears);
  }

  private education({ role: id, level }: FactOf<'educated'>): void {
    if (level === undefined) return;
    const role = this.role(id);
    const rank = EDUCATION_LEVELS.indexOf(level);
    role.education = Math.min(rank, role.education ?? rank);
  }

  private requirement({ role, skill, importance, level, necessity, anyOf, stage }: FactOf<'requires'>, source: string): void {
    this.role(role).requirements.push({
      skill,
      importance: importance ?? null,
      level: level ?? null,
      necessity: necessity ?? null,
      anyOf: anyOf ?? null,
      stage: stage === undefined ? null : this.levels.get(stage)!.rank,
      source,
    });
  }

  private move({ from, to, kind, strength }: FactOf<'adjacent-to'>, sourceId: string): void {
    const key = `${from} ${to} ${kind}`;
    const move = this.moves.get(key) ?? { from, to, kind: MOVE_KINDS[kind], strength: strength ?? null, claims: [] };
    move.claims.push({ id: `${key} ${sourceId}`, sourceId, wording: null, asOf: null });
    this.moves.set(key, move);
  }
}
