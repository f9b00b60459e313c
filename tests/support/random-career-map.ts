import { type CareerMap, conceptsOf, type Lists, listsOf, MOVE_KINDS } from '../../src/career-map/career-map.js';
import type { MoveClaim, Scheme } from '../../src/career-map/career-rows.js';
import { medianParts } from '../../src/career-map/effort.js';
import type { Profile } from '../../src/career-map/owned.js';
import { Random } from './random.js';

export interface Shape {
  stops: number;
  skills: number;
  /** Clauses of a stop, at most. */
  clauses: number;
  /** The share of pairs of stops between which a move leads. */
  density: number;
}

export const smallShape = (random: Random): Shape => ({
  stops: random.whole(2, 12),
  skills: random.whole(3, 16),
  clauses: random.whole(1, 8),
  density: 0.1 + 0.5 * random.next(),
});

/** A map with everything that one may have: holes in the data, equivalents, alternatives, retired roles, two currencies. */
export function randomCareerMap(random: Random, { stops: count, skills: skillCount, clauses: most, density }: Shape): CareerMap {
  const stops = Array.from({ length: count }, (_, stop) => stop);
  const skillPlaces = Array.from({ length: skillCount }, (_, skill) => skill);
  const sometimes = <T>(share: number, value: () => T, otherwise: T): T => (random.chance(share) ? value() : otherwise);
  const shuffled = (prefix: string, of: number): string[] =>
    random.sample(
      Array.from({ length: of }, (_, place) => `${prefix}:${String(place).padStart(2, '0')}`),
      of,
    );

  const roleCounts = stops.map(() => sometimes(0.2, () => 2, 1));
  let role = 0;
  const rolesOfStops = roleCounts.map((roles) => Array.from({ length: roles }, () => role++));
  const roleIds = shuffled('role', role);
  const active = roleIds.map(() => random.chance(0.95));
  for (const roles of rolesOfStops) roles.sort((a, b) => Number(active[b]) - Number(active[a]));

  const clauses = stops.map(() =>
    Array.from({ length: sometimes(0.9, () => random.whole(1, most), 0) }, () => ({
      skills: random
        .sample(
          skillPlaces,
          sometimes(0.2, () => random.whole(2, 3), 1),
        )
        .sort((a, b) => a - b),
      weight: random.pick([0.25, 0.5, 1, random.next() + 0.01]),
      importance: sometimes(0.5, () => random.next(), NaN),
      level: sometimes(0.4, () => random.pick([0, 0.3, 0.7, random.next()]), NaN),
      necessity: random.whole(0, 2),
    })).sort((a, b) => b.weight - a.weight),
  );
  const related = skillPlaces.map((skill) =>
    random.sample(
      skillPlaces.filter((other) => other !== skill),
      random.whole(0, 3),
    ),
  );
  const families = Array.from({ length: 5 }, (_, family) => `family:${family}`);
  const certifications = shuffled('certification', random.whole(0, 6));
  const validates = certifications.map(() => random.sample(skillPlaces, random.whole(0, 4)).sort((a, b) => a - b));
  const certificationActive = certifications.map(() => random.chance(0.9));
  const moves = stops.map((from) =>
    stops
      .filter((to) => to !== from && active[rolesOfStops[to]![0]!] && random.chance(density))
      .map((to) => ({ to, documented: sometimes(0.4, () => random.whole(1, 4), 0) })),
  );
  const flatMoves = moves.flat();
  const claims = flatMoves.map(({ documented }, move): MoveClaim[] =>
    documented === 0 ? [] : [{ id: `claim:${move}`, sourceId: `source:${random.whole(1, 3)}`, wording: null, asOf: null }],
  );
  let claim = 0;
  const map = {
    revision: 1,
    roles: {
      ...conceptsOf(roleIds),
      titles: roleIds.map((id) => `Title of ${id}`),
      schemes: roleIds.map((): Scheme => random.pick(['guide', 'onet', 'esco'])),
      active,
      stopOf: Uint32Array.from(
        rolesOfStops.flatMap((roles, stop) => roles.map((place) => [place, stop] as const)).sort(([a], [b]) => a - b),
        ([, stop]) => stop,
      ),
    },
    stops: {
      count,
      roles: listsOf(rolesOfStops),
      stage: Uint8Array.from(stops, () => sometimes(0.6, () => random.whole(1, 8), 0)),
      jobZone: Uint8Array.from(stops, () => sometimes(0.6, () => random.whole(1, 5), 0)),
      minYears: Float64Array.from(stops, () => sometimes(0.5, () => random.whole(0, 14), NaN)),
      education: Int8Array.from(stops, () => sometimes(0.6, () => random.whole(0, 7), -1)),
      families: listsOf(
        stops.map(() =>
          random
            .sample(
              families.map((_, place) => place),
              random.whole(0, 3),
            )
            .sort((a, b) => a - b),
        ),
      ),
      pay: stops.map(
        () =>
          new Map(
            random
              .sample(['EUR', 'GBP', 'USD'], random.whole(0, 3))
              .map((currency) => [currency, { typical: 1000 * random.whole(20, 60), basis: `${currency} figures` }]),
          ),
      ),
    },
    clauses: {
      starts: startsOf(clauses),
      skills: listsOf(clauses.flat().map(({ skills }) => skills)),
      weight: Float64Array.from(clauses.flat(), ({ weight }) => weight),
      importance: Float64Array.from(clauses.flat(), ({ importance }) => importance),
      level: Float64Array.from(clauses.flat(), ({ level }) => level),
      necessity: Uint8Array.from(clauses.flat(), ({ necessity }) => necessity),
    },
    skills: {
      ...conceptsOf(shuffled('skill', skillCount)),
      names: skillPlaces.map((skill) => `Skill ${skill}`),
      related: listsOf(related),
      relatedness: Float64Array.from(related.flat(), () => 0.3 + 0.6 * random.next()),
      certifications: listsOf(
        skillPlaces.map((skill) =>
          certifications.flatMap((_, place) => (validates[place]!.includes(skill) && certificationActive[place] ? [place] : [])),
        ),
      ),
    },
    certifications: { ...conceptsOf(certifications), names: certifications, active: certificationActive, validates: listsOf(validates) },
    families: conceptsOf(families),
    moves: {
      starts: startsOf(moves),
      to: Uint32Array.from(flatMoves, ({ to }) => to),
      documented: Uint8Array.from(flatMoves, ({ documented }) => documented),
      affinity: Float64Array.from(flatMoves, () => sometimes(0.8, () => random.next(), NaN)),
      partNames: ['tasks', 'titles'],
      parts: Float64Array.from(flatMoves.flatMap(() => [random.next() / 2, random.next() / 2])),
      claimed: listsOf(claims.map((of) => of.map(() => claim++))),
      claims: claims.flat(),
    },
  };
  return { ...map, medians: medianParts(map) };
}

const startsOf = (lists: readonly (readonly unknown[])[]): Uint32Array => listsOf(lists.map((list) => list.map(() => 0))).starts;

export function randomProfile(random: Random, { stops, skills }: CareerMap, held = random.whole(0, 2)): Profile {
  return {
    stops: random.sample([...Array(stops.count).keys()], held),
    owned: Float64Array.from(skills.ids, () => (random.chance(0.3) ? random.pick([1, 1, 0.5, random.next()]) : 0)),
    years: random.chance(0.5) ? random.whole(0, 10) : null,
    education: random.chance(0.5) ? random.whole(0, 7) : null,
  };
}

export const listAt = ({ starts, items }: Lists, index: number): number[] => [...items.slice(starts[index], starts[index + 1])];
export const documentedKind = (map: CareerMap, move: number): (typeof MOVE_KINDS)[number] => MOVE_KINDS[map.moves.documented[move]!]!;

export interface Drawn {
  seed: number;
  random: Random;
  map: CareerMap;
}

/** So many small graphs; what fails says which it was. */
export function forEachRandomMap(count: number, look: (drawn: Drawn) => void, shapeOf = smallShape): void {
  for (let seed = 1; seed <= count; seed++) {
    const random = new Random(seed);
    const map = randomCareerMap(random, shapeOf(random));
    try {
      look({ seed, random, map });
    } catch (error) {
      throw new Error(`Seed ${seed}: ${(error as Error).message}`, { cause: error });
    }
  }
}

export interface GivenMove {
  from: number;
  to: number;
  documented?: Exclude<(typeof MOVE_KINDS)[number], null> | null;
  affinity?: number;
}
export interface Given {
  stage?: number[];
  jobZone?: number[];
  minYears?: number[];
  education?: number[];
  families?: number[][];
  /** In dollars. */
  pay?: (number | null)[];
  schemes?: Scheme[];
  active?: boolean[];
  /** Skills of each stop, one clause each unless in a list. */
  requires?: (number | number[])[][];
  related?: [skill: number, other: number, relatedness: number][];
  certifications?: number[][];
}

/** A graph of so many roles, `role:0` on, with these moves and what else is given: nothing is known of the rest. */
export function withMoves(count: number, given: GivenMove[], more: Given): CareerMap {
  const stops = Array.from({ length: count }, (_, stop) => stop);
  const moves = stops.map((stop) => given.filter(({ from }) => from === stop).sort((a, b) => a.to - b.to));
  const flat = moves.flat();
  const clauses = stops.map((stop) => more.requires?.[stop] ?? []);
  const flatClauses = clauses.flat();
  const related = more.related ?? [];
  const validates = more.certifications ?? [];
  const skillCount = 1 + Math.max(-1, ...flatClauses.flat(), ...related.flatMap(([skill, other]) => [skill, other]), ...validates.flat());
  const skills = Array.from({ length: skillCount }, (_, skill) => skill);
  const claims = flat.map(({ documented }, move): MoveClaim[] =>
    documented ? [{ id: `claim:${move}`, sourceId: `source:${move}`, wording: null, asOf: null }] : [],
  );
  let claim = 0;
  const map = {
    revision: 1,
    roles: {
      ...conceptsOf(stops.map((stop) => `role:${stop}`)),
      titles: stops.map((stop) => `Role ${stop}`),
      schemes: stops.map((stop) => more.schemes?.[stop] ?? ('guide' as const)),
      active: stops.map((stop) => more.active?.[stop] ?? true),
      stopOf: Uint32Array.from(stops),
    },
    stops: {
      count,
      roles: listsOf(stops.map((stop) => [stop])),
      stage: Uint8Array.from(stops, (stop) => more.stage?.[stop] ?? 0),
      jobZone: Uint8Array.from(stops, (stop) => more.jobZone?.[stop] ?? 0),
      minYears: Float64Array.from(stops, (stop) => more.minYears?.[stop] ?? NaN),
      education: Int8Array.from(stops, (stop) => more.education?.[stop] ?? -1),
      families: listsOf(stops.map((stop) => more.families?.[stop] ?? [])),
      pay: stops.map((stop) => new Map(more.pay?.[stop] ? [['USD', { typical: more.pay[stop], basis: 'Figures' }]] : [])),
    },
    clauses: {
      starts: startsOf(clauses),
      skills: listsOf(flatClauses.map((any) => [any].flat())),
      weight: new Float64Array(flatClauses.length).fill(1),
      importance: new Float64Array(flatClauses.length).fill(1),
      level: new Float64Array(flatClauses.length).fill(NaN),
      necessity: new Uint8Array(flatClauses.length),
    },
    skills: {
      ...conceptsOf(skills.map((skill) => `skill:${skill}`)),
      names: skills.map((skill) => `Skill ${skill}`),
      related: listsOf(skills.map((skill) => related.filter(([one]) => one === skill).map(([, other]) => other))),
      relatedness: Float64Array.from(
        skills.flatMap((skill) => related.filter(([one]) => one === skill).map(([, , closeness]) => closeness)),
      ),
      certifications: listsOf(skills.map((skill) => validates.flatMap((of, place) => (of.includes(skill) ? [place] : [])))),
    },
    certifications: {
      ...conceptsOf(validates.map((_, place) => `certification:${place}`)),
      names: validates.map((_, place) => `Certification ${place}`),
      active: validates.map(() => true),
      validates: listsOf(validates),
    },
    families: conceptsOf(['family:0', 'family:1', 'family:2']),
    moves: {
      starts: startsOf(moves),
      to: Uint32Array.from(flat, ({ to }) => to),
      documented: Uint8Array.from(flat, ({ documented }) => MOVE_KINDS.indexOf(documented ?? null)),
      affinity: Float64Array.from(flat, ({ affinity }) => affinity ?? NaN),
      partNames: ['tasks', 'titles'],
      parts: Float64Array.from(flat.flatMap(({ affinity = 0 }) => [affinity * 0.75, affinity * 0.25])),
      claimed: listsOf(claims.map((of) => of.map(() => claim++))),
      claims: claims.flat(),
    },
  };
  return { ...map, medians: medianParts(map) };
}
