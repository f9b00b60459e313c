import { type CareerMap, MOVE_KINDS } from './career-map.js';
import { moveBetween } from './effort.js';
import { indexOf } from './map-index.js';

export type Evidence = 'DOCUMENTED' | 'INFERRED';

/** A first move from skills alone is one that no source knows of. */
export const evidenceOf = ({ moves }: Pick<CareerMap, 'moves'>, move: number): Evidence =>
  move >= 0 && moves.documented[move]! > 0 ? 'DOCUMENTED' : 'INFERRED';

export type MoveKind = 'PROMOTION' | 'LATERAL' | 'SPECIALIZATION' | 'CAREER_CHANGE' | 'STEP_DOWN';

/** From here on two roles are of one field: it is likelier than not that the one is listed among those most related to the other. */
export const SAME_FIELD_AFFINITY = 0.5;

/**
 * What kind of move it is. A documented progression is a promotion; otherwise fewer stages (or, where these are not known,
 * fewer job zones) are a step down, a documented specialization is one, a higher stage in the same field is a promotion,
 * and what is neither higher nor lower there is lateral. All else, and whatever starts without a role, is a change of career.
 */
export function moveKind(
  map: CareerMap,
  from: number | null,
  to: number,
  move: number = from === null ? -1 : moveBetween(map, from, to),
): MoveKind {
  if (from === null) return 'CAREER_CHANGE';
  const documented = move < 0 ? null : MOVE_KINDS[map.moves.documented[move]!];
  if (documented === 'PROGRESSION') return 'PROMOTION';
  if (isStepDown(map, from, to, move)) return 'STEP_DOWN';
  if (documented === 'SPECIALIZATION') return 'SPECIALIZATION';
  if (!sameField(map, from, to, move)) return 'CAREER_CHANGE';
  return (climb(map.stops.stage, from, to) ?? 0) > 0 ? 'PROMOTION' : 'LATERAL';
}

export function isStepDown({ stops, moves }: CareerMap, from: number, to: number, move: number): boolean {
  if (move >= 0 && MOVE_KINDS[moves.documented[move]!] === 'PROGRESSION') return false;
  return (climb(stops.stage, from, to) ?? climb(stops.jobZone, from, to) ?? 0) < 0;
}

/** Ranks up or down; null where one of the two is not known. */
const climb = (scale: Uint8Array, from: number, to: number): number | null =>
  scale[from] === 0 || scale[to] === 0 ? null : scale[to]! - scale[from]!;

/** Alike enough, or in one family that is among the narrowest that each of the two is in. */
function sameField(map: CareerMap, from: number, to: number, move: number): boolean {
  if (move >= 0 && map.moves.affinity[move]! >= SAME_FIELD_AFFINITY) return true;
  const narrow = indexOf(map).narrowFamilies;
  return narrow[from]!.some((family) => narrow[to]!.includes(family));
}
