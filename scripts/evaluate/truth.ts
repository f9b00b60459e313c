import type { CareerRows } from '../../src/career-map/career-rows.js';
import type { FactOf } from '../../graph-seed/facts.js';

/** The rank of the last primary related occupation, of twenty. */
const PRIMARY = 10;
const MOST = 20;
const strengthOfRank = (rank: number): number => 1 - (rank - 1) / MOST;
const NEARLY = 1e-3;

type Related = ReadonlyMap<number, ReadonlySet<number>>;

/** Of each O*NET role that has any: the ten that O*NET calls primary related occupations, and all twenty. */
export function relatedOccupations({ roles, moves }: CareerRows): { primary: Related; all: Related } {
  const placeOf = new Map(roles.map(({ id }, place) => [id, place]));
  const among = (most: number): Related => {
    const related = new Map<number, Set<number>>();
    for (const { from, to, strength } of moves) {
      if (strength === null || strength < strengthOfRank(most) - NEARLY || !from.startsWith('role:onet/')) continue;
      const [origin, target] = [placeOf.get(from)!, placeOf.get(to)!];
      related.set(origin, (related.get(origin) ?? new Set()).add(target));
    }
    return related;
  };
  return { primary: among(PRIMARY), all: among(MOST) };
}

/**
 * What O*NET's links say of ESCO's roles, by way of the crosswalk: those whose O*NET counterpart is the same, or one of the
 * primary related occupations of its own, are related to it; and so are these O*NET occupations themselves.
 */
export function carriedOver(
  { roles }: CareerRows,
  matches: readonly FactOf<'same-as'>[],
  primary: Related,
  leastConfidence: number,
): Related {
  const placeOf = new Map(roles.map(({ id }, place) => [id, place]));
  const counterparts = new Map<number, number>();
  for (const { a, b, confidence } of matches) {
    const [esco, onet] = [placeOf.get(a), placeOf.get(b)];
    if (esco !== undefined && onet !== undefined && primary.has(onet) && (confidence ?? 0) >= leastConfidence) counterparts.set(esco, onet);
  }
  const escoOf = new Map<number, number[]>();
  for (const [esco, onet] of counterparts) escoOf.set(onet, [...(escoOf.get(onet) ?? []), esco]);
  const related = new Map<number, Set<number>>();
  for (const [esco, onet] of counterparts) {
    const alike = [onet, ...primary.get(onet)!];
    related.set(esco, new Set([...alike, ...alike.flatMap((other) => escoOf.get(other) ?? [])].filter((other) => other !== esco)));
  }
  return related;
}
