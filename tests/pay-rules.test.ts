import { type Estimate, summarise } from '../src/features/market/pay.rules.js';

const estimate = (given: Partial<Estimate>): Estimate =>
  ({
    country: null, currency: 'USD', period: 'YEAR', min: null, max: null, openEnded: false, mean: null, median: null,
    p10: null, p25: null, p75: null, p90: null, level: null, ...given,
  }) as Estimate; // prettier-ignore
const level = { id: 'level:mid', name: 'Mid', scale: 'career-stage', rank: 3, __typename: 'Level' };

describe('The summary of pay', () => {
  test('spans bands and points, and takes as typical the median of the points without a level', () => {
    const summary = summarise(
      [estimate({ min: 80, max: 120, level }), estimate({ mean: 160 }), estimate({ mean: 150 }), estimate({ mean: 400, level })],
      'USD',
      'US',
    );
    expect(summary).toMatchObject({ low: 80, high: 400, typical: 155, estimateCount: 4, openEnded: false });
    expect(summary!.disagreement).toBeCloseTo((400 - 100) / 155);
  });

  test('falls back on all points and the middles of bands', () => {
    expect(summarise([estimate({ min: 80, max: 120, level }), estimate({ mean: 150, level })], 'USD', 'US')!.typical).toBe(125);
  });

  test('is open-ended when the estimate that reaches highest is', () => {
    expect(summarise([estimate({ min: 250, max: 400, openEnded: true }), estimate({ mean: 300 })], 'USD', 'US')).toMatchObject({
      high: 400,
      openEnded: true,
    });
    expect(summarise([estimate({ min: 100, max: 200, openEnded: true }), estimate({ mean: 300 })], 'USD', 'US')).toMatchObject({
      high: 300,
      openEnded: false,
    });
  });

  test('is a year’s pay: an hour is 2,080 to the year, a month 12', () => {
    expect(
      summarise([estimate({ period: 'HOUR' as never, median: 10 }), estimate({ period: 'MONTH' as never, median: 1_000 })], 'USD', 'US'),
    ).toMatchObject({ low: 12_000, high: 20_800 });
  });

  test('leaves other currencies and countries out, and counts estimates that name no country', () => {
    const estimates = [
      estimate({ mean: 1, country: 'DE' }),
      estimate({ mean: 2, currency: 'EUR' }),
      estimate({ mean: 3 }),
      estimate({ mean: 4, country: 'US' }),
    ];
    expect(summarise(estimates, 'USD', 'US')).toMatchObject({ estimateCount: 2, low: 3, high: 4 });
    expect(summarise(estimates, 'GBP', 'US')).toBeNull();
  });

  test('says nothing of disagreement where there is nothing to compare', () => {
    expect(summarise([estimate({ mean: 5 })], 'USD', 'US')).toMatchObject({ disagreement: null, typical: 5 });
    expect(summarise([estimate({ p10: 5 })], 'USD', 'US')).toMatchObject({ typical: null, disagreement: null, low: 5 });
  });
});
