import type { GraphLoaders } from '../../graphql/graph-loaders.js';
import type { Role } from '../role/role.type.js';
import type { AdjacencyClaim } from '../source/claim.type.js';
import type { AdjacencyKind } from './adjacency.type.js';
import { NEIGHBOURS_OF_ROLES } from './transition.queries.js';

/** Another role, as one sees it: entered from here if it lies outward. */
export interface Neighbour {
  role: Role;
  outward: boolean;
  kind: AdjacencyKind;
  strength: number | null;
  claims: AdjacencyClaim[];
}

export function createTransitionLoaders({ rows }: GraphLoaders) {
  return { neighbours: rows<{ node: Neighbour }, { kinds: AdjacencyKind[] | null }>(NEIGHBOURS_OF_ROLES) };
}
