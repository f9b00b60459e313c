import { average, claimWith, linkedPage } from '../../graph/cypher.js';
import { ROLE } from '../role/role.projection.js';

/**
 * The neighbours of each role: those that can be entered from it, and the feeders that lead to it. A role's claim to feed
 * another is, seen from the feeder, a related career that can be entered.
 */
export const NEIGHBOURS_OF_ROLES = linkedPage({
  name: 'neighboursOfRoles',
  match: `MATCH (self:Role { id: id })-[claim:ADJACENT_TO]-(other:Role { status: 'ACTIVE' })
WHERE startNode(claim) = self OR claim.kind = 'FEEDER'
WITH id, other AS role, claim, startNode(claim) = self AS outward
WITH id, role, claim, outward, CASE WHEN outward AND claim.kind = 'FEEDER' THEN 'RELATED' ELSE claim.kind END AS kind
WHERE $kinds IS NULL OR kind IN $kinds`,
  by: 'role, outward, kind',
  claim: claimWith(['difference', 'strength']),
  gather: { strength: average('claim.strength') },
  fact: (claims) => ({ node: { role: ROLE, outward: 'outward', kind: 'kind', strength: 'strength', claims } }),
  orderBy: ['coalesce(-strength, 1)', '-size(claims)', 'role.sortName', 'role.id', 'kind'],
});
