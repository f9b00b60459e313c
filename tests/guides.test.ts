import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { factCountsPage } from '../graph-seed/guides/fact-counts.js';
import { guidesFolder, readGuides, SeedFileError } from '../graph-seed/guides/read-guides.js';
import { idRest } from '../graph-seed/ids.js';
import { projectRoot } from '../src/project-root.js';
import { sharedGraph } from './support/shared-graph.js';

const GUIDES = [
  'career-information-machine-learning-engineer',
  'cityjobs-machine-learning-engineer',
  'jobicy-machine-learning-engineer',
  'machine-learning-engineer-jobs',
  'teal-machine-learning-engineer',
];

describe('The five guides', () => {
  test.each(GUIDES)('%s states section by section what docs/sources counts', async (name) => {
    const { guides } = await readGuides();
    const guide = guides.find(({ source }) => idRest(source.id) === name)!;
    expect(factCountsPage(guide)).toBe(await readFile(join(projectRoot, 'docs/sources', `${name}.md`), 'utf8'));
  });

  test('say why where a section states nothing', async () => {
    const { guides } = await readGuides();
    const sections = guides.flatMap((guide) => guide.sections);
    expect(sections.filter(({ stated, none }) => stated.length === 0 && !none)).toEqual([]);
  });

  test('are in the graph whole: every claim of every guide is there', async () => {
    const { guides } = await readGuides();
    const rows = await (
      await sharedGraph()
    ).read<{ source: string; claims: number }>(
      `MATCH ()-[claim]->() WHERE type(claim) <> 'RELEASED_BY' RETURN claim.source AS source, count(claim) AS claims`,
    );
    const claims = new Map(rows.map((row) => [row.source, row.claims]));
    for (const { source, facts } of guides)
      expect({ source: source.id, claims: claims.get(source.id) }).toEqual({ source: source.id, claims: facts.length });
  });

  test('name only what the vocabulary knows, and the vocabulary only what a guide names', async () => {
    const { vocabulary, guides } = await readGuides();
    const attested = new Set(guides.flatMap(({ facts }) => facts.flatMap((fact) => ('id' in fact ? [fact.id] : []))));
    expect(vocabulary.concepts().filter(({ id }) => !attested.has(id))).toEqual([]);
  });
});

describe('A mistake in a guide’s file is reported with its file and line', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'careergraph-guides-'));
    await cp(guidesFolder, folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true }));

  const file = 'career-information-machine-learning-engineer.yaml';
  const problemsAfter = async (...changes: [RegExp, string][]): Promise<string[]> => {
    const path = join(folder, file);
    const before = await readFile(path, 'utf8');
    const after = changes.reduce((text, [find, replacement]) => text.replace(find, replacement), before);
    expect(after).not.toBe(before);
    await writeFile(path, after);
    const error = await readGuides(folder).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SeedFileError);
    return [...(error as SeedFileError).problems];
  };
  const lineOf = async (text: string): Promise<number> => {
    const lines = (await readFile(join(folder, file), 'utf8')).split('\n');
    return lines.findIndex((line) => line.includes(text)) + 1;
  };

  test('a name that the vocabulary does not know', async () => {
    const problems = await problemsAfter(
      [/Machine Learning Developer\]/, 'Data Scientist]'],
      [/^( +- ladder:)/m, '$1'],
      [/Lead AI Engineer/, 'Lead AI Enginer'],
    );
    expect(problems).toContain(
      `${file}:${await lineOf('Lead AI Enginer')}: ${problems[0]!.split(': ')[1]}: no role is called "Lead AI Enginer" in vocabulary.yaml`,
    );
  });

  test('an entry that says something unknown', async () => {
    const problems = await problemsAfter([/growthPercent: 40/, 'growth: 40']);
    expect(problems).toEqual([expect.stringMatching(new RegExp(`^${file}:${await lineOf('growth: 40')}: .*outlook.*growth`))]);
  });

  test('a value of the wrong type', async () => {
    const problems = await problemsAfter([/mean: 162297/, 'mean: a lot']);
    expect(problems).toEqual([expect.stringMatching(new RegExp(`^${file}:${await lineOf('mean: a lot')}: .*pay\\.mean.*number`))]);
  });

  test('text that is not YAML', async () => {
    const problems = await problemsAfter([/sections:/, 'sections: [']);
    expect(problems[0]).toMatch(new RegExp(`^${file}:\\d+: `));
  });

  test('several at once, all reported', async () => {
    const problems = await problemsAfter([/mean: 162297/, 'mean: a lot'], [/growthPercent: 40/, 'growthPercent: many']);
    expect(problems).toHaveLength(2);
  });
});
