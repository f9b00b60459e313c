import type { Graph } from '../../graph/graph.js';
import type { KeyedRow } from '../../graph/projection.js';
import type { Scheme } from '../../career-map/career-rows.js';
import { luceneQuery } from './lucene.rules.js';
import { wordingOf } from './name-score.rules.js';
import { type Candidate, rank } from './ranking.rules.js';
import { CANDIDATES_BY_KEY, CANDIDATES_BY_WORDS } from './search.queries.js';
import { type SearchHit, SearchKind, type SkillNameMatch } from './search.type.js';
import { readingsOf, skillNameMatch } from './skill-match.rules.js';

export const MAX_TEXT_LENGTH = 200;

interface Narrowing {
  kinds: readonly SearchKind[];
  /** Of roles only; null lets all through. */
  schemes: readonly Scheme[] | null;
}
const ALL_KINDS = Object.values(SearchKind).length;
const SKILLS: Narrowing = { kinds: [SearchKind.SKILL], schemes: null };

/** Finds things by name, however it is spelled. */
export class SearchRepository {
  constructor(private readonly graph: Graph) {}

  /** What a text may name, best first; it may still be being typed. */
  async search(text: string, narrowing: Narrowing, first: number): Promise<SearchHit[]> {
    const found = await this.candidates(CANDIDATES_BY_WORDS, [text], narrowing, { typing: true, limit: 60 + 2 * first });
    return rank(wordingOf(text), found.get(text) ?? []).slice(0, first);
  }

  /** The skill that each phrase names; one round trip, and a second for phrases that are nobody's exact name. */
  async matchSkills(phrases: readonly string[]): Promise<SkillNameMatch[]> {
    const readings = new Map(phrases.map((phrase) => [phrase, phrase.length > MAX_TEXT_LENGTH ? [] : readingsOf(phrase)]));
    const exact = await this.candidates(CANDIDATES_BY_KEY, [...readings.values()].flat(), SKILLS);
    const readingOf = (phrase: string): string => {
      const possible = readings.get(phrase)!;
      return possible.find((reading) => exact.has(reading)) ?? possible.at(-1) ?? phrase;
    };
    const inexact = [...readings.keys()].map(readingOf).filter((reading) => !exact.has(reading));
    const alike = await this.candidates(CANDIDATES_BY_WORDS, inexact, SKILLS, { typing: false, limit: 50 });
    return phrases.map((phrase) => {
      const reading = readingOf(phrase);
      return skillNameMatch(phrase, reading, rank(wordingOf(reading), exact.get(reading) ?? alike.get(reading) ?? []));
    });
  }

  /** What each text may name. `limit` bounds those that are not of exactly that name. */
  private async candidates(
    cypher: string,
    texts: readonly string[],
    { kinds, schemes }: Narrowing,
    { typing, limit } = { typing: false, limit: 0 },
  ): Promise<Map<string, Candidate[]>> {
    const worded = [...new Set(texts)].map((text) => ({ text, ...wordingOf(text) })).filter(({ key }) => key !== '');
    if (worded.length === 0) return new Map();
    const asked = worded.map(({ text, ...wording }) => ({ text, key: wording.key, lucene: luceneQuery(wording, { typing }) }));
    const narrowed = schemes !== null || new Set(kinds).size < ALL_KINDS;
    const rows = await this.graph.read<KeyedRow<Candidate[]>>(cypher, { texts: asked, kinds, schemes, narrowed, limit });
    return new Map(rows.map(({ key, value }) => [key, value]));
  }
}
