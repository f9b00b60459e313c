import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { seed } from '../graph-seed/seed.js';
import { answerTo, EDITING, examplesIn, handWrittenDocuments } from '../scripts/write-doc-answers.js';
import { projectRoot } from '../src/project-root.js';
import { ownGraph } from './support/own-graph.js';
import { sharedGraph, stateOf } from './support/shared-graph.js';

const read = (document: string): string => readFileSync(join(projectRoot, document), 'utf8');
const withoutCode = (markdown: string): string => markdown.replace(/^```[^]*?^```$/gm, '').replace(/`[^`\n]*`/g, '');
const documents = (await handWrittenDocuments()).map((document) => ({ document, markdown: read(document) }));

describe('The answers that the documentation prints', () => {
  const edited = ownGraph();
  beforeAll(() => seed(edited.graph), 120_000);

  const examples = documents.flatMap(({ document, markdown }) => examplesIn(markdown).map((example) => ({ document, example })));
  const graphOf = async (document: string) => (document === EDITING ? edited.graph : sharedGraph());

  test.each(examples.map(({ document, example }) => [`${document}:${example.line}`, document, example] as const))(
    'are what the service answers: %s',
    async (_place, document, example) => {
      const answer = await answerTo(example, stateOf(await graphOf(document)));
      // Field by field, in the order in which they come. `scripts/write-doc-answers.ts` writes the answers anew.
      expect(JSON.stringify(JSON.parse(example.answer.text), null, 1)).toBe(JSON.stringify(answer, null, 1));
    },
  );

  test('are there in number', () => {
    const count = (file: string): number => examples.filter(({ document }) => document === file).length;
    expect(count('README.md')).toBeGreaterThanOrEqual(1);
    expect(count('docs/api-guide.md')).toBeGreaterThanOrEqual(20);
    expect(count('docs/data-model.md')).toBeGreaterThanOrEqual(3);
  });
});

describe('The documentation', () => {
  /** Labels stand alone in code, relationship types in their pattern. */
  const describes = (page: string, name: string): boolean => page.includes(`\`${name}\``) || page.includes(`[:${name}]`);

  /** A heading's anchor, as GitHub makes it. */
  const anchorsIn = (markdown: string): string[] =>
    [...markdown.replace(/^```[^]*?^```$/gm, '').matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) =>
      heading!
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    );

  /** What `find` finds in each document, with the document's name. */
  const inDocuments = (find: (markdown: string, document: string) => readonly string[]): string[] =>
    documents.flatMap(({ document, markdown }) => find(markdown, document).map((found) => `${document}: ${found}`));

  test('links to what is there', () => {
    const broken = inDocuments((markdown, document) => {
      const links = [...withoutCode(markdown).matchAll(/\]\(([^)\s]+)\)/g)]
        .map(([, link]) => link!)
        .filter((link) => !/^[a-z]+:/.test(link));
      return links.filter((link) => {
        const [path, anchor] = link.split('#');
        const target = path ? normalize(join(dirname(document), path)) : document;
        if (!existsSync(join(projectRoot, target))) return true;
        return anchor !== undefined && !anchorsIn(read(target)).includes(anchor);
      });
    });
    expect(broken).toEqual([]);
  });

  test('names files that are there', () => {
    const missing = inDocuments((markdown) => {
      const names = [...markdown.matchAll(/`((?:src|graph-seed|schema|scripts|tests|neo4j|docs|\.ci)\/[\w./-]*)`/g)].map(
        ([, name]) => name!,
      );
      return names.filter((name) => !existsSync(join(projectRoot, name)));
    });
    expect(missing).toEqual([]);
  });

  test('names scripts that are there', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const missing = inDocuments((markdown) => {
      const named = [...markdown.matchAll(/npm (?:run )?(?:-s )?([\w:]+)/g)].map(([, name]) => name!);
      return named.filter((name) => name !== 'ci' && scripts[name] === undefined);
    });
    expect(missing).toEqual([]);
  });

  test('lists every setting with its default', () => {
    const settings = [...read('.env.example').matchAll(/^#?([A-Z][A-Z0-9_]+)=(.*)$/gm)].map(([, name, value]) => ({
      name: name!,
      value: value!,
    }));
    const rows = [...read('README.md').matchAll(/^\| `([A-Z][A-Z0-9_]+)` +\| +(.*?) +\|/gm)].map(([, name, value]) => ({
      name: name!,
      value: value!,
    }));
    expect(rows.map(({ name }) => name).sort()).toEqual(settings.map(({ name }) => name).sort());
    for (const { name, value } of settings) {
      if (name === 'NEO4J_URI' || value === '') continue; // shown by an example there
      expect(rows).toContainEqual({ name, value: `\`${value}\`` });
    }
  });

  test('describes every label and relationship type of the graph', async () => {
    const graph = await sharedGraph();
    const [{ labels, types } = { labels: [], types: [] }] = await graph.read<{ labels: string[]; types: string[] }>(`
      CALL () { MATCH (n) UNWIND labels(n) AS label RETURN collect(DISTINCT label) AS labels }
      CALL () { MATCH ()-[r]->() RETURN collect(DISTINCT type(r)) AS types }
      RETURN labels, types`);
    const page = read('docs/data-model.md');
    expect([...labels, ...types].filter((name) => !describes(page, name))).toEqual([]);
    const constrained = [...read('schema/graph.cypher').matchAll(/^CREATE CONSTRAINT .* FOR \(?(?:\(n|\)-\[r):(\w+)/gm)].map(
      ([, name]) => name!,
    );
    expect(constrained.filter((name) => !describes(page, name))).toEqual([]);
  });

  test('maps the guides’ levels as the graph has them', async () => {
    const graph = await sharedGraph();
    const claims = await graph.read<{ guide: string; label: string; minYears: number | null; maxYears: number | null; level: string }>(`
      MATCH (:Role)-[claim:AT_LEVEL]->(level:Level) WHERE claim.label IS NOT NULL OR claim.minYears IS NOT NULL
      RETURN DISTINCT substring(claim.source, size('source:')) AS guide, coalesce(claim.label, '') AS label, claim.minYears AS minYears,
        claim.maxYears AS maxYears, level.name AS level`);
    const years = (min: number | null, max: number | null): string => (min === null ? '' : max === null ? `${min}+` : `${min}–${max}`);
    const inGraph = claims.map(({ guide, label, minYears, maxYears, level }) => [guide, label, years(minYears, maxYears), level]);
    const rows = [...read('docs/data-model.md').matchAll(/^\| `([\w-]+)` +\|(.*)\|(.*)\|(.*)\|$/gm)].map((row) =>
      row.slice(1).map((cell) => cell.trim()),
    );
    const inTable = rows.filter(([guide]) => existsSync(join(projectRoot, 'graph-seed/guides', `${guide}.yaml`)));
    expect(inTable.map(String).sort()).toEqual(inGraph.map(String).sort());
  });

  test('counts what the graph holds', async () => {
    const [counted] = await (
      await sharedGraph()
    ).read(`RETURN COUNT { (:Role) } AS roles, COUNT { (:Skill) } AS skills, COUNT { (:Certification) } AS certifications`);
    const [, roles, skills, certifications] = /(\d+) roles, (\d+) skills and (\d+) certifications/.exec(read('README.md'))!.map(Number);
    expect({ roles, skills, certifications }).toEqual(counted);
  });
});
