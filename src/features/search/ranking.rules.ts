import { RoleScheme } from '../role/role.type.js';
import { nameScore, SECOND_HAND, type Wording, wordingOf } from './name-score.rules.js';
import type { SearchHit, SearchResult } from './search.type.js';

/** What a text may name, with the names of it that were found. */
export interface Candidate {
  readonly node: SearchResult;
  readonly names: readonly string[];
  readonly connections: number;
}

/** What fits less than a third as well as the best is noise; how well the best itself fits says the score. */
const NOISE = 1 / 3;
const LEAST = 0.1;

/** The candidates by how well one of their names fits, each with the name that fits best. */
export function rank(text: Wording, candidates: readonly Candidate[]): SearchHit[] {
  const wordings = new Map<string, Wording>();
  for (const { node, names } of candidates) for (const name of [mainName(node), ...names]) wordings.set(name, wordingOf(name));
  const known = new Set([...wordings.values()].flatMap(({ words }) => words));
  const ranked = candidates
    .map((candidate) => ({ ...candidate, ...bestName(candidate, (name) => nameScore(text, wordings.get(name)!, known)) }))
    .sort(
      (a, b) =>
        b.score - a.score || standing(a.node) - standing(b.node) || b.connections - a.connections || (a.node.id < b.node.id ? -1 : 1),
    )
    .map(({ node, score, matchedText }) => ({ node, score, matchedText }));
  const least = Math.max(LEAST, (ranked[0]?.score ?? 0) * NOISE);
  return ranked.filter(({ score }) => score >= least);
}

const mainName = (node: SearchResult): string => ('title' in node ? node.title : node.name);

function bestName({ node, names }: Candidate, scoreOf: (name: string) => number): { score: number; matchedText: string } {
  const main = mainName(node);
  const scored = [
    { score: rounded(scoreOf(main)), matchedText: main },
    ...names.map((name) => ({ score: rounded(scoreOf(name) - SECOND_HAND), matchedText: name })),
  ];
  return scored.reduce((best, other) =>
    other.score > best.score || (other.score === best.score && best.matchedText !== main && other.matchedText < best.matchedText)
      ? other
      : best,
  );
}

/** To hundredths: what differs by less counts as equal, and its connections decide. */
const rounded = (score: number): number => Math.max(0, Math.round(score * 100) / 100);

const SCHEMES = [RoleScheme.GUIDE, RoleScheme.ONET, RoleScheme.ESCO, RoleScheme.CURATED];
const standing = (node: SearchResult): number => ('scheme' in node ? SCHEMES.indexOf(node.scheme) : SCHEMES.length);
