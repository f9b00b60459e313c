import type { CareerMap } from '../../src/career-map/career-map.js';
import type { PathConstraints, PathQuery } from '../../src/career-map/path-query.js';
import type { Random } from './random.js';
import { randomProfile } from './random-career-map.js';

/** A query with any of the constraints, for any objective. */
export function randomQuery(random: Random, map: CareerMap): PathQuery {
  const stops = [...Array(map.stops.count).keys()];
  const sometimes = <T>(value: () => T, otherwise: T, share = 0.25): T => (random.chance(share) ? value() : otherwise);
  const constraints: PathConstraints = {
    maxSteps: random.whole(1, 5),
    evidence: sometimes(() => random.pick(['DOCUMENTED', 'INFERRED']), null),
    minPayRatio: sometimes(() => 0.5 + random.next(), null),
    avoid: sometimes(() => random.sample(stops, 2), []),
    via: sometimes(() => random.sample(stops, random.whole(1, 2)), []),
    maxEffortPerMove: sometimes(() => 0.2 + 0.6 * random.next(), null),
    allowStepDown: random.chance(0.6),
    families: sometimes(() => random.sample([0, 1, 2, 3, 4], 3), [], 0.15),
    schemes: sometimes(() => random.sample(['guide', 'onet', 'esco'] as const, 2), [], 0.15),
  };
  return {
    profile: randomProfile(random, map),
    targets: random.sample(stops, random.whole(1, 3)),
    objective: random.pick(['EFFORT', 'PAY', 'STEPS', 'PARETO']),
    weights: random.pick([
      null,
      { skillGap: random.next(), levelGap: random.pick([0, random.next()]), unfamiliarity: random.next() },
      {
        skillGap: 0,
        levelGap: 0,
        educationGap: 0,
        unfamiliarity: 0,
        [random.pick(['skillGap', 'levelGap', 'educationGap', 'unfamiliarity'])]: 1,
      },
    ]),
    constraints,
    limit: random.whole(1, 6),
    accumulate: random.chance(0.85),
  };
}
