import type { Graph } from '../../graph/graph.js';
import type { Page, PageRequest, Place } from '../../graphql/pagination.js';
import { CERTIFICATIONS_BY_NAME, COUNT_CERTIFICATIONS } from './certification.queries.js';
import type { Certification } from './certification.type.js';

export class CertificationRepository {
  constructor(private readonly graph: Graph) {}

  async page(page: PageRequest): Promise<Page<{ node: Certification }>> {
    const rows = await this.graph.read<{ node: Certification; place: Place }>(CERTIFICATIONS_BY_NAME, { ...page });
    return { rows, total: async () => (await this.graph.read<{ total: number }>(COUNT_CERTIFICATIONS))[0]!.total };
  }
}
