import type { Graph } from '../../graph/graph.js';
import type { RoleLink } from '../role/role-facts.type.js';
import type { Role } from '../role/role.type.js';
import type { FactClaim } from '../source/claim.type.js';
import { rungsOf, type Step } from './ladder.rules.js';
import { LADDER_ROLES, LADDER_STEPS } from './progression.queries.js';
import type { Rung } from './progression.type.js';

export class ProgressionRepository {
  constructor(private readonly graph: Graph) {}

  /** The rungs of the ladder that a role is on; none where there is no ladder. One source orders by its steps alone. */
  async rungs(role: string, source: string | null): Promise<Rung[]> {
    const steps = await this.graph.read<Step & { source: string } & Record<string, string>>(LADDER_STEPS, { role, source });
    if (steps.length === 0) return [];
    const ids = [...new Set(steps.flatMap(({ from, to }) => [from, to]))];
    const sources = [...new Set(steps.map((step) => step.source))];
    const rows = await this.graph.read<{ role: Role; rank: number | null; claims: FactClaim[] }>(LADDER_ROLES, { ids, sources });
    const byId = new Map(rows.map((row) => [row.role.id, row]));
    const rankOf = (id: string): number | null => (source === null ? (byId.get(id)?.rank ?? null) : null);
    return rungsOf(steps, rankOf).map((rung, index) => ({ rank: index + 1, roles: rung.map((id) => byId.get(id)!).sort(byTitle) }));
  }
}

const byTitle = (a: RoleLink, b: RoleLink): number => a.role.title.localeCompare(b.role.title, 'en');
