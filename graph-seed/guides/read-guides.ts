import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { projectRoot } from '../../src/project-root.js';
import { StartUpError } from '../../src/start-up-error.js';
import { type Guide, guideFacts } from './guide-facts.js';
import { guideFile, vocabularyFile } from './guide-file.js';
import { Vocabulary } from './vocabulary.js';

export const guidesFolder = join(projectRoot, 'graph-seed/guides');

/** What is wrong with the seed's files, each with its file and line. */
export class SeedFileError extends StartUpError {
  override readonly name = 'SeedFileError';
  constructor(readonly problems: readonly string[]) {
    super(`The seed cannot be read:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
}

/** The guides of a folder, and the vocabulary in whose names they are written. Reports all problems of all files at once. */
export async function readGuides(folder: string = guidesFolder): Promise<{ vocabulary: Vocabulary; guides: Guide[] }> {
  const problems: string[] = [];
  const files = (await readdir(folder)).filter((file) => file.endsWith('.yaml') && file !== 'vocabulary.yaml').sort();
  const vocabularySource = await readYaml(join(folder, 'vocabulary.yaml'), vocabularyFile, problems);
  const guideSources = await Promise.all(files.map((file) => readYaml(join(folder, file), guideFile, problems)));
  if (vocabularySource === undefined) throw new SeedFileError(problems);

  const vocabulary = new Vocabulary(vocabularySource.content, (path, message) => problems.push(vocabularySource.problem(path, message)));
  const guides = guideSources.flatMap((source) =>
    source === undefined ? [] : [guideFacts(source.content, vocabulary, (path, message) => problems.push(source.problem(path, message)))],
  );
  if (problems.length > 0) throw new SeedFileError(problems);
  return { vocabulary, guides };
}

type Path = readonly PropertyKey[];

/** The content of a YAML file in its shape, with what says where in the file a problem is; undefined when it has not that shape. */
async function readYaml<S extends z.ZodType>(file: string, shape: S, problems: string[]) {
  const lineCounter = new LineCounter();
  const document = parseDocument(await readFile(file, 'utf8'), { lineCounter });
  const problem = (path: Path, message: string): string => {
    // The deepest part of the path that is in the file: what is missing is reported where it should be.
    const depths = path.map((_, index) => path.length - index);
    const node = depths.map((depth) => document.getIn(path.slice(0, depth), true)).find(isNode);
    const offset = node?.range?.[0] ?? 0;
    return `${basename(file)}:${lineCounter.linePos(offset).line}: ${path.length > 0 ? `${path.join('.')}: ` : ''}${message}`;
  };
  if (document.errors.length > 0) {
    for (const error of document.errors)
      problems.push(`${basename(file)}:${error.linePos?.[0].line ?? 1}: ${error.message.split('\n')[0]}`);
    return undefined;
  }
  const parsed = shape.safeParse(document.toJS());
  if (parsed.success) return { content: parsed.data as z.infer<S>, problem };
  for (const issue of parsed.error.issues) problems.push(...flatten(issue).map(({ path, message }) => problem(path, message)));
  return undefined;
}

/** A union's problem is told by its branch that came furthest. */
function flatten(issue: z.core.$ZodIssue): { path: Path; message: string }[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const depth = (issues: z.core.$ZodIssue[]): number => Math.max(...issues.map(({ path }) => path.length));
  const branch = issue.errors.reduce((best, next) => (depth(next) > depth(best) ? next : best));
  return branch.flatMap((inner) => flatten({ ...inner, path: [...issue.path, ...inner.path] }));
}
