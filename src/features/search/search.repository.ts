import type { Graph } from '../../graph/graph.js';
import { type KeyedQuery, rowOf, type Selection } from '../../graph/projection.js';
import { merged } from '../../graphql/selection.js';
import { onceEach } from '../../once-each.js';
import type { Scheme } from '../../career-map/career-rows.js';
import { type Allowance, luceneQuery } from './lucene.rules.js';
import { hasAllWords, wordingOf } from './name-score.rules.js';
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

/** What is selected of hits, and what they are ranked by. */
const candidateSelection = onceEach(({ node }: Selection): Selection => {
  return { node: merged(node, { title: {}, name: {}, scheme: {} }), names: {}, connections: {}, sameAs: {} };
});

/** Finds things by name, however it is spelled. */
export class SearchRepository {
  constructor(private readonly graph: Graph) {}

  /** What a text may name, best first; it may still be being typed. */
  async search(text: string, narrowing: Narrowing, first: number, selection?: Selection): Promise<SearchHit[]> {
    const wording = wordingOf(text);
    const query = selection === undefined ? CANDIDATES_BY_WORDS : CANDIDATES_BY_WORDS.only(candidateSelection(selection));
    const hits = async (slips: 0 | 2): Promise<SearchHit[]> => {
      const found = await this.candidates(query, [text], narrowing, { typing: true, slips, limit: 60 + 2 * first });
      return rank(wording, found.get(text) ?? []).slice(0, first);
    };
    const [best, ...others] = await hits(0);
    // To look for misspelled words takes the index as long as all else.
    return best !== undefined && hasAllWords(wordingOf(best.matchedText), wording) ? [best, ...others] : hits(2);
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
    const alike = await this.candidates(CANDIDATES_BY_WORDS, inexact, SKILLS, { typing: false, slips: 1, limit: 50 });
    return phrases.map((phrase) => {
      const reading = readingOf(phrase);
      return skillNameMatch(phrase, reading, rank(wordingOf(reading), exact.get(reading) ?? alike.get(reading) ?? []));
    });
  }

  /** What each text may name. `limit` bounds those that are not of exactly that name. */
  private async candidates(
    query: KeyedQuery,
    texts: readonly string[],
    { kinds, schemes }: Narrowing,
    { limit, ...allowance }: Allowance & { limit: number } = { typing: false, slips: 1, limit: 0 },
  ): Promise<Map<string, Candidate[]>> {
    const worded = [...new Set(texts)].map((text) => ({ text, ...wordingOf(text) })).filter(({ key }) => key !== '');
    if (worded.length === 0) return new Map();
    const asked = worded.map(({ text, ...wording }) => ({ text, key: wording.key, lucene: luceneQuery(wording, allowance) }));
    const narrowed = schemes !== null || new Set(kinds).size < ALL_KINDS;
    const rows = await this.graph.read(query.cypher, { texts: asked, kinds, schemes, narrowed, limit }, rowOf<Candidate[]>(query));
    return new Map(rows.map(({ key, value }) => [key, value]));
  }
}
