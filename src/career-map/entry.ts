import { type CareerMap, listOf } from './career-map.js';
import { indexOf } from './map-index.js';
import { coverageOf, matchesOf, type Owned } from './owned.js';
import { isActive } from './stop-facts.js';

/**
 * From skills alone a role is within reach when at least this share of what it requires is owned: one thing in twenty. Few
 * and specific skills do not make more of a long list: Python, SQL and pandas are 5 to 9% of what Machine Learning Engineers
 * and Data Scientists need, and less of all but some twenty other roles.
 */
export const ENTRY_COVERAGE = 0.05;

/** The highest stage that asks for no career before it: entry. */
const ENTRY_STAGE = 2;

/** Whether a first role may be this one: it is open to beginners as far as is known, or to those with so many years. */
export function isOpenToEntry(map: CareerMap, stop: number, years: number | null): boolean {
  const { stage, minYears } = map.stops;
  return isActive(map, stop) && (stage[stop]! <= ENTRY_STAGE || (years !== null && minYears[stop]! <= years));
}

export const isWithinReach = (coverage: number): boolean => coverage >= ENTRY_COVERAGE - 1e-9;

/** Where someone may start who has skills and no role. */
export function entryStops(map: CareerMap, owned: Owned, years: number | null): number[] {
  return stopsTouched(map, owned).filter(
    (stop) => isOpenToEntry(map, stop, years) && isWithinReach(coverageOf(map, stop, matchesOf(map, stop, owned))),
  );
}

/** Stops that require something that an owned skill is of use for, ascending. */
export function stopsTouched(map: CareerMap, { levels }: Owned): number[] {
  const { standsInFor, namedIn, stopOfClause } = indexOf(map);
  const touched = new Uint8Array(map.stops.count);
  const touch = (skill: number): void => {
    for (const clause of listOf(namedIn, skill)) touched[stopOfClause[clause]!] = 1;
  };
  levels.forEach((level, skill) => {
    if (level === 0) return;
    touch(skill);
    listOf(standsInFor, skill).forEach(touch);
  });
  return [...touched.keys()].filter((stop) => touched[stop] === 1);
}
