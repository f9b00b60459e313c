import type { CareerRows, MoveRow, RequirementRow, RoleRow, Scheme } from './career-rows.js';
import { groupEquivalents } from './equivalents.js';

const SCHEMES: readonly Scheme[] = ['guide', 'onet', 'esco', 'curated'];

/** Roles that are one occupation, with all that is said of any of them. Its own `id` is that of the role that stands for it. */
export interface Stop extends RoleRow {
  readonly roles: readonly RoleRow[];
}

/** Which of two equivalents stands for both: the active one, then by taxonomy, then by id. */
const standing = (a: RoleRow, b: RoleRow): number =>
  Number(b.active) - Number(a.active) || SCHEMES.indexOf(a.scheme) - SCHEMES.indexOf(b.scheme) || (a.id < b.id ? -1 : 1);

export function stopsOf({ roles, sameRoles }: CareerRows): Stop[] {
  const byId = new Map(roles.map((role) => [role.id, role]));
  return groupEquivalents([...byId.keys()], sameRoles, (id) => byId.get(id)!.scheme).map((ids) =>
    drawTogether(ids.map((id) => byId.get(id)!).sort(standing)),
  );
}

function drawTogether(roles: readonly RoleRow[]): Stop {
  const [first, ...others] = roles as [RoleRow, ...RoleRow[]];
  const all = <T>(listOf: (role: RoleRow) => readonly T[]): T[] => [...new Set(roles.flatMap(listOf))];
  const firstKnown = <T>(valueOf: (role: RoleRow) => T | null): T | null => roles.map(valueOf).find((value) => value !== null) ?? null;
  const least = (valueOf: (role: RoleRow) => number | null): number | null => {
    const known = roles.map(valueOf).filter((value) => value !== null);
    return known.length === 0 ? null : Math.min(...known);
  };
  return {
    ...first,
    roles,
    summary: firstKnown(({ summary }) => summary),
    names: [...new Set([...all(({ names }) => names), ...others.map(({ title }) => title)])],
    tasks: all(({ tasks }) => tasks),
    activities: all(({ activities }) => activities),
    families: all(({ families }) => families),
    codes: all(({ codes }) => codes),
    broader: all(({ broader }) => broader),
    stage: firstKnown(({ stage }) => stage),
    jobZone: firstKnown(({ jobZone }) => jobZone),
    minYears: least(({ minYears }) => minYears),
    education: least(({ education }) => education),
    pay: roles.flatMap(({ pay }) => pay), // the best standing first
    requirements: roles.flatMap(({ requirements }) => requirements),
  };
}

/** How far a ladder is followed. */
const RUNGS = 12;

/**
 * What a rung of a career has of it: a guide says of the career, not of Senior Machine Learning Engineer, what it needs and
 * where else it leads. A rung without requirements of its own has those of its ladder; all but the later stages' count.
 */
export function withLadders(stops: readonly Stop[], moves: readonly MoveRow[]): { requirements: RequirementRow[][]; moves: MoveRow[] } {
  const byRole = new Map(stops.flatMap((stop) => stop.roles.map(({ id }) => [id, stop] as const)));
  const beside = new Map<Stop, Set<Stop>>();
  const link = (one: Stop, other: Stop): void => void beside.set(one, (beside.get(one) ?? new Set()).add(other));
  for (const { from, to, kind } of moves) {
    if (kind !== 'PROGRESSION' || !byRole.has(from) || !byRole.has(to)) continue;
    link(byRole.get(from)!, byRole.get(to)!);
    link(byRole.get(to)!, byRole.get(from)!);
  }
  /** The others on a ladder with it. */
  const ladderOf = (stop: Stop): Stop[] => {
    const found = new Set([stop]);
    let reached = [stop];
    for (let step = 0; step < RUNGS && reached.length > 0; step++) {
      reached = reached.flatMap((rung) => [...(beside.get(rung) ?? [])]).filter((rung) => !found.has(rung) && found.add(rung));
    }
    return [...found].slice(1);
  };
  const adjacent = moves.filter(({ kind }) => kind !== 'PROGRESSION');
  const inherited: MoveRow[] = [];
  const requirements = stops.map((stop) => {
    const isRung = stop.requirements.length === 0 && beside.has(stop);
    const careers = isRung ? ladderOf(stop).filter(({ requirements }) => requirements.length > 0) : [];
    for (const { roles } of careers)
      for (const move of adjacent)
        if (roles.some(({ id }) => id === move.from) && byRole.get(move.to) !== stop) inherited.push({ ...move, from: stop.id });
    const claims = isRung ? careers.flatMap((career) => career.requirements) : stop.requirements;
    return claims.filter(({ stage }) => stage === null || stop.stage === null || stage <= stop.stage);
  });
  return { requirements, moves: [...moves, ...inherited] };
}
