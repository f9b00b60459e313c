import type { Graph } from '../../graph/graph.js';
import { sortName } from '../../graph/names.js';
import type { Page, PageRequest, Place } from '../../graphql/pagination.js';
import { ConceptStatus } from '../source/concept-status.type.js';
import type { SkillFilter } from './skill.args.js';
import { countSkills, skillsByName } from './skill.queries.js';
import type { Skill } from './skill.type.js';

export class SkillRepository {
  constructor(private readonly graph: Graph) {}

  /** A page of skills; how many there are in all is counted only when it is asked for. */
  async page(filter: SkillFilter, page: PageRequest): Promise<Page<{ node: Skill }>> {
    const parameters = {
      kinds: filter.kinds ?? null,
      broader: filter.broader ?? null,
      sources: filter.sources ?? null,
      status: filter.status ?? ConceptStatus.ACTIVE,
      nameContains: typeof filter.nameContains === 'string' ? sortName(filter.nameContains) : null,
    };
    const rows = await this.graph.read<{ node: Skill; place: Place }>(skillsByName(parameters), { ...parameters, ...page });
    return { rows, total: async () => (await this.graph.read<{ total: number }>(countSkills(parameters), parameters))[0]!.total };
  }
}
