import { sortName } from '../../graph/names.js';
import type { Graph } from '../../graph/graph.js';
import type { Page, PageRequest, Place } from '../../graphql/pagination.js';
import { ConceptStatus } from '../source/concept-status.type.js';
import { type RoleFilter, RoleOrder } from './role.args.js';
import { countRoles, rolesByLevel, rolesByTitle, TOP_FAMILIES } from './role.queries.js';
import type { RoleFamily } from './role-family.type.js';
import { inGraph, type Role, type RoleScheme } from './role.type.js';

export class RoleRepository {
  constructor(private readonly graph: Graph) {}

  /** A page of roles; how many there are in all is counted only when it is asked for. */
  async page(filter: RoleFilter, order: RoleOrder, page: PageRequest): Promise<Page<{ node: Role }>> {
    const parameters = {
      levels: filter.levels ?? null,
      families: filter.families ?? null,
      industries: filter.industries ?? null,
      requiresSkills: filter.requiresSkills ?? null,
      sources: filter.sources ?? null,
      schemes: inGraph(filter.schemes),
      status: filter.status ?? ConceptStatus.ACTIVE,
      titleContains: typeof filter.titleContains === 'string' ? sortName(filter.titleContains) : null,
    };
    const query = order === RoleOrder.LEVEL ? rolesByLevel : rolesByTitle;
    const rows = await this.graph.read<{ node: Role; place: Place }>(query(parameters), { ...parameters, ...page });
    return { rows, total: async () => (await this.graph.read<{ total: number }>(countRoles(parameters), parameters))[0]!.total };
  }

  async families(scheme: RoleScheme | null, parent: string | null, page: PageRequest): Promise<Page<{ node: RoleFamily }>> {
    const [found] = await this.graph.read<{ total: number; rows: { node: RoleFamily; place: Place }[] }>(TOP_FAMILIES, {
      scheme: scheme && inGraph([scheme])![0],
      parent,
      ...page,
    });
    return found!;
  }
}
