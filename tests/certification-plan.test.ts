import { certificationPlan, type Missing } from '../src/career-map/certification-plan.js';
import { Random } from './support/random.js';
import { listAt, withMoves } from './support/random-career-map.js';

const missing = (...needs: number[][]): Missing[] => needs.map(([skill, ...alternatives]) => ({ skill: skill!, alternatives }));

/** A graph of these certifications, some of them retired, and what is missing. */
function drawn(seed: number) {
  const random = new Random(seed);
  const skills = [...Array(random.whole(1, 9)).keys()];
  const map = withMoves(1, [], {
    requires: [skills],
    certifications: Array.from({ length: random.whole(0, 8) }, () => random.sample(skills, random.whole(0, 4))),
  });
  const active = map.certifications.ids.map(() => random.chance(0.85));
  const needs = Array.from({ length: random.whole(0, 7) }, () => random.sample(skills, random.chance(0.25) ? 2 : 1));
  return { map: { ...map, certifications: { ...map.certifications, active } }, needs };
}

describe('A certification plan', () => {
  test('is the smallest there is, and of several the first by ids', () => {
    for (let seed = 1; seed <= 500; seed++) {
      const { map, needs } = drawn(seed);
      const { certifications } = map;
      const validates = (place: number, need: number[]): boolean =>
        certifications.active[place]! && need.some((skill) => listAt(certifications.validates, place).includes(skill));
      const all = [...certifications.ids.keys()];
      const coverable = needs.filter((need) => all.some((place) => validates(place, need)));
      const plans = Array.from({ length: 2 ** all.length }, (_, bits) => all.filter((place) => (bits >> place) & 1));
      const smallest = plans
        .filter((plan) => coverable.every((need) => plan.some((place) => validates(place, need))))
        .sort((a, b) => a.length - b.length || (a.join() < b.join() ? -1 : 1))[0];
      const plan = certificationPlan(map, missing(...needs));
      expect({ seed, optimal: plan.optimal, plan: plan.certifications.map(({ certification }) => certification).sort() }).toEqual({
        seed,
        optimal: true,
        plan: smallest,
      });
      expect(plan.uncovered).toEqual(needs.filter((need) => !coverable.includes(need)).map(([skill]) => skill));
      for (const { certification, covers } of plan.certifications) {
        const expected = coverable
          .filter((need) => validates(certification, need))
          .map((need) => need.find((skill) => listAt(certifications.validates, certification).includes(skill)));
        expect({ seed, covers }).toEqual({ seed, covers: [...new Set(expected)] });
      }
    }
  });

  test('says when it was not proved the smallest, and then covers all the same', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const { map, needs } = drawn(seed);
      const exact = certificationPlan(map, missing(...needs));
      const greedy = certificationPlan(map, missing(...needs), 0);
      const covered = new Set(greedy.certifications.flatMap(({ certification }) => listAt(map.certifications.validates, certification)));
      expect(greedy.uncovered).toEqual(exact.uncovered);
      const open = needs.filter((need) => !need.some((skill) => covered.has(skill))).map(([skill]) => skill);
      expect({ seed, open }).toEqual({ seed, open: exact.uncovered });
      expect(greedy.certifications.length).toBeGreaterThanOrEqual(exact.certifications.length);
      expect({ seed, optimal: greedy.optimal }).toEqual({ seed, optimal: exact.certifications.length === 0 });
    }
  });

  test('puts first what validates most', () => {
    const map = withMoves(1, [], { requires: [[0, 1, 2]], certifications: [[2], [0, 1]] });
    expect(certificationPlan(map, missing([0], [1], [2]))).toEqual({
      certifications: [
        { certification: 1, covers: [0, 1] },
        { certification: 0, covers: [2] },
      ],
      uncovered: [],
      optimal: true,
    });
  });

  test('of hundreds of skills and certifications covers them all, without a proof that fewer would not do', () => {
    const random = new Random(1);
    const skills = [...Array(300).keys()];
    const map = withMoves(1, [], { requires: [skills], certifications: Array.from({ length: 200 }, () => random.sample(skills, 12)) });
    const { certifications, uncovered, optimal } = certificationPlan(map, missing(...skills.map((skill) => [skill])));
    expect(new Set([...certifications.flatMap(({ covers }) => covers), ...uncovered])).toEqual(new Set(skills));
    expect(optimal).toBe(false);
  });
});
