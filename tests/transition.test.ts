import { ask, refusal } from './support/shared-graph.js';

const moves = 'moves { from { id } to { id } kind evidence effort { total skillGap levelGap } sources { id } claims { id wording } }';
const paths = async (from: object, to: string[], more: Record<string, unknown> = {}): Promise<any> => {
  const { transitionPaths } = await ask(
    `query ($from: ProfileInput!, $to: [ID!]!, $objective: PathObjective, $weights: EffortWeights, $constraints: PathConstraints, $limit: Int) {
      transitionPaths(from: $from, to: $to, objective: $objective, weights: $weights, constraints: $constraints, limit: $limit) {
        exhaustive unrecognised { phrase }
        paths { totalEffort estimated stepCount ${moves} skillsToLearn { skill { id } match } certificationPlan { optimal certifications { certification { id } } } }
        obstacles { constraint message role { id } relaxation { argument value message } }
      }
    }`,
    { from, to, ...more },
  );
  return transitionPaths;
};
const mlEngineer = 'role:machine-learning-engineer';

describe('On the seed alone', () => {
  test.each(['data-analyst', 'statistician', 'software-developer'])(
    '%s leads to Machine Learning Engineer, by the guide that says so',
    async (role) => {
      const { paths: found } = await paths({ currentRoles: [`role:${role}`] }, [mlEngineer]);
      const [move] = found[0].moves;
      expect(found[0].moves).toHaveLength(1);
      expect(move).toMatchObject({ from: { id: `role:${role}` }, to: { id: mlEngineer }, evidence: 'DOCUMENTED' });
      const { role: documented } = await ask(
        `query ($id: ID!) { role(id: $id) { adjacentRoles(evidence: DOCUMENTED) { nodes { to { id } claims { id } sources { id } } } } }`,
        { id: `role:${role}` },
      );
      const said = documented.adjacentRoles.nodes.find(({ to }: any) => to.id === mlEngineer);
      expect(move.sources).toEqual(said.sources);
      expect(move.claims.map(({ id }: any) => id)).toEqual(said.claims.map(({ id }: any) => id));
    },
  );

  test('from Junior to Director the path climbs rung by rung', async () => {
    const { paths: found } = await paths(
      { currentRoles: ['role:junior-machine-learning-engineer'] },
      ['role:director-of-machine-learning'],
      {
        constraints: { evidence: 'DOCUMENTED', maxSteps: 8 },
      },
    );
    expect(found[0].moves.map(({ to }: any) => to.id)).toEqual([
      mlEngineer,
      'role:senior-machine-learning-engineer',
      'role:lead-ai-engineer',
      'role:director-of-machine-learning',
    ]);
    expect(found[0].moves.every(({ kind }: any) => kind === 'PROMOTION')).toBe(true);
    expect(found[0].totalEffort).toBeCloseTo(
      found[0].moves.reduce((sum: number, { effort }: any) => sum + effort.total, 0),
      6,
    );
  });

  test('Junior to Principal is more than one step, whatever the evidence', async () => {
    const { paths: found } = await paths(
      { currentRoles: ['role:junior-machine-learning-engineer'] },
      ['role:principal-machine-learning-engineer'],
      {
        objective: 'STEPS',
      },
    );
    expect(found[0].stepCount).toBeGreaterThan(1);
  });

  test('Python, SQL and pandas leave the frameworks missing, with the certifications that prove them', async () => {
    const { skillGap } =
      await ask(`{ skillGap(from: { skills: [{ name: "python" }, { name: "sql" }, { name: "pandas" }, { name: "qwzx" }] }, to: "${mlEngineer}") {
      to { title } coverage matched { required { id } owned { id } match }
      missing { skill { id name } alternatives { id } match certifications { certification { id } } }
      certificationPlan { optimal certifications { certification { id name } covers { id } } uncovered { id } }
      unrecognised { phrase skill { id } }
    } }`);
    expect(skillGap.to.title).toBe('Machine Learning Engineer');
    expect(skillGap.matched.filter(({ match }: any) => match === 1).map(({ required }: any) => required.id).sort()).toEqual(
      expect.arrayContaining(['skill:pandas', 'skill:python', 'skill:sql']),
    ); // prettier-ignore
    const missing = skillGap.missing.map(({ skill }: any) => skill.id);
    expect(missing).toEqual(expect.arrayContaining(['skill:tensorflow', 'skill:pytorch', 'skill:scikit-learn']));
    expect(missing).not.toContain('skill:python');
    expect(skillGap.coverage).toBeGreaterThan(0);
    expect(skillGap.coverage).toBeLessThan(0.2);
    const { certifications } = skillGap.missing.find(({ skill }: any) => skill.id === 'skill:tensorflow');
    expect(certifications.length).toBeGreaterThan(0);
    const planned = skillGap.certificationPlan.certifications.flatMap(({ covers }: any) => covers.map(({ id }: any) => id));
    expect(planned).toContain('skill:tensorflow');
    expect(skillGap.certificationPlan.optimal).toBe(true);
    expect(new Set([...planned, ...skillGap.certificationPlan.uncovered.map(({ id }: any) => id)])).toEqual(new Set(missing));
    expect(skillGap.unrecognised).toEqual([{ phrase: 'qwzx', skill: null }]);
  });

  test('a certification brings what it validates, and a role what it requires', async () => {
    const coverage = async (from: string): Promise<number> =>
      (await ask(`{ skillGap(from: ${from}, to: "${mlEngineer}") { coverage } }`)).skillGap.coverage;
    const nothing = await coverage('{}');
    expect(nothing).toBe(0);
    expect(await coverage('{ certifications: ["certification:aws-certified-machine-learning-specialty"] }')).toBeGreaterThan(0);
    expect(await coverage(`{ currentRoles: ["${mlEngineer}"] }`)).toBe(1);
    expect(await coverage('{ currentRoles: ["role:senior-machine-learning-engineer"] }')).toBe(1);
  });

  test('there is no Chemical Engineer, and the error says so', async () => {
    expect(
      await refusal(`{ transitionPaths(from: { currentRoles: ["${mlEngineer}"] }, to: ["role:chemical-engineer"]) { exhaustive } }`),
    ).toMatchObject({
      message: 'Argument "to": nothing in the graph has the id "role:chemical-engineer".',
      extensions: { code: 'NOT_FOUND', argument: 'to' },
    });
  });

  test('where there is no credible path, obstacles say why, and following the relaxation gives a path', async () => {
    const from = { currentRoles: ['role:data-analyst'] };
    const to = ['role:senior-machine-learning-engineer'];
    const constraints = { evidence: 'DOCUMENTED', maxSteps: 1 };
    const { paths: none, obstacles } = await paths(from, to, { constraints });
    expect(none).toEqual([]);
    expect(obstacles).toEqual([
      expect.objectContaining({
        constraint: 'MAX_STEPS',
        relaxation: expect.objectContaining({ argument: 'constraints.maxSteps', value: '2' }),
      }),
    ]);
    const { paths: some } = await paths(from, to, { constraints: { ...constraints, maxSteps: JSON.parse(obstacles[0].relaxation.value) } });
    expect(some[0].stepCount).toBe(2);
  });

  test('a role to which nothing leads is an obstacle by itself', async () => {
    const { paths: none, obstacles } = await paths({}, ['role:chief-technology-officer'], { constraints: { evidence: 'DOCUMENTED' } });
    expect(none).toEqual([]);
    expect(obstacles.length).toBeGreaterThan(0);
    expect(obstacles[0].message).toMatch(/Chief Technology Officer/);
  });

  test('a move to a lower stage is a step down, and taken only when allowed', async () => {
    const from = { currentRoles: ['role:senior-machine-learning-engineer'] };
    const { recommendTransitions } = await ask(
      `query ($from: ProfileInput!) { recommendTransitions(from: $from, first: 100) { nodes { role { id level { rank } } kind } } }`,
      { from },
    );
    const lower = recommendTransitions.nodes.filter(({ role }: any) => role.level !== null && role.level.rank < 4);
    expect(lower.length).toBeGreaterThan(0);
    expect(lower.every(({ kind }: any) => kind === 'STEP_DOWN')).toBe(true);
    const [{ role }] = lower;
    const { obstacles } = await paths(from, [role.id], { constraints: { maxSteps: 1 } });
    expect(obstacles.map(({ constraint }: any) => constraint)).toContain('STEP_DOWN');
    const { paths: allowed } = await paths(from, [role.id], { constraints: { maxSteps: 1, allowStepDown: true } });
    expect(allowed[0].moves[0].kind).toBe('STEP_DOWN');
  });
});

describe('Recommendations', () => {
  const recommend = async (variables: Record<string, unknown>): Promise<any> =>
    (
      await ask(
        `query ($from: ProfileInput!, $filter: RecommendationFilter, $first: Int, $after: String) {
          recommendTransitions(from: $from, filter: $filter, first: $first, after: $after) {
            totalCount pageInfo { hasNextPage endCursor } unrecognised { phrase }
            edges { cursor node { from { id } role { id } kind score evidence effort { total } payChange { ratio basis } reasons { text skills { id } } sources { id } skillGap { coverage } } }
          }
        }`,
        variables,
      )
    ).recommendTransitions;

  test('page stably through the same list', async () => {
    const from = { currentRoles: [mlEngineer] };
    const all = await recommend({ from, first: 200 });
    expect(all.totalCount).toBe(all.edges.length);
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const page: any = await recommend({ from, first: 3, after });
      seen.push(...page.edges.map(({ node }: any) => node.role.id));
      ({ hasNextPage: more, endCursor: after } = page.pageInfo);
    }
    expect(seen).toEqual(all.edges.map(({ node }: any) => node.role.id));
    const scores = all.edges.map(({ node }: any) => node.score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  test('give reasons, name who documents them, and keep to filters', async () => {
    const documented = await recommend({ from: { currentRoles: ['role:data-analyst'] }, filter: { evidence: 'DOCUMENTED' } });
    expect(documented.edges[0].node).toMatchObject({ role: { id: mlEngineer }, evidence: 'DOCUMENTED' });
    expect(documented.edges[0].node.sources.length).toBeGreaterThan(0);
    expect(documented.edges[0].node.reasons[0].text).toMatch(/Data Analyst/);
    const kinds = await recommend({ from: { currentRoles: [mlEngineer] }, filter: { kinds: ['PROMOTION'] } });
    expect(new Set(kinds.edges.map(({ node }: any) => node.kind))).toEqual(new Set(['PROMOTION']));
  });

  test('work from skills alone', async () => {
    const { role } = await ask(`{ role(id: "${mlEngineer}") { skills(first: 60) { nodes { id } } } }`);
    const skills = role.skills.nodes.map(({ id }: any) => ({ id }));
    const { edges } = await recommend({ from: { skills }, first: 50 });
    const ids = edges.map(({ node }: any) => node.role.id);
    expect(ids).toContain('role:junior-machine-learning-engineer');
    expect(edges.every(({ node }: any) => node.from === null)).toBe(true);
    expect(ids).not.toContain('role:principal-machine-learning-engineer');
  });
});

test('What to learn next is what brings the target nearer', async () => {
  const from = '{ skills: [{ name: "python" }] }';
  const { nextBestSkills, nextBestCertifications } = await ask(`{
    nextBestSkills(from: ${from}, target: "${mlEngineer}", first: 5) { items { skill { id } effortReduction unlockCount unlocks { id } } }
    nextBestCertifications(from: ${from}, target: "${mlEngineer}") { items { certification { id } effortReduction } }
  }`);
  expect(nextBestSkills.items).toHaveLength(5);
  const saved = nextBestSkills.items.map(({ effortReduction }: any) => effortReduction);
  expect(saved).toEqual([...saved].sort((a, b) => b - a));
  expect(saved[4]).toBeGreaterThan(0);
  expect(nextBestSkills.items.map(({ skill }: any) => skill.id)).not.toContain('skill:python');
  expect(nextBestCertifications.items.length).toBeGreaterThan(0);
});

describe('What cannot be used is refused, naming the argument', () => {
  test.each([
    ['transitionPaths(from: {}, to: []) { exhaustive }', 'to'],
    [`transitionPaths(from: { currentRoles: ["${mlEngineer}"] }, to: ["${mlEngineer}"]) { exhaustive }`, 'to'],
    [`transitionPaths(from: {}, to: ["${mlEngineer}"], limit: 0) { exhaustive }`, 'limit'],
    [`transitionPaths(from: {}, to: ["${mlEngineer}"], constraints: { maxSteps: 0 }) { exhaustive }`, 'constraints.maxSteps'],
    [`transitionPaths(from: {}, to: ["${mlEngineer}"], constraints: { families: ["family:none"] }) { exhaustive }`, 'constraints.families'],
    [`transitionPaths(from: {}, to: ["${mlEngineer}"], weights: { skillGap: -1 }) { exhaustive }`, 'weights.skillGap'],
    [
      `transitionPaths(from: {}, to: ["${mlEngineer}"], weights: { skillGap: 0, levelGap: 0, educationGap: 0, unfamiliarity: 0 }) { exhaustive }`,
      'weights',
    ],
    [`skillGap(from: { skills: [{ name: "python", level: 2 }] }, to: "${mlEngineer}") { coverage }`, 'from.skills.0.level'],
    [`skillGap(from: { skills: [{ id: "skill:none" }] }, to: "${mlEngineer}") { coverage }`, 'from.skills.0.id'],
    [`skillGap(from: { currentRoles: ["role:none"] }, to: "${mlEngineer}") { coverage }`, 'from.currentRoles'],
    [`skillGap(from: { yearsOfExperience: -1 }, to: "${mlEngineer}") { coverage }`, 'from.yearsOfExperience'],
    ['recommendTransitions(from: {}, filter: { maxEffort: 2 }) { totalCount }', 'filter.maxEffort'],
    ['nextBestSkills(from: {}, first: 0) { items { unlockCount } }', 'first'],
  ])('%s', async (query, argument) => {
    expect((await refusal(`{ ${query} }`)).extensions).toMatchObject({ argument });
  });
});
