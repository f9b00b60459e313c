import { buildAffinity } from '../src/career-map/affinity/affinity.js';
import { relatedSkills } from '../src/career-map/affinity/skill-relatedness.js';
import { weights } from '../src/career-map/affinity/weights.js';
import { listOf } from '../src/career-map/career-map.js';
import type { RequirementRow, RoleRow, SkillRow } from '../src/career-map/career-rows.js';

const skillRow = (id: string, kind: SkillRow['kind']): SkillRow => ({ id, name: id, active: true, kind, broader: [], related: [] });
const SUBJECTS = Array.from({ length: 12 }, (_, index) => skillRow(`skill:onet/2.C.${index}`, 'KNOWLEDGE'));
const ABILITIES = Array.from({ length: 12 }, (_, index) => skillRow(`skill:onet/2.A.${index}`, 'COMPETENCE'));
const NAMED = Array.from({ length: 12 }, (_, index) => skillRow(`skill:esco/${index}`, 'COMPETENCE'));
const SKILLS = [...SUBJECTS, ...ABILITIES, ...NAMED];

const claim = (skill: string, importance: number | null): RequirementRow => ({
  skill, importance, level: importance, necessity: null, anyOf: null, stage: null, source: 'source:test',
}); // prettier-ignore
const roleRow = (id: string, given: Partial<RoleRow>): RoleRow => ({
  id, title: id, scheme: 'onet', active: true, summary: null, names: [], tasks: [], activities: [], families: [], codes: [], broader: [],
  stage: null, jobZone: null, minYears: null, education: null, pay: [], requirements: [], ...given,
}); // prettier-ignore

const FIELDS = [
  { work: 'bake bread dough oven', title: 'Baker', subject: 0 },
  { work: 'teach pupils lessons classroom', title: 'Teacher', subject: 3 },
  { work: 'repair engines brakes vehicles', title: 'Mechanic', subject: 6 },
  { work: 'audit ledgers accounts tax', title: 'Accountant', subject: 9 },
];
const RANKS = ['junior', 'night', 'village', 'travelling', 'master'];

/** Twenty surveyed occupations in four fields that have nothing to do with one another. */
const SURVEYED = FIELDS.flatMap(({ work, title, subject }, field) =>
  RANKS.map((rank, index) =>
    roleRow(`role:onet/${title.toLowerCase()}-${rank}`, {
      title: `${rank} ${title}`,
      summary: `${work} in the ${rank} shift`,
      names: [`${title} ${index}`, `${title} hand`],
      tasks: [...work.split(' ').map((word) => `Handle ${word} with care`), `Report to the ${rank} manager`],
      activities: [
        `activity:onet/4.A.${field}.a.1.I01.D01`,
        `activity:onet/4.A.${field}.a.1.I01.D0${index + 2}`,
        'activity:onet/4.A.9.a.1.I01.D01',
      ],
      codes: [`soc ${field + 11}-101${index}`],
      jobZone: 2 + (index % 3),
      education: 2,
      requirements: [
        ...SUBJECTS.map(({ id }, place) => claim(id, 0.1 + (Math.abs(place - subject) < 2 ? 0.7 : 0) + (index % 2) * 0.05)),
        ...ABILITIES.map(({ id }, place) => claim(id, 0.3 + ((place + field) % 4) * 0.1)),
      ],
    }),
  ),
);
const affinityOf = (roles: readonly RoleRow[], skills = SKILLS) => buildAffinity({ roles, skills }, { ...weights, threshold: 1e-6 });
const fieldOf = (role: number): number => Math.floor(role / RANKS.length);

describe('Affinity', () => {
  const affinity = affinityOf(SURVEYED);

  test('is 0 to 1, and highest for a role of the same field', () => {
    for (let role = 0; role < SURVEYED.length; role++) {
      const neighbours = affinity.neighbours(role);
      expect(neighbours.length).toBeGreaterThan(RANKS.length - 2);
      expect(neighbours.slice(0, RANKS.length - 1).map((other) => fieldOf(other.role))).toEqual(
        Array(RANKS.length - 1).fill(fieldOf(role)),
      );
      for (const { affinity: alike } of neighbours) expect(alike > 0 && alike < 1).toBe(true);
    }
  });

  test('is made of parts that add up to it, in the order of their names', () => {
    for (const { affinity: alike, parts } of affinity.neighbours(0)) {
      expect(parts).toHaveLength(affinity.partNames.length);
      expect(Math.min(...parts)).toBeGreaterThanOrEqual(0);
      expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(alike, 5);
    }
    expect(affinity.partNames).toEqual(['titles', 'tasks', 'description', 'activities', 'knowledge', 'skills', 'tools', 'level', 'field']);
  });

  test('gives a role no neighbour twice, nor itself, most alike first, and no more than asked for', () => {
    const neighbours = affinity.neighbours(7);
    const roles = neighbours.map(({ role }) => role);
    expect(new Set(roles).size).toBe(roles.length);
    expect(roles).not.toContain(7);
    expect(neighbours.map(({ affinity: alike }) => alike)).toEqual(neighbours.map(({ affinity: alike }) => alike).sort((a, b) => b - a));
    expect(affinity.neighbours(7, 3)).toEqual(neighbours.slice(0, 3));
  });

  test('agrees between the list of neighbours and a single pair', () => {
    for (const { role, ...alike } of affinity.neighbours(3)) expect(affinity.between(3, role)).toEqual(alike);
  });

  test('is highest for a role that is described word for word the same', () => {
    const twin = { ...SURVEYED[0]!, id: 'role:onet/twin' };
    const twinned = affinityOf([...SURVEYED, twin]);
    expect(twinned.neighbours(0)[0]!.role).toBe(SURVEYED.length);
    expect(twinned.neighbours(SURVEYED.length)[0]!.role).toBe(0);
  });

  test('lists no role below the threshold', () => {
    const all = affinity.neighbours(0);
    const threshold = (all[1]!.affinity + all[2]!.affinity) / 2;
    const strict = buildAffinity({ roles: SURVEYED, skills: SKILLS }, { ...weights, threshold });
    expect(strict.neighbours(0)).toEqual(all.filter((other) => other.affinity >= threshold));
  });

  test('is null where nothing is known of both', () => {
    const silent = affinityOf([...SURVEYED, roleRow('role:silent', { title: '…', scheme: 'guide' })]);
    expect(silent.between(0, SURVEYED.length)).toBeNull();
    expect(silent.neighbours(SURVEYED.length)).toEqual([]);
  });

  test('does not put a role far off, or near, for what is not known of it', () => {
    const unrated = SURVEYED.map((role, index) => (index === 1 ? { ...role, requirements: [], jobZone: null, education: null } : role));
    const lessKnown = affinityOf(unrated);
    for (const other of [0, 2, 3, 4]) {
      expect(lessKnown.between(other, 1)!.affinity).toBeGreaterThan(lessKnown.between(other, 8)!.affinity * 5);
    }
    expect(lessKnown.neighbours(0).findIndex(({ role }) => role === 1)).toBeLessThan(RANKS.length - 1);
    const far = lessKnown.between(10, 1)!.affinity;
    expect(far).toBeLessThan(lessKnown.between(10, 11)!.affinity / 5);
    expect(lessKnown.between(0, 1)!.parts[affinity.partNames.indexOf('knowledge')]).toBe(0);
  });

  test('is the same every time, whatever else was asked before', () => {
    const again = affinityOf(SURVEYED);
    again.between(5, 9);
    for (const role of [19, 0, 7]) expect(again.neighbours(role)).toEqual(affinity.neighbours(role));
  });

  test('compares roles across taxonomies, and ESCO’s by required skills', () => {
    const esco = FIELDS.flatMap(({ work, title, subject }) =>
      RANKS.map((rank, index) =>
        roleRow(`role:esco/${title.toLowerCase()}-${rank}`, {
          title: `${rank} ${title.toLowerCase()}`,
          scheme: 'esco',
          summary: `They ${work}, ${rank} to the end.`,
          codes: [`isco ${subject + 1}11${index}`],
          requirements: NAMED.slice(subject, subject + 3).map(({ id }) => claim(id, null)),
        }),
      ),
    );
    const both = affinityOf([...SURVEYED, ...esco]);
    const [baker, near, far] = [SURVEYED.length, SURVEYED.length + 1, SURVEYED.length + 6];
    expect(both.between(baker, near)!.affinity).toBeGreaterThan(both.between(baker, far)!.affinity);
    expect(both.between(baker, 1)!.affinity).toBeGreaterThan(both.between(baker, 6)!.affinity);
    const swapped = esco.map((role, index) => (index === 1 ? { ...role, requirements: esco[6]!.requirements } : role));
    expect(affinityOf([...SURVEYED, ...swapped]).between(baker, near)!.affinity).toBeLessThan(both.between(baker, near)!.affinity);
  });

  test('needs no roles', () => {
    expect(affinityOf([]).partNames).toEqual(affinity.partNames);
    const one = affinityOf([SURVEYED[0]!]);
    expect(one.neighbours(0)).toEqual([]);
  });
});

describe('Relatedness of skills', () => {
  const [python, pandas, sql, baking, dough] = [0, 1, 2, 3, 4];
  const unlinked = { broader: [[], [], [], [], []], related: [[], [], [], [], []] };
  const required = [[python, pandas], [python, pandas], [python, pandas], [python, sql], [baking, dough], [baking, dough]] as number[][]; // prettier-ignore
  const use = { count: 5, required, ...unlinked };
  const settings = { shrinkage: 1, threshold: 0.1 };
  const related = (result: ReturnType<typeof relatedSkills>, skill: number): number[] => [...listOf(result.related, skill)];

  test('is the share of the roles that depend on both, shrunk, and the same from both ends', () => {
    const result = relatedSkills(use, settings);
    expect(related(result, python)).toEqual([pandas]);
    expect(related(result, pandas)).toEqual([python]);
    // Three roles depend on both, four on the more widespread one.
    expect(result.relatedness[0]).toBeCloseTo(3 / (4 + 1));
    expect(result.relatedness[1]).toBe(result.relatedness[0]);
  });

  test('takes two roles for no evidence', () => {
    expect(related(relatedSkills(use, settings), baking)).toEqual([]);
  });

  test('shrinks more the fewer roles there are', () => {
    const [little, much] = [0, 4].map((shrinkage) => relatedSkills(use, { shrinkage, threshold: 0.1 }).relatedness[0]!);
    expect(little).toBeCloseTo(3 / 4);
    expect(much).toBeCloseTo(3 / 8);
  });

  test('counts a role that takes less of a skill than roles do on average as not depending on it', () => {
    const importance = [[1, 1], [1, 1], [1, 0.01], [1, 1], [1, 1], [1, 1]]; // prettier-ignore
    expect(related(relatedSkills({ ...use, importance }, settings), pandas)).toEqual([]);
  });

  test('falls back on what a taxonomy links, from both ends, but not on wide groups', () => {
    const linked = relatedSkills({ ...use, broader: [[], [], [baking], [], []], related: [[], [], [], [], [sql]] }, settings);
    expect(related(linked, sql)).toEqual([baking, dough]);
    expect(related(linked, baking)).toEqual([sql]);
    expect(related(linked, dough)).toEqual([sql]);
    const many = 40;
    const wide = { count: many + 1, required: [], related: Array.from({ length: many + 1 }, () => []) };
    const broader = Array.from({ length: many + 1 }, (_, skill) => (skill === 0 ? [] : [0]));
    expect(related(relatedSkills({ ...wide, broader }, settings), 5)).toEqual([]);
  });

  test('leaves out what is below the threshold', () => {
    expect(related(relatedSkills(use, { shrinkage: 1, threshold: 0.61 }), python)).toEqual([]);
    expect(related(relatedSkills(use, { shrinkage: 1, threshold: 0.6 }), python)).toEqual([pandas]);
  });

  test('lists the twenty most related, the most related first', () => {
    const all = Array.from({ length: 30 }, (_, skill) => skill);
    const roles = Array.from({ length: 10 }, (_, role) => all.filter((skill) => skill % 10 !== role));
    const { related: lists, relatedness } = relatedSkills(
      {
        count: 30,
        required: [...roles, ...Array.from({ length: 5 }, (_, role) => [30 + role].map(() => role))],
        broader: all.map(() => []),
        related: all.map(() => []),
      },
      { shrinkage: 0, threshold: 0.1 },
    );
    for (const skill of all) {
      expect(listOf(lists, skill).length).toBeLessThanOrEqual(20);
      const values = [...relatedness.subarray(lists.starts[skill], lists.starts[skill + 1])];
      expect(values).toEqual([...values].sort((a, b) => b - a));
    }
    expect(listOf(lists, 15).length).toBeGreaterThan(0);
  });
});
