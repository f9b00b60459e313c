import { linkedPage } from '../../graph/cypher.js';
import { ROLE } from '../role/role.projection.js';

/**
 * The neighbours of each role: those that can be entered from it, and the feeders that lead to it. A role's claim to feed
 * another is, seen from the feeder, a related career that can be entered.
 */
export const NEIGHBOURS_OF_ROLES = linkedPage({
  name: 'neighboursOfRoles',
  match: `MATCH (self:Role { id: id })-[claim:ADJACENT_TO]-(other:Role { status: 'ACTIVE' })
WHERE startNode(claim) = self OR claim.kind = 'FEEDER'
WITH id, self, other, claim, startNode(claim) = self AS outward
WITH id, claim, CASE WHEN outward THEN self ELSE other END AS from, CASE WHEN outward THEN other ELSE self END AS to,
  CASE WHEN outward AND claim.kind = 'FEEDER' THEN 'RELATED' ELSE claim.kind END AS kind, other.sortName AS name, other.id AS otherId
WHERE $kinds IS NULL OR kind IN $kinds`,
  by: 'from, to, kind, name, otherId',
  claim: `claim { .id, sourceId: claim.source, .wording, .asOf, .difference, .strength }`,
  gather: ['avg(claim.strength) AS strength'],
  fact: `{ node: { from: ${ROLE.replace(/^role/, 'from')}, to: ${ROLE.replace(/^role/, 'to')}, kind: kind, evidence: 'DOCUMENTED', strength: strength, claims: claims,
    differences: [claim IN claims WHERE claim.difference IS NOT NULL | { text: claim.difference, claims: [claim] }] } }`,
  orderBy: ['coalesce(-strength, 1)', '-size(claims)', 'name', 'otherId', 'kind'],
});
