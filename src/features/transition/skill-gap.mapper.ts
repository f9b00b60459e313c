import type { CareerMap } from '../../career-map/career-map.js';
import { certificationPlan, type Missing } from '../../career-map/certification-plan.js';
import type * as places from '../../career-map/skill-gap.js';
import type { Necessity } from '../role/role-facts.type.js';
import type { SkillNameMatch } from '../search/search.type.js';
import type { CertificationPlan, MissingSkill, SkillGap } from './skill-gap.type.js';

/** From places in the map to ids. */
export function toSkillGap(map: CareerMap, gap: places.SkillGap, toId: string, unrecognised: readonly SkillNameMatch[]): SkillGap {
  const id = idIn(map);
  return {
    toId,
    coverage: gap.coverage,
    matched: gap.matched.map(({ required, owned, match, importance, necessity }) => ({
      ...{ requiredId: id(required), ownedId: id(owned), match, importance, necessity: necessity as Necessity | null },
    })),
    missing: gap.missing.map((missing) => toMissingSkill(map, missing)),
    planFor: gap.missing,
    map,
    unrecognised,
  };
}

export function toMissingSkill(map: CareerMap, missing: places.MissingSkill): MissingSkill {
  const id = idIn(map);
  const { skill, alternatives, nearestOwned, importance, necessity, match } = missing;
  return {
    ...{ skillId: id(skill), alternativeIds: alternatives.map(id), nearestOwnedId: nearestOwned === null ? null : id(nearestOwned) },
    ...{ importance, necessity: necessity as Necessity | null, match },
  };
}

export function toCertificationPlan(map: CareerMap, missing: readonly Missing[]): CertificationPlan {
  const id = idIn(map);
  const { certifications, uncovered, optimal } = certificationPlan(map, missing);
  return {
    certifications: certifications.map(({ certification, covers }) => ({
      certificationId: map.certifications.ids[certification]!,
      coverIds: covers.map(id),
    })),
    uncoveredIds: uncovered.map(id),
    optimal,
  };
}

const idIn =
  ({ skills }: CareerMap) =>
  (skill: number): string =>
    skills.ids[skill]!;
