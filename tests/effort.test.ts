import { DEFAULT_WEIGHTS, medianParts, moveBetween, moveEffort, moverOf, scaleOf } from '../src/career-map/effort.js';
import { moveKind, SAME_FIELD_AFFINITY } from '../src/career-map/move-kind.js';
import { payChange } from '../src/career-map/pay-change.js';
import { naivePay, naiveParts, naiveTotal } from './support/naive-paths.js';
import { Random } from './support/random.js';
import { forEachRandomMap, randomCareerMap, randomProfile, smallShape, withMoves } from './support/random-career-map.js';

const PARTS = ['skillGap', 'levelGap', 'educationGap', 'unfamiliarity'] as const;

describe('The effort of a move', () => {
  test('is that of its definition, part by part, on random graphs', () => {
    forEachRandomMap(200, ({ random, map, seed }) => {
      const profile = randomProfile(random, map);
      const from = profile.stops[0] ?? null;
      const to = random.whole(0, map.stops.count - 1);
      const move = from === null ? -1 : moveBetween(map, from, to);
      const weights = random.chance(0.5) ? { skillGap: random.next(), educationGap: 2 * random.next() } : null;
      const effort = moveEffort(map, scaleOf(map, weights), moverOf(map, profile), from, to, move);
      const expected = naiveParts(map, profile, profile.stops, from, to, move < 0 ? null : move);
      for (const part of PARTS) {
        if (expected[part] === null) expect({ seed, [part]: effort[part] }).toEqual({ seed, [part]: null });
        else expect(effort[part]).toBeCloseTo(expected[part], 9);
      }
      expect(effort.total).toBeCloseTo(naiveTotal(map, expected, weights), 8);
      const counts = { ...DEFAULT_WEIGHTS, ...weights };
      expect({ seed, estimated: effort.estimated }).toEqual({
        seed,
        estimated: PARTS.some((part) => expected[part] === null && counts[part] > 0),
      });
    });
  });

  test('never rises with what is owned', () => {
    forEachRandomMap(200, ({ random, map, seed }) => {
      const profile = randomProfile(random, map);
      const from = profile.stops[0] ?? null;
      const to = random.whole(0, map.stops.count - 1);
      const skill = random.whole(0, map.skills.ids.length - 1);
      const more = profile.owned.map((level, place) => (place === skill ? Math.max(level, random.next()) : level));
      const totalWith = (owned: Float64Array): number =>
        moveEffort(map, scaleOf(map), moverOf(map, { ...profile, owned }), from, to, -1).total;
      expect({ seed, rises: totalWith(more) > totalWith(profile.owned) }).toEqual({ seed, rises: false });
    });
  });

  test('follows the weights: all on one part is that part', () => {
    forEachRandomMap(100, ({ random, map }) => {
      const profile = randomProfile(random, map, 1);
      const from = profile.stops[0]!;
      const to = random.whole(0, map.stops.count - 1);
      for (const part of PARTS) {
        const only = { skillGap: 0, levelGap: 0, educationGap: 0, unfamiliarity: 0, [part]: 1 };
        const effort = moveEffort(map, scaleOf(map, only), moverOf(map, profile), from, to, moveBetween(map, from, to));
        if (effort[part] !== null) expect(effort.total).toBeCloseTo(effort[part], 8);
      }
    });
  });

  test('counts what is not known as the graph’s median of it, and not at all where no move knows it', () => {
    const map = {
      ...randomCareerMap(new Random(5), smallShape(new Random(5))),
      medians: { skillGap: 0.5, levelGap: 0.25, educationGap: null, unfamiliarity: null },
    };
    const weights = { skillGap: 3, levelGap: 1, educationGap: 1, unfamiliarity: 1 };
    const scale = scaleOf(map, weights);
    const nothing = moveEffort(map, scale, { owned: { levels: new Float64Array(99), oneOf: [] }, years: NaN, education: -1 }, null, 0, -1);
    expect(naiveTotal(map, { ...nothing, skillGap: null, levelGap: null }, weights)).toBeCloseTo((3 * 0.5 + 0.25) / 4, 9);
  });
});

describe('The medians of a graph', () => {
  test('are of its moves, each for who owns what its start requires', () => {
    forEachRandomMap(100, ({ map, seed }) => {
      const nobody = { stops: [], owned: new Float64Array(map.skills.ids.length), years: null, education: null };
      const all = [...Array(map.stops.count).keys()].flatMap((from) =>
        [...Array(map.stops.count).keys()].flatMap((to) => {
          const move = moveBetween(map, from, to);
          return move < 0 ? [] : [naiveParts(map, nobody, [from], from, to, move)];
        }),
      );
      const medians = medianParts(map);
      for (const part of PARTS) {
        const known = all.flatMap((parts) => parts[part] ?? []).sort((a, b) => a - b);
        if (known.length === 0) expect({ seed, [part]: medians[part] }).toEqual({ seed, [part]: null });
        else expect(medians[part]).toBeCloseTo((known[(known.length - 1) >> 1]! + known[known.length >> 1]!) / 2, 9);
      }
    });
  });
});

describe('The kind of a move', () => {
  const SENIOR = 4;
  /** Two stops with a move from the first to the second. */
  const kindOf = (given: {
    stages?: [number, number];
    zones?: [number, number];
    documented?: Parameters<typeof withMoves>[1][number]['documented'];
    affinity?: number;
    families?: [number[], number[]];
  }) => {
    const map = withMoves(2, [{ from: 0, to: 1, documented: given.documented ?? null, affinity: given.affinity ?? NaN }], {
      stage: given.stages ?? [0, 0],
      jobZone: given.zones ?? [0, 0],
      families: given.families ?? [[], []],
    });
    return moveKind(map, 0, 1);
  };
  const alike = SAME_FIELD_AFFINITY + 0.1;

  test('is a promotion where a source documents a progression, whatever else is known', () => {
    expect(kindOf({ documented: 'PROGRESSION' })).toBe('PROMOTION');
    expect(kindOf({ documented: 'PROGRESSION', stages: [5, 4] })).toBe('PROMOTION');
  });

  test('is a promotion to a higher stage of the same field', () => {
    expect(kindOf({ stages: [3, SENIOR], affinity: alike })).toBe('PROMOTION');
    expect(kindOf({ stages: [3, SENIOR], families: [[0], [0]] })).toBe('PROMOTION');
    expect(kindOf({ stages: [3, SENIOR], affinity: SAME_FIELD_AFFINITY - 0.1 })).toBe('CAREER_CHANGE');
  });

  test('is a step down from senior to mid-level, in whatever field, documented or not', () => {
    expect(kindOf({ stages: [SENIOR, 3], affinity: alike })).toBe('STEP_DOWN');
    expect(kindOf({ stages: [SENIOR, 3], documented: 'ALTERNATIVE' })).toBe('STEP_DOWN');
    expect(kindOf({ stages: [SENIOR, 3], documented: 'SPECIALIZATION' })).toBe('STEP_DOWN');
  });

  test('goes by job zones only where stages are not known of both', () => {
    expect(kindOf({ zones: [4, 3], affinity: alike })).toBe('STEP_DOWN');
    expect(kindOf({ zones: [4, 3], stages: [SENIOR, 0], affinity: alike })).toBe('STEP_DOWN');
    expect(kindOf({ zones: [4, 3], stages: [3, SENIOR], affinity: alike })).toBe('PROMOTION');
    expect(kindOf({ zones: [3, 4], affinity: alike })).toBe('LATERAL');
  });

  test('is a specialization where a source says so', () => {
    expect(kindOf({ documented: 'SPECIALIZATION' })).toBe('SPECIALIZATION');
    expect(kindOf({ documented: 'SPECIALIZATION', stages: [3, 4], affinity: alike })).toBe('SPECIALIZATION');
  });

  test('is lateral in the same field and a change of career out of it', () => {
    expect(kindOf({ affinity: alike })).toBe('LATERAL');
    expect(kindOf({ documented: 'RELATED', families: [[1], [1]] })).toBe('LATERAL');
    expect(kindOf({ documented: 'RELATED', families: [[1], [0]] })).toBe('CAREER_CHANGE');
    expect(kindOf({})).toBe('CAREER_CHANGE');
  });

  test('does not take a wide family for a field when there is a narrower one', () => {
    const map = withMoves(4, [{ from: 0, to: 1, documented: null, affinity: 0.1 }], {
      families: [
        [0, 1],
        [0, 2],
        [0, 1],
        [0, 2],
      ],
    });
    expect(moveKind(map, 0, 1)).toBe('CAREER_CHANGE');
    expect(moveKind(map, 0, 2)).toBe('LATERAL');
  });

  test('is a change of career from no role', () => {
    expect(moveKind(withMoves(1, [], {}), null, 0)).toBe('CAREER_CHANGE');
  });
});

describe('The change in pay', () => {
  const pay = (...figures: [string, number][]) =>
    new Map(figures.map(([currency, typical]) => [currency, { typical, basis: `${currency} ${typical}` }]));
  const change = (from: ReturnType<typeof pay>, to: ReturnType<typeof pay>) => payChange({ stops: { pay: [from, to] } } as never, 0, 1);

  test('is in dollars where both ends have them, and says what it compares', () => {
    expect(change(pay(['EUR', 40], ['USD', 50]), pay(['EUR', 80], ['USD', 60]))).toEqual({
      currency: 'USD', from: 50, to: 60, absolute: 10, ratio: 1.2, basis: 'Typical pay a year, before: USD 50; after: USD 60',
    }); // prettier-ignore
  });

  test('is in the first currency, by name, that both share', () => {
    expect(change(pay(['GBP', 40], ['EUR', 50], ['USD', 1]), pay(['GBP', 50], ['EUR', 40]))).toMatchObject({ currency: 'EUR', ratio: 0.8 });
  });

  test('is not known across currencies, nor from no role', () => {
    expect(change(pay(['EUR', 40]), pay(['USD', 40]))).toBeNull();
    expect(payChange({ stops: { pay: [pay(['USD', 1])] } } as never, null, 0)).toBeNull();
  });

  test('is that of its definition on random graphs', () => {
    forEachRandomMap(100, ({ random, map, seed }) => {
      const [from, to] = [random.whole(0, map.stops.count - 1), random.whole(0, map.stops.count - 1)];
      const expected = naivePay(map, from, to);
      const found = payChange(map, from, to);
      expect({ seed, pay: found && { from: found.from, to: found.to } }).toEqual({ seed, pay: expected });
    });
  });
});
