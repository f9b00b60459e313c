import type { Graph } from '../../graph/graph.js';
import { MAX_PAGE_SIZE, type PageRequest, type Place, toConnection } from '../../graphql/pagination.js';
import { CHANGES_SINCE } from './change.queries.js';
import type { Change, ChangePage } from './change.type.js';

export class ChangeRepository {
  constructor(private readonly graph: Graph) {}

  /** What one revision changed, at most a page of it. */
  async madeBy(revision: number): Promise<Change[]> {
    const { nodes } = await this.since(revision - 1, { take: MAX_PAGE_SIZE + 1, after: null });
    return nodes.filter((change) => change.revision === revision);
  }

  async since(revision: number, page: PageRequest): Promise<ChangePage> {
    const from = page.after?.[0] ?? revision;
    const [found] = await this.graph.read<{ revision: number; rows: (Change & { place: Place })[] }>(CHANGES_SINCE, {
      since: revision,
      from,
      ...page,
    });
    if (found === undefined) return { nodes: [], revision: 0, endCursor: null, hasMore: false };
    const { nodes, pageInfo } = toConnection(
      { total: 0, rows: found.rows.map(({ place, ...node }) => ({ node: node as Change, place })) },
      page,
    );
    return { nodes, revision: found.revision, endCursor: pageInfo.endCursor, hasMore: pageInfo.hasNextPage };
  }
}
