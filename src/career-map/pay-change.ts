import type { CareerMap } from './career-map.js';

/** Typical pay a year, before and after. */
export interface PayChange {
  readonly currency: string;
  readonly from: number;
  readonly to: number;
  readonly absolute: number;
  /** After over before. */
  readonly ratio: number;
  /** Which figures are compared, in words. */
  readonly basis: string;
}

/** In US dollars where both ends have them, else in the first currency, by name, that they share; null where they share none. */
export function payChange({ stops }: Pick<CareerMap, 'stops'>, from: number | null, to: number): PayChange | null {
  if (from === null) return null;
  const [before, after] = [stops.pay[from]!, stops.pay[to]!];
  const shared = [...before.keys()].filter((currency) => after.has(currency)).sort();
  const currency = shared.includes('USD') ? 'USD' : shared[0];
  if (currency === undefined) return null;
  const [start, end] = [before.get(currency)!, after.get(currency)!];
  if (!(start.typical > 0)) return null;
  return {
    currency,
    from: start.typical,
    to: end.typical,
    absolute: end.typical - start.typical,
    ratio: end.typical / start.typical,
    basis:
      start.basis === end.basis
        ? `Typical pay a year, before and after: ${start.basis}`
        : `Typical pay a year, before: ${start.basis}; after: ${end.basis}`,
  };
}

/** What pay drops by, in the currency that the two are compared in; not known counts as none. */
export const payDrop = (map: Pick<CareerMap, 'stops'>, from: number | null, to: number): number =>
  Math.max(0, -(payChange(map, from, to)?.absolute ?? 0));
