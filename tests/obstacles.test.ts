import type { CareerMap } from '../src/career-map/career-map.js';
import type { Scheme } from '../src/career-map/career-rows.js';
import { MOST_STEPS, type Obstacle, obstaclesTo } from '../src/career-map/obstacles.js';
import { DEFAULT_CONSTRAINTS, type PathConstraints, type PathQuery } from '../src/career-map/path-query.js';
import { allPaths } from './support/naive-paths.js';
import type { Random } from './support/random.js';
import { forEachRandomMap, type Given, type GivenMove, randomProfile, smallShape, withMoves } from './support/random-career-map.js';
import { randomQuery } from './support/random-path-query.js';

/** The request as a client would change it. */
function follow(map: CareerMap, query: PathQuery, { argument, value }: NonNullable<Obstacle['relaxation']>): PathQuery {
  const given: unknown = JSON.parse(value);
  const stopsOf = (ids: unknown): number[] => (ids as string[]).map((id) => map.roles.stopOf[map.roles.indexOf.get(id)!]!);
  if (argument === 'from.currentRoles') return { ...query, profile: { ...query.profile, stops: stopsOf(given) } };
  const changes = argument === 'constraints' ? (given as Record<string, unknown>) : { [argument.replace('constraints.', '')]: given };
  const constraints: Record<string, unknown> = { ...query.constraints };
  for (const [name, change] of Object.entries(changes)) {
    if (name === 'avoidRoles') constraints.avoid = stopsOf(change);
    else if (name === 'via') constraints.via = stopsOf(change);
    else if (name === 'families') constraints.families = (change as string[] | null)?.map((id) => map.families.indexOf.get(id)!) ?? [];
    else if (name === 'schemes') constraints.schemes = (change as string[] | null)?.map((scheme) => scheme.toLowerCase() as Scheme) ?? [];
    else constraints[name] = change;
  }
  return { ...query, constraints: constraints as unknown as PathConstraints };
}

const hasPath = (map: CareerMap, query: PathQuery): boolean => allPaths(map, query, 1).length > 0;
const smaller = (random: Random) => ({ ...smallShape(random), stops: random.whole(2, 8), density: 0.1 + 0.3 * random.next() });
const unconstrained = { ...DEFAULT_CONSTRAINTS, maxSteps: MOST_STEPS, allowStepDown: true };

describe('Obstacles', () => {
  test('give way when their relaxation is followed, on random graphs', () => {
    const seen = new Set<string>();
    forEachRandomMap(
      1000,
      ({ random, map, seed }) => {
        const query = randomQuery(random, map);
        if (hasPath(map, query)) return;
        const obstacles = obstaclesTo(map, query);
        expect({ seed, some: obstacles.length > 0 }).toEqual({ seed, some: true });
        for (const { constraint, relaxation, message } of obstacles) {
          expect(message).toMatch(/^[A-Z].*\.$/);
          if (constraint !== 'NO_CREDIBLE_MOVE') expect(relaxation).not.toBeNull();
          if (relaxation === null) continue;
          seen.add(`${constraint} ${relaxation.argument}`);
          expect({ seed, constraint, relaxation, helps: hasPath(map, follow(map, query, relaxation)) }).toMatchObject({
            seed,
            constraint,
            helps: true,
          });
        }
        const isUnconstrained = !hasPath(map, { ...query, constraints: unconstrained });
        expect({ seed, none: obstacles.some(({ constraint }) => constraint === 'NO_CREDIBLE_MOVE') }).toEqual({
          seed,
          none: isUnconstrained,
        });
      },
      smaller,
    );
    for (const kind of ['MAX_STEPS maxSteps', 'EVIDENCE evidence', 'MIN_PAY_RATIO minPayRatio', 'AVOID_ROLES avoidRoles', 'VIA via']) {
      expect([...seen]).toContain(kind.replace(' ', ' constraints.'));
    }
    for (const kind of ['MAX_EFFORT_PER_MOVE maxEffortPerMove', 'STEP_DOWN allowStepDown', 'FAMILIES families', 'SCHEMES schemes']) {
      expect([...seen]).toContain(kind.replace(' ', ' constraints.'));
    }
    expect([...seen]).toContain('NO_CREDIBLE_MOVE from.currentRoles');
    expect([...seen].some((kind) => kind.endsWith(' constraints'))).toBe(true);
  });

  test('ask for no more than is needed: a smaller change of a figure lets nothing through', () => {
    forEachRandomMap(
      600,
      ({ random, map, seed }) => {
        const query = randomQuery(random, map);
        if (hasPath(map, query)) return;
        const { constraints } = query;
        for (const { constraint, relaxation } of obstaclesTo(map, query)) {
          if (relaxation === null || relaxation.argument === 'constraints') continue;
          const value = JSON.parse(relaxation.value) as number;
          const less: Partial<Record<string, Partial<PathConstraints>>> = {
            MAX_STEPS: { maxSteps: value - 1 },
            MIN_PAY_RATIO: { minPayRatio: Math.min(constraints.minPayRatio!, (Math.round(100 * value) + 1) / 100) },
            MAX_EFFORT_PER_MOVE: { maxEffortPerMove: Math.max(constraints.maxEffortPerMove!, (Math.round(100 * value) - 1) / 100) },
          };
          if (!less[constraint]) continue;
          expect({
            seed,
            constraint,
            value,
            through: hasPath(map, { ...query, constraints: { ...constraints, ...less[constraint] } }),
          }).toEqual({ seed, constraint, value, through: false });
        }
      },
      smaller,
    );
  });

  test('name each constraint that excludes all paths by itself, and no other', () => {
    const without: [string, Partial<PathConstraints>][] = [
      ['MAX_STEPS', { maxSteps: MOST_STEPS }],
      ['EVIDENCE', { evidence: null }],
      ['MIN_PAY_RATIO', { minPayRatio: null }],
      ['AVOID_ROLES', { avoid: [] }],
      ['VIA', { via: [] }],
      ['MAX_EFFORT_PER_MOVE', { maxEffortPerMove: null }],
      ['STEP_DOWN', { allowStepDown: true }],
      ['FAMILIES', { families: [] }],
      ['SCHEMES', { schemes: [] }],
    ];
    forEachRandomMap(
      400,
      ({ random, map, seed }) => {
        const query = randomQuery(random, map);
        if (hasPath(map, query)) return;
        const alone = without
          .filter(([, change]) => hasPath(map, { ...query, constraints: { ...query.constraints, ...change } }))
          .map(([kind]) => kind);
        if (alone.length === 0) return;
        expect({ seed, kinds: obstaclesTo(map, query).map(({ constraint }) => constraint) }).toEqual({ seed, kinds: alone });
      },
      smaller,
    );
  });

  const chain: GivenMove[] = [0, 1, 2, 3].map((from) => ({ from, to: from + 1, documented: 'RELATED' }));
  const ask = (moves: GivenMove[], given: Given, constraints: Partial<PathConstraints>, query: Partial<PathQuery> = {}): Obstacle[] => {
    const map = withMoves(6, moves, given);
    const profile = { stops: [0], owned: new Float64Array(map.skills.ids.length), years: null, education: null };
    return obstaclesTo(map, {
      profile,
      targets: [4],
      objective: 'EFFORT',
      limit: 3,
      ...query,
      constraints: { ...DEFAULT_CONSTRAINTS, ...constraints },
    });
  };

  test('speak plainly', () => {
    expect(ask(chain, {}, { maxSteps: 2 })).toEqual([
      {
        constraint: 'MAX_STEPS',
        message: 'No path has only 2 moves; the shortest has 4.',
        role: null,
        relaxation: { argument: 'constraints.maxSteps', value: '4', message: 'Allow 4 moves.' },
      },
    ]);
    expect(ask(chain, {}, { avoid: [2, 5] })).toEqual([
      {
        constraint: 'AVOID_ROLES',
        message: 'Every path leads through Role 2.',
        role: 'role:2',
        relaxation: { argument: 'constraints.avoidRoles', value: '["role:5"]', message: 'Do not avoid Role 2.' },
      },
    ]);
    expect(ask(chain, { pay: [100, 100, 77, 80, 90] }, { minPayRatio: 0.9 })).toEqual([
      {
        constraint: 'MIN_PAY_RATIO',
        message: 'On every path some move pays less than 0.9 times what the role before it pays.',
        role: null,
        relaxation: {
          argument: 'constraints.minPayRatio',
          value: '0.77',
          message: 'Allow moves that pay as little as 0.77 times what the role before pays.',
        },
      },
    ]);
    expect(ask(chain, { pay: [100, 99] }, { minPayRatio: 0.995 })[0]!.relaxation).toMatchObject({ value: '0.99' });
    expect(ask(chain, { stage: [4, 4, 4, 4, 3] }, {})).toMatchObject([{ constraint: 'STEP_DOWN', relaxation: { value: 'true' } }]);
    expect(ask(chain, { schemes: ['guide', 'guide', 'esco', 'guide', 'guide'] }, { schemes: ['guide'] })).toMatchObject([
      { constraint: 'SCHEMES', relaxation: { value: '["GUIDE","ESCO"]' } },
    ]);
    expect(ask(chain, { families: [[], [0], [1], [0], [0, 1]] }, { families: [0] })).toMatchObject([
      { constraint: 'FAMILIES', relaxation: { value: '["family:0","family:1"]' } },
    ]);
  });

  test('say which constraints exclude all paths only together', () => {
    const [obstacle, ...others] = ask(chain, { stage: [4, 4, 4, 4, 3] }, { maxSteps: 3 });
    expect(others).toEqual([]);
    expect(obstacle).toMatchObject({ constraint: 'MAX_STEPS', relaxation: { argument: 'constraints' } });
    expect(JSON.parse(obstacle!.relaxation!.value)).toMatchObject({ maxSteps: 4, allowStepDown: true, avoidRoles: [], families: null });
  });

  test('say what would have to be held where nothing leads on', () => {
    const [obstacle] = ask(
      [
        { from: 3, to: 4 },
        { from: 5, to: 4, documented: 'RELATED' },
      ],
      {},
      {},
    );
    expect(obstacle).toEqual({
      constraint: 'NO_CREDIBLE_MOVE',
      message:
        'No chain of up to 12 credible moves leads from Role 0 to Role 4: none is documented, and no roles are alike enough to infer one.',
      role: 'role:4',
      relaxation: { argument: 'from.currentRoles', value: '["role:0","role:5"]', message: 'Role 5 leads to Role 4: start from there.' },
    });
    expect(ask([], {}, {})[0]).toMatchObject({
      message: 'No source documents a move to Role 4, and no role is alike enough to infer one.',
      relaxation: null,
    });
    expect(ask(chain, {}, {}, { targets: [0] })[0]).toMatchObject({ message: 'These roles are held already.', role: null });
    expect(ask(chain, { active: [true, true, true, true, false] }, {})[0]).toMatchObject({
      message: 'No release of any source knows Role 4 any more.',
    });
  });

  test('help those with skills alone to a role to begin with', () => {
    forEachRandomMap(
      100,
      ({ random, map }) => {
        const query = { ...randomQuery(random, map), profile: randomProfile(random, map, 0), constraints: unconstrained };
        if (hasPath(map, query)) return;
        for (const { constraint } of obstaclesTo(map, query)) expect(constraint).toBe('NO_CREDIBLE_MOVE');
      },
      smaller,
    );
  });
});
