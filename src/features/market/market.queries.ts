import { CLAIM, linked, linkedPage, PAGE } from '../../graph/cypher.js';
import { LEVEL } from '../level/level.projection.js';
import { ROLE } from '../role/role.projection.js';
import { EMPLOYER, INDUSTRY } from './market.projection.js';

/** What the reader of estimates gets; `experience` stands on the estimate itself. */
const ESTIMATE = `estimate { .id, .country, .currency, .period, .min, .max, .openEnded, .mean, .median, .p10, .p25, .p75, .p90, .label, .note,
  .minYears, .maxYears, asOf: claims[0].asOf, level: ${LEVEL}, claims: claims }`;

/**
 * A rung without pay of its own has what is said of its career's pay at its level: the estimates, for its level, of the
 * roles on a ladder with it.
 */
export const ESTIMATES_OF_ROLES = `/* estimatesOfRoles */
UNWIND $ids AS id
MATCH (role:Role { id: id })
CALL (role) {
  MATCH (role)-[claim:PAYS]->(estimate:SalaryEstimate)
  RETURN claim, estimate
  UNION
  WITH role WHERE NOT EXISTS { (role)-[:PAYS]->() }
  MATCH (role)-[at:AT_LEVEL]->(stage:Level { scale: 'career-stage' })
  WITH role, stage, count(at) AS agreeing ORDER BY agreeing DESC, stage.rank LIMIT 1
  MATCH (role)-[:PROGRESSES_TO]-{1,12}(other:Role)-[claim:PAYS]->(estimate:SalaryEstimate { level: stage.id })
  RETURN DISTINCT claim, estimate
}
WITH id, estimate, claim ORDER BY claim.source, claim.id
WITH id, estimate, collect(${CLAIM}) AS claims
OPTIONAL MATCH (level:Level { id: estimate.level })
WITH id, estimate, level, claims
ORDER BY claims[0].sourceId, coalesce(level.rank, 0), coalesce(estimate.min, estimate.median, estimate.mean), estimate.id
RETURN id AS key, collect(${ESTIMATE}) AS value`;

export const OUTLOOKS_OF_ROLES = linked({
  name: 'outlooksOfRoles',
  match: `MATCH (:Role { id: id })-[claim:HAS_OUTLOOK]->(outlook:Outlook)`,
  by: 'outlook',
  fact: `outlook { .id, .growthPercent, .fromYear, .toYear, .horizonYears, .demand, .openingsPerYear, .note, claims: claims }`,
  orderBy: ['claims[0].sourceId', 'outlook.id'],
});

export const INDUSTRIES_OF_ROLES = linked({
  name: 'industriesOfRoles',
  match: `MATCH (:Role { id: id })-[claim:IN_INDUSTRY]->(industry:Industry)`,
  by: 'industry',
  fact: `{ industry: ${INDUSTRY}, claims: claims }`,
  orderBy: ['industry.sortName', 'industry.id'],
});

export const EMPLOYERS_OF_ROLES = linked({
  name: 'employersOfRoles',
  match: `MATCH (:Role { id: id })-[claim:EMPLOYED_BY]->(employer:Employer)`,
  by: 'employer',
  fact: `{ employer: ${EMPLOYER}, claims: claims }`,
  orderBy: ['employer.sortName', 'employer.id'],
});

export const INDUSTRIES_BY_IDS = `/* industriesByIds */
UNWIND $ids AS id
MATCH (industry:Industry { id: id })
RETURN id AS key, ${INDUSTRY} AS value`;

export const EMPLOYERS_BY_IDS = `/* employersByIds */
UNWIND $ids AS id
MATCH (employer:Employer { id: id })
RETURN id AS key, ${EMPLOYER} AS value`;

export const ALL_INDUSTRIES = `/* allIndustries */
MATCH (industry:Industry)
WITH industry, [industry.sortName, industry.id] AS place ORDER BY place
WITH collect({ node: ${INDUSTRY}, place: place }) AS facts
RETURN size(facts) AS total, ${PAGE} AS rows`;

export const ALL_EMPLOYERS = `/* allEmployers */
MATCH (employer:Employer)
WITH employer, [employer.sortName, employer.id] AS place ORDER BY place
WITH collect({ node: ${EMPLOYER}, place: place }) AS facts
RETURN size(facts) AS total, ${PAGE} AS rows`;

export const ROLES_OF_INDUSTRIES = linkedPage({
  name: 'rolesOfIndustries',
  match: `MATCH (:Industry { id: id })<-[claim:IN_INDUSTRY]-(role:Role { status: 'ACTIVE' })`,
  by: 'role',
  fact: `{ node: { role: ${ROLE}, claims: claims } }`,
  orderBy: ['role.sortName', 'role.id'],
});

export const ROLES_OF_EMPLOYERS = linkedPage({
  name: 'rolesOfEmployers',
  match: `MATCH (:Employer { id: id })<-[claim:EMPLOYED_BY]-(role:Role { status: 'ACTIVE' })`,
  by: 'role',
  fact: `{ node: { role: ${ROLE}, claims: claims } }`,
  orderBy: ['role.sortName', 'role.id'],
});
