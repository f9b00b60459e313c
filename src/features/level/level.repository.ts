import type { Graph } from '../../graph/graph.js';
import { LEVELS_OF_SCALE } from './level.queries.js';
import type { Level } from './level.type.js';

export class LevelRepository {
  constructor(private readonly graph: Graph) {}

  async ofScale(scale: string): Promise<Level[]> {
    const rows = await this.graph.read<{ level: Level }>(LEVELS_OF_SCALE, { scale });
    return rows.map(({ level }) => level);
  }
}
