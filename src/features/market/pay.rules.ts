import type { ExperienceRange } from '../role/role-facts.type.js';
import type { PayPeriod, SalaryEstimate, SalarySummary } from './pay.type.js';

/** An estimate as it is kept: the years that its source pairs it with stand on it. */
export interface Estimate extends SalaryEstimate {
  readonly minYears: number | null;
  readonly maxYears: number | null;
}

export function experienceOf({ minYears, maxYears, label, claims }: Estimate): ExperienceRange | null {
  return minYears === null && maxYears === null ? null : { minYears, maxYears, label, claims };
}

const PER_YEAR: Record<`${PayPeriod}`, number> = { YEAR: 1, MONTH: 12, HOUR: 2_080 };

/** The claims of pay drawn together as `SalarySummary` describes; null where none is comparable. */
export function summarise(estimates: readonly Estimate[], currency: string, country: string): SalarySummary | null {
  const comparable = estimates.filter(
    (estimate) => estimate.currency === currency && (estimate.country === null || estimate.country === country),
  );
  if (comparable.length === 0) return null;
  const yearly = comparable.map((estimate) => {
    const perYear = (value: number | null): number[] => (value === null ? [] : [value * PER_YEAR[estimate.period]]);
    const { min, max, mean, median, p10, p25, p75, p90 } = estimate;
    return {
      figures: [min, max, mean, median, p10, p25, p75, p90].flatMap(perYear),
      point: perYear(median ?? mean),
      middle: min === null || max === null ? [] : perYear((min + max) / 2),
      ofNoLevel: estimate.level === null,
      openEnded: estimate.openEnded,
    };
  });
  const figures = yearly.flatMap((estimate) => estimate.figures);
  const high = highest(figures);
  const places = yearly.flatMap(({ point, middle }) => [...point, ...middle]);
  const overall = yearly.flatMap(({ point, ofNoLevel }) => (ofNoLevel ? point : []));
  const typical = medianOf(overall.length > 0 ? overall : places);
  return {
    currency,
    period: 'YEAR' as PayPeriod,
    low: figures.length === 0 ? null : Math.min(...figures),
    high,
    openEnded: yearly.some((estimate) => estimate.openEnded && highest(estimate.figures) === high),
    typical,
    estimateCount: comparable.length,
    disagreement: typical === null || places.length < 2 ? null : (Math.max(...places) - Math.min(...places)) / typical,
  };
}

const highest = (values: readonly number[]): number | null => (values.length === 0 ? null : Math.max(...values));

function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
