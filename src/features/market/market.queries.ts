import { CLAIM, least, linked, linkedPage, PAGE } from '../../graph/cypher.js';
import { listIn, listOf, oneOf, Projection } from '../../graph/projection.js';
import { LEVEL } from '../level/level.projection.js';
import { ROLE } from '../role/role.projection.js';
import { EMPLOYER, INDUSTRY } from './market.projection.js';

/** What the reader of estimates gets; `experience` stands on the estimate itself. */
const ESTIMATE = new Projection(
  'estimate',
  [
    'id',
    'country',
    'currency',
    'period',
    'min',
    'max',
    'openEnded',
    'mean',
    'median',
    'p10',
    'p25',
    'p75',
    'p90',
    'label',
    'note',
    'minYears',
    'maxYears',
  ],
  { fields: { asOf: 'claims[0].asOf', level: LEVEL, claims: listIn('claims', CLAIM) } },
);

/**
 * A rung without pay of its own has what is said of its career's pay at its level: the estimates, for its level, of the
 * roles on a ladder with it.
 */
export const ESTIMATES_OF_ROLES = listOf(ESTIMATE)`/* estimatesOfRoles */
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
WITH id, estimate, collect(claim) AS claims
OPTIONAL MATCH (level:Level { id: estimate.level })
WITH id, estimate, level, claims
ORDER BY claims[0].source, coalesce(level.rank, 0), coalesce(estimate.min, estimate.median, estimate.mean), estimate.id`;

export const OUTLOOKS_OF_ROLES = linked({
  name: 'outlooksOfRoles',
  match: `MATCH (:Role { id: id })-[claim:HAS_OUTLOOK]->(outlook:Outlook)`,
  by: 'outlook',
  gather: { source: least('claim.source') },
  fact: (claims) =>
    new Projection('outlook', ['id', 'growthPercent', 'fromYear', 'toYear', 'horizonYears', 'demand', 'openingsPerYear', 'note'], {
      fields: { claims },
    }),
  orderBy: ['source', 'outlook.id'],
});

export const INDUSTRIES_OF_ROLES = linked({
  name: 'industriesOfRoles',
  match: `MATCH (:Role { id: id })-[claim:IN_INDUSTRY]->(industry:Industry)`,
  by: 'industry',
  fact: (claims) => ({ industry: INDUSTRY, claims }),
  orderBy: ['industry.sortName', 'industry.id'],
});

export const EMPLOYERS_OF_ROLES = linked({
  name: 'employersOfRoles',
  match: `MATCH (:Role { id: id })-[claim:EMPLOYED_BY]->(employer:Employer)`,
  by: 'employer',
  fact: (claims) => ({ employer: EMPLOYER, claims }),
  orderBy: ['employer.sortName', 'employer.id'],
});

export const INDUSTRIES_BY_IDS = oneOf(INDUSTRY)`/* industriesByIds */
UNWIND $ids AS id
MATCH (industry:Industry { id: id })`;

export const EMPLOYERS_BY_IDS = oneOf(EMPLOYER)`/* employersByIds */
UNWIND $ids AS id
MATCH (employer:Employer { id: id })`;

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
  fact: (claims) => ({ node: { role: ROLE, claims } }),
  orderBy: ['role.sortName', 'role.id'],
});

export const ROLES_OF_EMPLOYERS = linkedPage({
  name: 'rolesOfEmployers',
  match: `MATCH (:Employer { id: id })<-[claim:EMPLOYED_BY]-(role:Role { status: 'ACTIVE' })`,
  by: 'role',
  fact: (claims) => ({ node: { role: ROLE, claims } }),
  orderBy: ['role.sortName', 'role.id'],
});
