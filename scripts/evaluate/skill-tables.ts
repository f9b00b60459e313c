import { listOf } from '../../src/career-map/career-map.js';
import type { CareerRows } from '../../src/career-map/career-rows.js';
import {
  FITTED_RELATEDNESS,
  type RelatednessSettings,
  relatedSkills,
  type SkillUse,
} from '../../src/career-map/affinity/skill-relatedness.js';
import { FOLDS, foldsOf } from './fitting.js';
import { share, tableOf } from './page.js';

const SHRINKAGES = [0, 1, 2, 4, 8, 16];
const THRESHOLDS = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
/** Of a role's skills one in five is hidden, of roles that have enough of them. */
const HIDE_EVERY = 5;
const LEAST_SKILLS = 10;
const GUESSES = 10;

/**
 * How well related skills tell what a role requires: in roles that the relatedness was not made from, a fifth of the required
 * skills is hidden and guessed from the others.
 */
export function skillTables(rows: CareerRows): string[] {
  const use = useOf(rows);
  const shrinkages = SHRINKAGES.map((shrinkage) => {
    const { recall, mrr } = predicted(use, { shrinkage, threshold: LOWEST });
    return [String(shrinkage), share(recall), share(mrr)];
  });
  const thresholds = THRESHOLDS.map((threshold) => {
    const { precision, found, f1 } = predicted(use, { shrinkage: FITTED_RELATEDNESS.shrinkage, threshold });
    const { related } = relatedSkills(use, { shrinkage: FITTED_RELATEDNESS.shrinkage, threshold });
    const having = use.broader.filter((_, skill) => listOf(related, skill).length > 0).length;
    return [threshold.toFixed(2), share(precision), share(found), share(f1), String(having)];
  });
  const started = performance.now();
  relatedSkills(use);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  return [
    tableOf('Relatedness of skills: hidden skills of a role, guessed from its others', ['k', 'recall@10', 'MRR'], shrinkages),
    tableOf(
      `Relatedness of skills: what a threshold admits (k = ${FITTED_RELATEDNESS.shrinkage}; all relatednesses in ${seconds} s)`,
      ['relatedness from', 'precision', 'recall', 'F1', 'skills with a related one'],
      thresholds,
    ),
  ];
}

const LOWEST = 0.02;

/** Without what O*NET rates, which it does for every role: there is nothing to guess. */
function useOf({ roles, skills }: CareerRows): SkillUse {
  const placeOf = new Map(skills.map(({ id }, place) => [id, place]));
  const placesOf = (ids: readonly string[]): number[] => [...new Set(ids.flatMap((id) => placeOf.get(id) ?? []))];
  const claims = roles.map(({ requirements }) => {
    const importance = new Map<number, number>();
    for (const { skill, importance: rated, necessity } of requirements) {
      if (rated === null) importance.set(placeOf.get(skill)!, necessity === 'OPTIONAL' ? 0.25 : 0.5);
    }
    return importance;
  });
  return {
    count: skills.length,
    required: claims.map((of) => [...of.keys()]),
    importance: claims.map((of) => [...of.values()]),
    broader: skills.map(({ broader }) => placesOf(broader)),
    related: skills.map(({ related }) => placesOf(related)),
  };
}

interface Prediction {
  recall: number;
  mrr: number;
  precision: number;
  found: number;
  f1: number;
}

/** Guesses ranked by the sum of relatedness to the skills that are not hidden; precision and recall are of all guesses. */
function predicted(use: SkillUse, settings: RelatednessSettings): Prediction {
  const folds = foldsOf(use.required.length);
  const none: readonly number[][] = use.broader.map(() => []);
  let [roles, recall, mrr, hits, guessed, hiddenCount] = [0, 0, 0, 0, 0, 0];
  for (let fold = 0; fold < FOLDS; fold++) {
    const training = <T>(lists: readonly T[]): T[] => lists.filter((_, role) => folds[role] !== fold);
    // Links of a taxonomy are left out: it is co-requirement that is tried here.
    const { related, relatedness } = relatedSkills(
      { ...use, required: training(use.required), importance: training(use.importance!), broader: none, related: none },
      settings,
    );
    use.required.forEach((skills, role) => {
      if (folds[role] !== fold || skills.length < LEAST_SKILLS) return;
      const hidden = new Set(skills.filter((_, place) => place % HIDE_EVERY === 0));
      const kept = new Set(skills.filter((skill) => !hidden.has(skill)));
      const guesses = new Map<number, number>();
      for (const skill of kept) {
        listOf(related, skill).forEach((other, place) => {
          if (!kept.has(other)) guesses.set(other, (guesses.get(other) ?? 0) + relatedness[related.starts[skill]! + place]!);
        });
      }
      const ranked = [...guesses].sort(([a, x], [b, y]) => y - x || a - b).map(([skill]) => skill);
      const first = ranked.findIndex((skill) => hidden.has(skill));
      roles += 1;
      recall += ranked.slice(0, GUESSES).filter((skill) => hidden.has(skill)).length / Math.min(hidden.size, GUESSES);
      mrr += first < 0 ? 0 : 1 / (first + 1);
      hits += ranked.filter((skill) => hidden.has(skill)).length;
      guessed += ranked.length;
      hiddenCount += hidden.size;
    });
  }
  const [precision, found] = [hits / guessed, hits / hiddenCount];
  return { recall: recall / roles, mrr: mrr / roles, precision, found, f1: (2 * precision * found) / (precision + found) };
}
