import type { CareerMap } from '../../career-map/career-map.js';
import { MOST_STEPS } from '../../career-map/obstacles.js';
import type { Scheme } from '../../career-map/career-rows.js';
import type * as places from '../../career-map/path-query.js';
import { badUserInput } from '../../graphql/errors.js';
import { inGraph, type RoleScheme } from '../role/role.type.js';
import type { EffortWeights } from './effort.type.js';
import type { PathConstraints } from './path.args.js';
import { checkList, placeOf, stopOf } from './profile.rules.js';

const MAX_VIA = 6;

/** Constraints in places of the map; what cannot be is refused. An explicit null is the default. */
export function constraintsOf(map: CareerMap, constraints: PathConstraints | null | undefined): places.PathConstraints {
  const { maxSteps, evidence, minPayRatio, avoidRoles, via, maxEffortPerMove, allowStepDown, families, schemes } = constraints ?? {};
  const at = (name: string): string => `constraints.${name}`;
  checkWithin(at('maxSteps'), maxSteps, 1, MOST_STEPS);
  checkWithin(at('minPayRatio'), minPayRatio, 0, 100);
  checkWithin(at('maxEffortPerMove'), maxEffortPerMove, 0, 1);
  checkList(at('avoidRoles'), avoidRoles);
  checkList(at('via'), via, MAX_VIA);
  checkList(at('families'), families);
  return {
    maxSteps: maxSteps ?? 4,
    evidence: evidence ?? null,
    minPayRatio: minPayRatio ?? null,
    avoid: [...new Set(avoidRoles?.map((id) => stopOf(map, at('avoidRoles'), id)))],
    via: [...new Set(via?.map((id) => stopOf(map, at('via'), id)))],
    maxEffortPerMove: maxEffortPerMove ?? null,
    allowStepDown: allowStepDown ?? false,
    families: familiesOf(map, at('families'), families),
    schemes: schemesOf(schemes),
  };
}

export const familiesOf = (map: CareerMap, argument: string, ids: readonly string[] | null | undefined): number[] => [
  ...new Set(ids?.map((id) => placeOf(map.families.indexOf, argument, id))),
];

export const schemesOf = (schemes: readonly RoleScheme[] | null | undefined): Scheme[] => inGraph(schemes) ?? [];

export function checkWithin(argument: string, value: number | null | undefined, least: number, most: number): void {
  if (value !== null && value !== undefined && !(value >= least && value <= most)) {
    throw badUserInput(argument, `a number from ${least} to ${most}`, value);
  }
}

/** Those that are given, without nulls: they keep their defaults. */
export function weightsOf(weights: EffortWeights | null | undefined): Partial<Record<keyof EffortWeights, number>> {
  const given = Object.entries(weights ?? {}).filter((entry): entry is [keyof EffortWeights, number] => typeof entry[1] === 'number');
  for (const [name, weight] of given) {
    if (!(weight >= 0) || !Number.isFinite(weight)) throw badUserInput(`weights.${name}`, 'a number of 0 or more', weight);
  }
  const parts = 4;
  if (given.length === parts && given.every(([, weight]) => weight === 0)) throw badUserInput('weights', 'at least one above 0', weights);
  return Object.fromEntries(given);
}
