import { type Affinity, buildAffinity, type Likeness, MOST_NEIGHBOURS } from './affinity/affinity.js';
import { relatedSkills } from './affinity/skill-relatedness.js';
import {
  type CareerMap,
  type Certifications,
  type Clauses,
  type Concepts,
  conceptsOf,
  listsOf,
  MOVE_KINDS,
  type Moves,
  NECESSITIES,
  requiredSkills,
  type Roles,
  type Skills,
} from './career-map.js';
import type { CareerRows, MoveClaim, MoveRow, SkillRow } from './career-rows.js';
import { clausesOf } from './clauses.js';
import { medianParts } from './effort.js';
import { groupEquivalents } from './equivalents.js';
import { type Stop, stopsOf, withLadders } from './stops.js';

/** Draws together what is one thing, infers what is alike, and lays it all out for search. */
export function buildCareerMap(rows: CareerRows): CareerMap {
  const skills = groupSkills(rows);
  const placeOf = new Map(skills.flatMap((group, place) => group.map(({ id }) => [id, place] as const)));
  const merged = stopsOf(rows);
  const ladders = withLadders(merged, rows.moves);
  const stops = merged.map((stop, index) => ({
    ...stop,
    requirements: ladders.requirements[index]!.map((claim) => {
      const skill = skills[placeOf.get(claim.skill)!]![0]!.id;
      return skill === claim.skill ? claim : { ...claim, skill };
    }),
  }));
  const clauses = clausesOfAll(stops, placeOf);
  const certifications = certificationsOf(rows, placeOf);
  const families = conceptsOf([...new Set([...rows.familyParents.flat(), ...rows.roles.flatMap((role) => role.families)])].sort());
  const roles = rolesOf(rows, stops);
  const map = {
    revision: rows.revision,
    roles,
    stops: {
      count: stops.length,
      roles: listsOf(stops.map((stop) => stop.roles.map(({ id }) => roles.indexOf.get(id)!))),
      stage: Uint8Array.from(stops, ({ stage }) => stage ?? 0),
      jobZone: Uint8Array.from(stops, ({ jobZone }) => jobZone ?? 0),
      minYears: Float64Array.from(stops, ({ minYears }) => minYears ?? NaN),
      education: Int8Array.from(stops, ({ education }) => education ?? -1),
      families: listsOf(familiesOf(stops, rows, families)),
      pay: stops.map(({ pay }) => new Map(pay.toReversed().map(({ currency, ...figures }) => [currency, figures]))),
    },
    clauses,
    skills: layOutSkills(skills, placeOf, clauses, certifications),
    certifications,
    families,
    moves: movesOf(stops, ladders.moves, buildAffinity({ ...rows, roles: stops })),
  };
  return { ...map, medians: medianParts(map) };
}

/** Skills that are one, the one that stands for them first: active before retired, the guides' own, O*NET's, ESCO's, by id. */
function groupSkills({ skills, sameSkills }: CareerRows): SkillRow[][] {
  const byId = new Map(skills.map((skill) => [skill.id, skill]));
  const taxonomy = (id: string): number => ['skill:onet/', 'skill:esco/'].findIndex((beginning) => id.startsWith(beginning));
  return groupEquivalents([...byId.keys()], sameSkills, (id) => String(taxonomy(id))).map((ids) =>
    ids
      .map((id) => byId.get(id)!)
      .sort((a, b) => Number(b.active) - Number(a.active) || taxonomy(a.id) - taxonomy(b.id) || (a.id < b.id ? -1 : 1)),
  );
}

function rolesOf({ roles }: CareerRows, stops: readonly Stop[]): Roles {
  const stopOf = new Map(stops.flatMap((stop, index) => stop.roles.map(({ id }) => [id, index] as const)));
  return {
    ...conceptsOf(roles.map(({ id }) => id)),
    titles: roles.map(({ title }) => title),
    schemes: roles.map(({ scheme }) => scheme),
    active: roles.map(({ active }) => active),
    stopOf: Uint32Array.from(roles, ({ id }) => stopOf.get(id)!),
  };
}

/** Of each stop, its families and all above them. */
function familiesOf(stops: readonly Stop[], { familyParents }: CareerRows, families: Concepts): number[][] {
  const parents = new Map<string, string[]>();
  for (const [id, parent] of familyParents) parents.set(id, [...(parents.get(id) ?? []), parent]);
  return stops.map((stop) => {
    const found = new Set(stop.families);
    for (const id of found) for (const parent of parents.get(id) ?? []) found.add(parent); // grows while it is walked
    return [...found].map((id) => families.indexOf.get(id)!).sort((a, b) => a - b);
  });
}

/** One stop after the other, into arrays that are long enough for all: as objects they would take more memory than all that comes of them. */
function clausesOfAll(stops: readonly Stop[], placeOf: ReadonlyMap<string, number>): Clauses {
  const most = stops.reduce((sum, { requirements }) => sum + requirements.length, 0);
  const [starts, skillStarts, skills] = [new Uint32Array(stops.length + 1), new Uint32Array(most + 1), new Uint32Array(most)];
  const [weight, importance, level] = [new Float64Array(most), new Float64Array(most), new Float64Array(most)];
  const necessity = new Uint8Array(most);
  let [count, skillCount] = [0, 0];
  stops.forEach(({ requirements }, stop) => {
    for (const clause of clausesOf(requirements, (id) => placeOf.get(id)!)) {
      for (const skill of clause.skills) skills[skillCount++] = skill;
      weight[count] = clause.weight;
      importance[count] = clause.importance;
      level[count] = clause.level;
      necessity[count] = NECESSITIES.indexOf(clause.necessity);
      skillStarts[++count] = skillCount;
    }
    starts[stop + 1] = count;
  });
  return {
    starts,
    skills: { starts: skillStarts.subarray(0, count + 1), items: skills.subarray(0, skillCount) },
    weight: weight.subarray(0, count),
    importance: importance.subarray(0, count),
    level: level.subarray(0, count),
    necessity: necessity.subarray(0, count),
  };
}

function certificationsOf({ certifications }: CareerRows, placeOf: ReadonlyMap<string, number>): Certifications {
  return {
    ...conceptsOf(certifications.map(({ id }) => id)),
    names: certifications.map(({ name }) => name),
    active: certifications.map(({ active }) => active),
    validates: listsOf(certifications.map(({ validates }) => [...new Set(validates.map((id) => placeOf.get(id)!))].sort((a, b) => a - b))),
  };
}

function layOutSkills(
  groups: readonly (readonly SkillRow[])[],
  placeOf: ReadonlyMap<string, number>,
  clauses: Clauses,
  certifications: Certifications,
): Skills {
  const certificationsOfSkills: number[][] = groups.map(() => []);
  const { starts, items } = certifications.validates;
  certifications.ids.forEach((_, certification) => {
    if (!certifications.active[certification]) return;
    for (const skill of items.subarray(starts[certification], starts[certification + 1]))
      certificationsOfSkills[skill]!.push(certification);
  });
  const linked = (linksOf: (skill: SkillRow) => readonly string[]): number[][] =>
    groups.map((group) => [...new Set(group.flatMap(linksOf).map((id) => placeOf.get(id)!))]);
  const { related, relatedness } = relatedSkills({
    count: groups.length,
    required: Array.from({ length: clauses.starts.length - 1 }, (_, stop) => [...new Set(requiredSkills(clauses, stop))]),
    broader: linked((skill) => skill.broader),
    related: linked((skill) => skill.related),
  });
  return {
    ids: groups.map(([first]) => first!.id),
    indexOf: placeOf,
    names: groups.map(([first]) => first!.name),
    related,
    relatedness: Float64Array.from(relatedness, rounded),
    certifications: listsOf(certificationsOfSkills),
  };
}

interface Move {
  documented: number;
  affinity: number;
  parts: readonly number[];
  claims: ReadonlyMap<string, MoveClaim>;
}
const NO_CLAIMS: ReadonlyMap<string, MoveClaim> = new Map();

/**
 * The moves from each stop: documented ones, however alike the two are, and inferred ones to what is alike enough, unless
 * they skip a stage or a job zone, which nobody is known to do.
 */
function movesOf(stops: readonly Stop[], documented: readonly MoveRow[], affinity: Affinity): Moves {
  const stopOf = new Map(stops.flatMap((stop, index) => stop.roles.map(({ id }) => [id, index] as const)));
  const moves = stops.map(() => new Map<number, Move>());
  const unlike = affinity.partNames.map(() => 0);
  for (const { from, to, kind, claims } of documented) {
    const [start, end] = [stopOf.get(from), stopOf.get(to)];
    if (start === undefined || end === undefined || start === end) continue;
    const place = Math.max(MOVE_KINDS.indexOf(kind as never), 0) || MOVE_KINDS.indexOf('RELATED'); // a feeder's is related, seen from it
    const known = moves[start]!.get(end);
    const alike = known ?? likeness(affinity, start, end) ?? { affinity: NaN, parts: unlike };
    moves[start]!.set(end, {
      documented: known ? Math.min(known.documented, place) : place,
      affinity: alike.affinity,
      parts: alike.parts,
      claims: new Map([...(known?.claims ?? []), ...claims.map((claim) => [claim.id, claim] as const)]),
    });
  }
  const most = moves.reduce((sum, { size }) => sum + size + MOST_NEIGHBOURS, 0);
  const partCount = affinity.partNames.length;
  const [starts, claimStarts] = [new Uint32Array(stops.length + 1), new Uint32Array(most + 1)];
  const [to, kinds, alikes] = [new Uint32Array(most), new Uint8Array(most), new Float64Array(most)];
  const parts = new Float64Array(most * partCount);
  const claims: MoveClaim[] = [];
  let count = 0;
  stops.forEach((stop, start) => {
    for (const { role: end, ...likeness } of affinity.neighbours(start)) {
      const other = stops[end]!;
      if (moves[start]!.has(end) || !other.active || skips(stop.stage, other.stage) || skips(stop.jobZone, other.jobZone)) continue;
      moves[start]!.set(end, { ...likeness, documented: 0, claims: NO_CLAIMS });
    }
    for (const [end, move] of [...moves[start]!].sort(([a], [b]) => a - b)) {
      to[count] = end;
      kinds[count] = move.documented;
      alikes[count] = rounded(move.affinity);
      parts.set(move.parts, count * partCount);
      claims.push(...move.claims.values());
      claimStarts[++count] = claims.length;
    }
    moves[start]!.clear(); // laid out, they take a tenth of the memory
    starts[start + 1] = count;
  });
  return {
    starts,
    to: to.subarray(0, count),
    documented: kinds.subarray(0, count),
    affinity: alikes.subarray(0, count),
    partNames: affinity.partNames,
    parts: parts.subarray(0, count * partCount),
    claimed: { starts: claimStarts.subarray(0, count + 1), items: Uint32Array.from(claims.keys()) },
    claims,
  };
}

/** The model's figures are no better than this. */
const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;

/** Titles by themselves do not say how alike the work is: null, where nothing but them is known of either role. */
function likeness(affinity: Affinity, from: number, to: number): Likeness | null {
  const found = affinity.between(from, to);
  const titles = affinity.partNames.indexOf('titles');
  return found?.parts.some((part, place) => place !== titles && part !== 0) ? found : null;
}

/** A step down may be any number of rungs; up, it is one at a time. */
const skips = (from: number | null, to: number | null): boolean => from !== null && to !== null && to > from + 1;
