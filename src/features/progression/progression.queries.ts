import { CLAIM, linked } from '../../graph/cypher.js';
import type { KeyedQuery } from '../../graph/projection.js';
import { ROLE } from '../role/role.projection.js';

const steps = (name: string, match: string): KeyedQuery =>
  linked({
    name,
    match: `${match}
WITH id, claim, role, other`,
    by: 'role, other',
    fact: (claims) => ({ role: ROLE, other: ROLE.of('other'), claims }),
    orderBy: ['other.sortName', 'other.id'],
  });

export const STEPS_UP_FROM_ROLES = steps('stepsUpFromRoles', `MATCH (role:Role { id: id })-[claim:PROGRESSES_TO]->(other:Role)`);
export const STEPS_UP_TO_ROLES = steps('stepsUpToRoles', `MATCH (role:Role { id: id })<-[claim:PROGRESSES_TO]-(other:Role)`);

/** Every step of the ladders that the role is on. With a source, only its steps are followed. */
export const LADDER_STEPS = `/* ladderSteps */
MATCH (:Role { id: $role }) (()-[step:PROGRESSES_TO WHERE $source IS NULL OR step.source = $source]-()){1,30}
UNWIND step AS claim
WITH DISTINCT claim
RETURN startNode(claim).id AS from, endNode(claim).id AS to, claim.source AS source`;

/** The roles on a ladder, with their rank on the career-stage scale and what the ladder's sources call them. */
export const LADDER_ROLES = `/* ladderRoles */
UNWIND $ids AS id
MATCH (role:Role { id: id })
CALL (role) {
  OPTIONAL MATCH (role)-[at:AT_LEVEL]->(level:Level { scale: 'career-stage' })
  WITH level.rank AS rank, count(at) AS claims ORDER BY claims DESC, rank LIMIT 1
  RETURN rank
}
CALL (role) {
  MATCH (role)-[claim:ATTESTED_BY]->(:Source) WHERE claim.source IN $sources
  WITH claim ORDER BY claim.source
  RETURN collect(${CLAIM}) AS claims
}
RETURN ${ROLE} AS role, rank, claims`;
