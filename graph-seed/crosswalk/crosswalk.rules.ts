import type { FactOf } from '../facts.js';

/** The top of the crosswalk's scale of confidence: 0.5, 1, 2. */
const SURE = 2;
const SCALE: readonly number[] = [0.5, 1, SURE];

export interface CrosswalkRow {
  concept_uri: string;
  onet_code: string;
  onet_occupation: string;
  confidence: string;
}

/** 0.25, 0.5 or 1; undefined where the row states no such confidence. */
export function confidenceOf({ confidence }: CrosswalkRow): number | undefined {
  const value = Number(confidence);
  return SCALE.includes(value) ? value / SURE : undefined;
}

/**
 * How the O*NET side compares to the ESCO side. The crosswalk gives each ESCO occupation its best match, which need not be a
 * good one. So EXACT only where it is the O*NET occupation of no other and the crosswalk is sure; BROAD where it serves
 * several, or is one of O*NET's remainders ("…, all other"); otherwise CLOSE.
 */
export function matchRule(rows: readonly CrosswalkRow[]): (row: CrosswalkRow) => FactOf<'same-as'>['match'] {
  const esco = count(rows.map((row) => row.concept_uri));
  const onet = count(rows.map((row) => row.onet_code));
  return (row) => {
    if (onet.get(row.onet_code)! > 1 || /, all other$/i.test(row.onet_occupation)) return 'BROAD';
    return esco.get(row.concept_uri) === 1 && confidenceOf(row) === 1 ? 'EXACT' : 'CLOSE';
  };
}

function count(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
