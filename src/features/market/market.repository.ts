import type { Graph } from '../../graph/graph.js';
import type { Page, PageRequest, Place } from '../../graphql/pagination.js';
import type { Employer } from './employer.type.js';
import type { Industry } from './industry.type.js';
import { ALL_EMPLOYERS, ALL_INDUSTRIES } from './market.queries.js';

export class MarketRepository {
  constructor(private readonly graph: Graph) {}

  industries(page: PageRequest): Promise<Page<{ node: Industry }>> {
    return this.page(ALL_INDUSTRIES, page);
  }

  employers(page: PageRequest): Promise<Page<{ node: Employer }>> {
    return this.page(ALL_EMPLOYERS, page);
  }

  private async page<N>(cypher: string, page: PageRequest): Promise<Page<{ node: N }>> {
    const [found] = await this.graph.read<{ total: number; rows: { node: N; place: Place }[] }>(cypher, { ...page });
    return found!;
  }
}
