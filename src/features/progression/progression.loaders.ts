import type { GraphLoaders } from '../../graphql/graph-loaders.js';
import type { Role } from '../role/role.type.js';
import type { FactClaim } from '../source/claim.type.js';
import { STEPS_UP_FROM_ROLES, STEPS_UP_TO_ROLES } from './progression.queries.js';

/** A step between the role that was asked for and another. */
export interface Step {
  role: Role;
  other: Role;
  claims: FactClaim[];
}

export function createProgressionLoaders({ many }: GraphLoaders) {
  return { up: many<Step>(STEPS_UP_FROM_ROLES), down: many<Step>(STEPS_UP_TO_ROLES) };
}
