import { RoleScheme } from '../role/role.type.js';
import { nameScore, SECOND_HAND, type Wording, wordingOf } from './name-score.rules.js';
import type { SearchHit, SearchResult } from './search.type.js';

/** What a text may name, with the names of it that were found. */
export interface Candidate {
  readonly node: SearchResult;
  readonly names: readonly string[];
  readonly connections: number;
  /** Ids of what is the same thing in other taxonomies. */
  readonly sameAs: readonly string[];
}

interface Scored extends SearchHit {
  readonly connections: number;
}

/** What fits less than a third as well as the best is noise; how well the best itself fits says the score. */
const NOISE = 1 / 3;
const LEAST = 0.1;

/** The candidates by how well one of their names fits, each with the name that fits best. What is the same thing is one hit. */
export function rank(text: Wording, candidates: readonly Candidate[]): SearchHit[] {
  const wordings = new Map<string, Wording>();
  for (const { node, names } of candidates) for (const name of [mainName(node), ...names]) wordings.set(name, wordingOf(name));
  const known = new Set([...wordings.values()].flatMap(({ words }) => words));
  const ranked = sameThings(candidates)
    .map((things) =>
      oneHit(things.map((thing) => ({ ...thing, ...bestName(thing, (name) => nameScore(text, wordings.get(name)!, known)) }))),
    )
    .sort((a, b) => b.score - a.score || byStanding(a, b))
    .map(({ node, score, matchedText }) => ({ node, score, matchedText }));
  const least = Math.max(LEAST, (ranked[0]?.score ?? 0) * NOISE);
  return ranked.filter(({ score }) => score >= least);
}

/** Candidates together that are the same thing. */
function sameThings(candidates: readonly Candidate[]): Candidate[][] {
  const thingById = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const thing = [candidate, ...new Set(candidate.sameAs.flatMap((id) => thingById.get(id) ?? []))];
    for (const { node } of thing) thingById.set(node.id, thing);
  }
  return [...new Set(thingById.values())];
}

/** The one that stands best speaks for all, by the name that fits best, and is as connected as all together. */
function oneHit(things: readonly Scored[]): Scored {
  const byOrder = [...things].sort(byStanding);
  const best = byOrder.reduce((best, other) => (other.score > best.score ? other : best));
  return { ...best, node: byOrder[0]!.node, connections: things.reduce((sum, { connections }) => sum + connections, 0) };
}

const byStanding = (a: Scored, b: Scored): number =>
  standing(a.node) - standing(b.node) || b.connections - a.connections || (a.node.id < b.node.id ? -1 : 1);

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
/** Roles before all others. A skill has no scheme; whose it is says its id. */
const standing = (node: SearchResult): number => ('scheme' in node ? SCHEMES.indexOf(node.scheme) : SCHEMES.length + standingOfId(node.id));
const standingOfId = (id: string): number => ['skill:onet/', 'skill:esco/'].findIndex((beginning) => id.startsWith(beginning)) + 1;
