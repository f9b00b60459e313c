import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { graphql } from 'graphql';
import { seed } from '../graph-seed/seed.js';
import { buildHere } from '../src/career-map-keeper.js';
import { createContext } from '../src/context.js';
import { startEmbeddedNeo4j } from '../src/graph/embedded-neo4j.js';
import { Graph } from '../src/graph/graph.js';
import { ANONYMOUS, type Caller } from '../src/graphql/identity.js';
import { projectRoot } from '../src/project-root.js';
import { createSchema } from '../src/schema.js';
import { createSharedState, type SharedState } from '../src/shared-state.js';

/**
 * Writes the answers that the documentation prints: each query is asked of a freshly seeded graph. What a reader sees is
 * ```graphql (or ```sh with a curl command, or ```cypher), perhaps ```json variables, and then the answer in ```json.
 */
export interface Example {
  readonly language: 'graphql' | 'cypher';
  readonly query: string;
  readonly variables: Record<string, unknown>;
  readonly line: number;
  /** The answer's JSON, and where it stands in the document. */
  readonly answer: { readonly text: string; readonly start: number };
}

interface Block {
  info: string;
  text: string;
  start: number;
  line: number;
}

/** The examples of a Markdown document; throws where a query has no answer after it. */
export function examplesIn(markdown: string): Example[] {
  const examples: Example[] = [];
  let asked: Omit<Example, 'answer'> | undefined;
  for (const block of blocksIn(markdown)) {
    const question = questionIn(block);
    if (asked !== undefined && block.info === 'json variables')
      asked = { ...asked, variables: JSON.parse(block.text) as Example['variables'] };
    else if (asked !== undefined && block.info === 'json') {
      examples.push({ ...asked, answer: block });
      asked = undefined;
    } else if (asked !== undefined) break;
    else if (question !== null) asked = question;
  }
  if (asked !== undefined) throw new Error(`The query in line ${asked.line} has no answer after it.`);
  return examples;
}

function blocksIn(markdown: string): Block[] {
  return [...markdown.matchAll(/^```(.*)\n([^]*?)^```$/gm)].map((match) => {
    const start = match.index + match[0].indexOf('\n') + 1;
    return { info: match[1]!, text: match[2]!, start, line: markdown.slice(0, match.index).split('\n').length };
  });
}

function questionIn({ info, text, line }: Block): Omit<Example, 'answer'> | null {
  if (info === 'graphql' || info === 'cypher') return { language: info, query: text, variables: {}, line };
  const [, inAddress] = /--data-urlencode 'query=([^']+)'/.exec(text) ?? [];
  if (inAddress !== undefined) return { language: 'graphql', query: inAddress, variables: {}, line };
  const [, body] = /(?:-d|--data|--json) '([^']+)'/.exec(text) ?? [];
  if (body === undefined) return null;
  const { query, variables = {} } = JSON.parse(body) as { query: string; variables?: Example['variables'] };
  return { language: 'graphql', query, variables, line };
}

const WIDTH = 112;
/** Items of a list share lines only when all are as small as this. */
const SMALL_ITEM = 44;

/** JSON as people write it: what fits stands on one line, and small members share lines. */
export function layOut(value: unknown, indent = '', taken = 0): string {
  const flat = inline(value);
  if (flat.length <= WIDTH - indent.length - taken || typeof value !== 'object' || value === null) return flat;
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const members = Array.isArray(value)
    ? value.map((item) => ({ head: '', item, mayShare: value.every((each) => inline(each).length <= SMALL_ITEM) }))
    : Object.entries(value).map(([key, item]) => ({ head: `"${key}": `, item, mayShare: true }));
  const lines: string[] = [];
  let room = 0;
  for (const { head, item, mayShare } of members) {
    const member = `${head}${inline(item)}`;
    const fits = inner.length + member.length < WIDTH;
    if (fits && mayShare && member.length + 2 <= room) lines.push(`${lines.pop()}, ${member}`);
    else lines.push(`${inner}${fits ? member : `${head}${layOut(item, inner, head.length + 1)}`}`);
    room = fits && mayShare ? WIDTH - 1 - lines.at(-1)!.length : 0;
  }
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, item]) => `"${key}": ${inline(item)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

const schema = createSchema();
const CURATOR: Caller = { ...ANONYMOUS, identity: { subject: 'ada', scopes: new Set(['curate']) }, tokensAccepted: true };

/** Its examples change the graph, one after the other: they need one of their own. */
export const EDITING = 'docs/curating.md';

/** What an example answers, as it travels: JSON. */
export async function answerTo({ language, query, variables }: Example, shared: SharedState): Promise<unknown> {
  const answer =
    language === 'cypher'
      ? await shared.graph.read(query)
      : await graphql({
          schema,
          source: query,
          variableValues: variables,
          contextValue: createContext(shared, CURATOR),
        });
  return JSON.parse(JSON.stringify(answer));
}

/** README.md and what stands in docs/, apart from what other scripts write. */
export async function handWrittenDocuments(): Promise<string[]> {
  const files = await readdir(join(projectRoot, 'docs'), { recursive: true });
  const pages = files
    .map((file) => `docs/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.md') && !file.startsWith('docs/sources/'));
  return ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...pages.sort()];
}

async function writeAnswers(shared: SharedState): Promise<void> {
  const { format, resolveConfig } = await import('prettier');
  const documents = await handWrittenDocuments();
  for (const document of [...documents.filter((name) => name !== EDITING), EDITING]) {
    const file = join(projectRoot, document);
    const markdown = await readFile(file, 'utf8');
    const answers = [];
    for (const example of examplesIn(markdown)) answers.push({ ...example.answer, given: layOut(await answerTo(example, shared)) });
    let written = markdown;
    for (const { start, text, given } of answers.reverse()) {
      written = `${written.slice(0, start)}${given}\n${written.slice(start + text.length)}`;
    }
    written = await format(written, { ...(await resolveConfig(file)), filepath: file });
    if (written === markdown) continue;
    await writeFile(file, written);
    console.log(`Written: ${relative(projectRoot, file)}`);
  }
}

async function withSeededGraph(work: (shared: SharedState) => Promise<void>): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'careergraph-docs-'));
  const neo4j = await startEmbeddedNeo4j({ home });
  try {
    const graph = await Graph.connect(neo4j.connection);
    await seed(graph);
    await work(createSharedState({ graph, buildCareerMap: () => buildHere(graph), cacheBytes: 0, onFailure: () => {} }));
    await graph.close();
  } finally {
    await neo4j.stop();
    await rm(home, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await withSeededGraph(writeAnswers);
