import type { Skill } from '../skill/skill.type.js';
import { SECOND_HAND } from './name-score.rules.js';
import type { SearchHit, SkillNameMatch } from './search.type.js';

/**
 * From here on a phrase is the name of the skill: its own name or an alias, or a spelling variant of one. What is only
 * alike scores below 0.8, however much is alike: Java begins JavaScript, and is another skill.
 */
const SAME = 0.85;
const MOST_ALTERNATIVES = 5;
/** Less alike than this is no suggestion. */
const LEAST_ALIKE = 0.3;

const TALENT =
  'experienced?|knowledge|knowledgeable|understanding|familiarity|familiar|proficiency|proficient|expertise|expert|skills?|skilled|fluency|fluent|background|competence|competent|command|working|worked|certified|trained';
const LEAD_IN = new RegExp(String.raw`^.*?\b(?:${TALENT})\s+(?:with|in|of|using|on)\s+`, 'i');
const PRAISE = /^(?:(?:basic|good|strong|solid|excellent|advanced|proven)\s+)+/i;
const TRAILER = /\s+(?:skills?|knowledge|experience|expertise|proficiency)$/i;

/** How a phrase may be meant: as it stands, and without what people put around a skill, as in “strong experience with Python”. */
export function readingsOf(phrase: string): string[] {
  const bare = phrase.trim().replace(LEAD_IN, '').replace(PRAISE, '').replace(TRAILER, '');
  return [...new Set([phrase, bare])];
}

/** What a phrase names, given the skills that come near one of its readings, best first. */
export function skillNameMatch(phrase: string, reading: string, hits: readonly SearchHit[]): SkillNameMatch {
  const alike = hits.filter(({ score }) => score >= LEAST_ALIKE);
  const skills = alike.map(({ node }) => node as Skill);
  const score = alike[0]?.score ?? 0;
  const confidence = reading === phrase ? score : Math.max(0, Math.round((score - SECOND_HAND) * 100) / 100);
  const recognised = confidence >= SAME;
  const alternatives = recognised ? skills.slice(1) : skills;
  return { phrase, skill: recognised ? skills[0]! : null, confidence, alternatives: alternatives.slice(0, MOST_ALTERNATIVES) };
}
