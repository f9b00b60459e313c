import type { Graph } from '../../graph/graph.js';
import { ALL_SOURCES } from './source.queries.js';
import type { Source } from './source.type.js';

export class SourceRepository {
  constructor(private readonly graph: Graph) {}

  async all(): Promise<Source[]> {
    const rows = await this.graph.read<{ source: Source }>(ALL_SOURCES);
    return rows.map(({ source }) => source);
  }
}
