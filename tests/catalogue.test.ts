import { ask, refusal } from './support/shared-graph.js';

const MLE = 'role:machine-learning-engineer';

describe('A role', () => {
  test('has every claim about its pay and its outlook, each with its guide', async () => {
    const { role } = await ask(`{ role(id: "${MLE}") { title level { name }
      salaries { mean min max openEnded label level { name } sources { id } }
      outlook { growthPercent toYear horizonYears sources { id } } } }`);
    expect(role).toMatchObject({ title: 'Machine Learning Engineer', level: { name: 'Mid' } });
    const pay = role.salaries.map(({ mean, min, max, openEnded, label, sources }: any) => [
      sources[0].id.split(/[:-]/)[1],
      label,
      mean ?? [min, max],
      openEnded,
    ]);
    expect(pay).toEqual([
      ['career', 'Average', 162_297, false],
      ['cityjobs', 'Average', 158_328, false],
      ['cityjobs', 'Entry Level', 118_746, false],
      ['cityjobs', 'Mid Level', 142_495, false],
      ['cityjobs', 'Experienced', 158_328, false],
      ['cityjobs', 'Senior', 174_161, false],
      ['cityjobs', 'Veteran', 197_910, false],
      ['machine', 'Entry Level', [80_000, 120_000], false],
      ['machine', 'Mid Level', [120_000, 180_000], false],
      ['machine', 'Senior Level', [180_000, 250_000], true],
      ['machine', 'AI Architect / Lead', [250_000, 400_000], true],
    ]);
    expect(role.outlook).toEqual([
      { growthPercent: 40, toYear: 2027, horizonYears: null, sources: [{ id: 'source:career-information-machine-learning-engineer' }] },
      { growthPercent: 40, toYear: null, horizonYears: 10, sources: [{ id: 'source:jobicy-machine-learning-engineer' }] },
    ]);
  });

  test('has its pay drawn together, open-ended as its highest band is', async () => {
    const { role } = await ask(
      `{ role(id: "${MLE}") { salarySummary { low high openEnded typical estimateCount disagreement period } none: salarySummary(currency: "EUR") { low } } }`,
    );
    expect(role).toEqual({
      salarySummary: {
        low: 80_000,
        high: 400_000,
        openEnded: true,
        typical: 160_312.5,
        estimateCount: 11,
        disagreement: 225_000 / 160_312.5,
        period: 'YEAR',
      },
      none: null,
    });
  });

  test('that is a rung has what is said of its career’s pay at that level', async () => {
    const { role } = await ask('{ role(title: "Senior ML Engineer") { salaries { label experience { minYears maxYears } } } }');
    expect(role.salaries).toEqual([
      { label: 'Experienced', experience: { minYears: 6, maxYears: 10 } },
      { label: 'Senior', experience: { minYears: 11, maxYears: null } },
      { label: 'Senior Level', experience: { minYears: 5, maxYears: 10 } },
    ]);
  });

  test.each(['Machine Learning Engineer', 'ml engineer', 'AI Engineer', 'Deep-Learning Engineer', 'Applied scientist'])(
    'is found by a title, also an alternative one: %s',
    async (title) => {
      expect((await ask('query ($title: String) { role(title: $title) { id } }', { title })).role).toEqual({ id: MLE });
    },
  );

  test('that another guide calls an alternative title is a role of its own, and still an alternative title', async () => {
    const { role, mle } = await ask(
      `{ role(title: "Data Scientist") { id } mle: role(id: "${MLE}") { alternativeTitles(first: 200) { nodes { title sources { id } } } } }`,
    );
    expect(role.id).toBe('role:data-scientist');
    expect(mle.alternativeTitles.nodes).toContainEqual({
      title: 'Data Scientist',
      sources: [{ id: 'source:career-information-machine-learning-engineer' }, { id: 'source:machine-learning-engineer-jobs' }],
    });
  });

  test('has years of experience from every source that gives them, side by side', async () => {
    const { role } = await ask(`{ role(id: "${MLE}") { experience { minYears maxYears label sources { id } } } }`);
    expect(role.experience).toContainEqual({
      minYears: 20,
      maxYears: null,
      label: 'Veteran',
      sources: [{ id: 'source:cityjobs-machine-learning-engineer' }],
    });
    expect(role.experience).toContainEqual({
      minYears: 2,
      maxYears: 5,
      label: null,
      sources: [{ id: 'source:jobicy-machine-learning-engineer' }],
    });
  });

  test('keeps alternatives and stages of what it requires', async () => {
    const { role } = await ask(`{ role(id: "${MLE}") {
      all: skills(first: 200) { edges { node { id } claims { anyOf source { id } } } }
      junior: skills(stage: "level:entry", first: 200) { edges { node { id } claims { stage { id } stageLabel } } } } }`);
    const cPlusPlus = role.all.edges.find(({ node }: any) => node.id === 'skill:c-plus-plus');
    const java = role.all.edges.find(({ node }: any) => node.id === 'skill:java');
    const fromGuide = (edge: any) => edge.claims.find(({ source }: any) => source.id.includes('career-information')).anyOf;
    expect(fromGuide(cPlusPlus)).toBe(fromGuide(java));
    expect(role.junior.edges.length).toBeGreaterThan(3);
    for (const { claims } of role.junior.edges) for (const claim of claims) expect(claim.stage).toEqual({ id: 'level:entry' });
  });

  test('counts a skill as essential if any source says so', async () => {
    const { role } = await ask(
      `{ role(id: "${MLE}") { skills(necessity: ESSENTIAL, first: 200) { nodes { name } } optional: skills(necessity: OPTIONAL, first: 200) { edges { node { name } claims { necessity } } } } }`,
    );
    expect(role.skills.nodes).toContainEqual({ name: 'Python' });
    for (const { claims } of role.optional.edges) expect(claims.map(({ necessity }: any) => necessity)).not.toContain('ESSENTIAL');
  });

  test('has neighbours, with how each differs; a feeder leads here, and knows where it leads', async () => {
    const { role, feeder } = await ask(`{
      role(id: "${MLE}") { adjacentRoles(first: 200) { nodes { kind evidence from { id } to { id } differences { text sources { id } } } } }
      feeder: role(title: "Data Analyst") { adjacentRoles(evidence: DOCUMENTED) { nodes { kind from { id } to { id } } } } }`);
    const neighbours = role.adjacentRoles.nodes;
    const feeders = neighbours.filter(({ kind }: any) => kind === 'FEEDER');
    expect(feeders.map(({ from }: any) => from.id).sort()).toEqual(['role:data-analyst', 'role:software-developer', 'role:statistician']);
    for (const { from, to, kind } of neighbours) expect(kind === 'FEEDER' ? to.id : from.id).toBe(MLE);
    expect(neighbours.find(({ to }: any) => to.id === 'role:robotics-engineer').differences).toHaveLength(1);
    expect(feeder.adjacentRoles.nodes).toEqual([{ kind: 'RELATED', from: { id: 'role:data-analyst' }, to: { id: MLE } }]);
  });

  test('names everyone to be credited where it is shown', async () => {
    const { role } = await ask(`{ role(id: "${MLE}") { attributions { id } sources { id } } }`);
    expect(role.sources).toHaveLength(5);
    expect(role.attributions.map(({ id }: any) => id)).toEqual([...role.sources.map(({ id }: any) => id), 'source:careergraph'].sort());
  });

  test('that is not there is null', async () => {
    expect(await ask('{ role(id: "role:nobody") { id } skill(name: "nothing") { id } certification(id: "x") { id } }')).toEqual({
      role: null,
      skill: null,
      certification: null,
    });
  });
});

describe('A ladder', () => {
  const ladder = async (source?: string) => {
    const { ladder } = await ask(
      'query ($source: ID) { ladder(role: "role:machine-learning-engineer", source: $source) { source { id } rungs { rank roles { role { title } claims { wording } } } } }',
      { source },
    );
    return ladder?.rungs.map(({ roles }: any) => roles.map(({ role, claims }: any) => (source && claims[0].wording) || role.title));
  };

  test('is each guide’s own, in its own words', async () => {
    expect(await ladder('source:career-information-machine-learning-engineer')).toEqual([
      ['Junior Machine Learning Engineer'], ['Machine Learning Engineer'], ['Senior Machine Learning Engineer'], ['Lead AI Engineer'], ['Director of Machine Learning'],
    ]); // prettier-ignore
    expect(await ladder('source:machine-learning-engineer-jobs')).toEqual([
      ['Junior ML Engineer'], ['ML Engineer'], ['Senior ML Engineer'], ['Lead ML Engineer'], ['AI Architect'], ['Head of AI', 'Research Scientist'],
    ]); // prettier-ignore
    expect(await ladder('source:jobicy-machine-learning-engineer')).toEqual([
      ['Junior ML Engineer'], ['ML Engineer'], ['Senior ML Engineer'], ['Lead ML Engineer'], ['Principal ML Engineer'],
    ]); // prettier-ignore
  });

  test.each(['source:teal-machine-learning-engineer', 'source:cityjobs-machine-learning-engineer', 'source:nobody'])(
    'is null where a source states none: %s',
    async (source) => {
      expect(await ladder(source)).toBeUndefined();
    },
  );

  test('without a source is merged, by level rank and then by longest path', async () => {
    expect(await ladder()).toEqual([
      ['Junior Machine Learning Engineer'], ['Machine Learning Engineer'], ['Senior Machine Learning Engineer'],
      ['Lead AI Engineer', 'Lead Machine Learning Engineer'], ['AI Architect'], ['Research Scientist'],
      ['Principal Machine Learning Engineer'], ['Director of Machine Learning'], ['Head of AI'],
    ]); // prettier-ignore
  });

  test('leads on from a role, step by step', async () => {
    const { role } = await ask(
      '{ role(title: "AI Architect") { progressesTo { to { title } sources { id } } progressesFrom { from { title } } } }',
    );
    expect(role.progressesTo.map(({ to }: any) => to.title)).toEqual(['Head of AI', 'Research Scientist']);
    expect(role.progressesFrom).toEqual([{ from: { title: 'Lead Machine Learning Engineer' } }]);
  });
});

describe('Lists', () => {
  test('of roles are filtered by level, family, industry, skill, source, scheme and part of the title', async () => {
    const titles = async (filter: object) =>
      (await ask('query ($filter: RoleFilter) { roles(filter: $filter, first: 200) { totalCount nodes { title } } }', { filter })).roles;
    expect((await titles({})).totalCount).toBeGreaterThan(35);
    expect((await titles({ levels: ['level:executive'] })).nodes).toContainEqual({ title: 'Chief Technology Officer' });
    expect((await titles({ families: ['family:engineering'] })).nodes).toEqual([{ title: 'Machine Learning Engineer' }]);
    expect((await titles({ industries: ['industry:automotive'] })).nodes).toEqual([{ title: 'Machine Learning Engineer' }]);
    expect((await titles({ requiresSkills: ['skill:python', 'skill:kubernetes'] })).nodes).toEqual([
      { title: 'Machine Learning Engineer' },
    ]);
    expect((await titles({ requiresSkills: ['skill:python', 'skill:nothing'] })).totalCount).toBe(0);
    expect((await titles({ sources: ['source:cityjobs-machine-learning-engineer'], titleContains: 'TECHNOLOGY' })).nodes).toEqual([
      { title: 'Chief Technology Officer' },
    ]);
    expect((await titles({ schemes: ['ONET'] })).totalCount).toBe(0);
    expect((await titles({ status: 'RETIRED' })).totalCount).toBe(0);
  });

  test('of roles come by level when asked, roles without one last', async () => {
    const { roles } = await ask('{ roles(orderBy: LEVEL, first: 200) { nodes { level { rank } } } }');
    const ranks = roles.nodes.map(({ level }: any) => level?.rank ?? Infinity);
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  });

  test.each([
    ['roles', '(first: 7, after: $after)'],
    ['roles', '(orderBy: LEVEL, first: 7, after: $after)'],
    ['skills', '(first: 50, after: $after)'],
    ['certifications', '(first: 2, after: $after)'],
    ['industries', '(first: 3, after: $after)'],
    ['employers', '(first: 4, after: $after)'],
    ['roleFamilies', '(first: 1, after: $after)'],
  ])('can be paged through to the end, each once: %s%s', async (field, args) => {
    const seen: string[] = [];
    let after: string | null = null;
    let total: number;
    do {
      const page: any = (
        await ask(
          `query ($after: String) { ${field}${args} { totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage endCursor } } }`,
          { after },
        )
      )[field];
      expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
      total = page.totalCount;
      seen.push(...page.nodes.map(({ id }: any) => id));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(new Set(seen).size).toBe(total);
    expect(seen).toHaveLength(total);
  });

  test('within a role are paged just as well', async () => {
    const { role } = await ask(
      `{ role(id: "${MLE}") { all: skills(first: 200) { totalCount nodes { id } } first: skills(first: 10) { totalCount pageInfo { endCursor } nodes { id } } } }`,
    );
    const next = await ask(
      'query ($after: String) { role(id: "role:machine-learning-engineer") { skills(first: 10, after: $after) { nodes { id } } } }',
      { after: role.first.pageInfo.endCursor },
    );
    expect(role.first.totalCount).toBe(role.all.totalCount);
    expect([...role.first.nodes, ...next.role.skills.nodes]).toEqual(role.all.nodes.slice(0, 20));
  });
});

describe('What cannot be used is refused, naming the argument and what was expected', () => {
  test.each([
    ['{ roles(first: 201) { totalCount } }', 'first', 'a whole number from 1 to 200'],
    ['{ roles(first: 0) { totalCount } }', 'first', 'a whole number from 1 to 200'],
    [`{ role(id: "${MLE}") { skills(first: -1) { totalCount } } }`, 'first', 'a whole number from 1 to 200'],
    ['{ roles(after: "nonsense") { totalCount } }', 'after', 'a cursor that this list gave'],
    ['{ role { id } }', 'id, title, externalId', 'exactly one of id, title, externalId'],
    ['{ role(id: "a", title: "b") { id } }', 'id, title, externalId', 'exactly one of id, title, externalId'],
    ['{ skill(id: "a", name: "b") { id } }', 'id, name', 'exactly one of id, name'],
  ])('%s', async (query, argument, expected) => {
    expect((await refusal(query)).extensions).toEqual({ code: 'BAD_USER_INPUT', argument, expected });
  });

  test('but an explicit null is the default', async () => {
    expect(
      await ask('{ roles(first: null, orderBy: null, after: null, filter: null) { nodes { id } } levels(scale: null) { id } }'),
    ).toMatchObject({ levels: { length: 8 } });
  });
});

test('Skills know where they belong, who needs them and what certifies them', async () => {
  const { skill } =
    await ask(`{ skill(name: "tensor flow") { name kind aliases { nodes { title } } broader { skill { name } } certifications { certification { name } sources { id } }
    roles { edges { node { id } necessity } } } }`);
  expect(skill).toMatchObject({ name: 'TensorFlow', kind: 'TECHNOLOGY' });
  expect(skill.certifications).toContainEqual({
    certification: { name: 'TensorFlow Developer Certificate' },
    sources: [{ id: 'source:jobicy-machine-learning-engineer' }],
  });
  expect(skill.broader).toContainEqual({ skill: { name: 'Machine Learning Frameworks' } });
  expect(skill.roles.edges).toContainEqual({ node: { id: MLE }, necessity: 'ESSENTIAL' });
});

test('One certification has the names that all guides give it', async () => {
  const { certification } = await ask(
    '{ certification(name: "Google Machine Learning Engineer") { id issuer recommendedFor { nodes { role { id } sources { id } } } claims { wording } } }',
  );
  expect(certification).toMatchObject({ id: 'certification:google-professional-machine-learning-engineer', issuer: 'Google' });
  expect(certification.recommendedFor.nodes[0].sources).toHaveLength(2);
  expect(certification.claims.map(({ wording }: any) => wording)).toEqual(['Google Machine Learning Engineer', null]);
});

test('Sources say what they are and how many facts they support', async () => {
  const { sources } = await ask('{ sources { id sourceKind publisher factCounts { kind count } } }');
  expect(sources).toHaveLength(6);
  const teal = sources.find(({ id }: any) => id.includes('teal'));
  expect(teal).toMatchObject({ sourceKind: 'CAREER_GUIDE', publisher: 'Teal' });
  expect(teal.factCounts.find(({ kind }: any) => kind === 'REQUIRES').count).toBeGreaterThan(50);
});
