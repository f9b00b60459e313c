import type { GraphLoaders } from '../../graphql/graph-loaders.js';
import type { RoleLink } from '../role/role-facts.type.js';
import type { Employer, EmployerLink } from './employer.type.js';
import type { Industry, IndustryLink } from './industry.type.js';
import * as queries from './market.queries.js';
import type { Outlook } from './pay.type.js';
import type { Estimate } from './pay.rules.js';

export function createMarketLoaders({ one, many, pages }: GraphLoaders) {
  return {
    estimates: many<Estimate>(queries.ESTIMATES_OF_ROLES),
    outlooks: many<Outlook>(queries.OUTLOOKS_OF_ROLES),
    industries: many<IndustryLink>(queries.INDUSTRIES_OF_ROLES),
    employers: many<EmployerLink>(queries.EMPLOYERS_OF_ROLES),
    industryById: one<Industry>(queries.INDUSTRIES_BY_IDS),
    employerById: one<Employer>(queries.EMPLOYERS_BY_IDS),
    industryRoles: pages<{ node: RoleLink }>(queries.ROLES_OF_INDUSTRIES),
    employerRoles: pages<{ node: RoleLink }>(queries.ROLES_OF_EMPLOYERS),
  };
}
