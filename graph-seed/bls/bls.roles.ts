import type { Fact } from '../facts.js';
import type { ImportReport } from '../publisher.js';

/** The O*NET roles of each SOC occupation, such as `15-1299`. */
export type RolesBySoc = ReadonlyMap<string, readonly string[]>;

/** A row of a workbook of BLS. */
export interface SocRow {
  soc: string;
  title: string;
  /** Why it is not about one occupation. */
  problem: string | undefined;
  /** What it says of each of its roles, or why it says nothing. */
  factsOf(roles: readonly string[]): Fact[] | string;
}

/** What rows say of the O*NET roles that have their SOC. Roles that no row speaks of are named in the report. */
export async function* attachToRoles(rows: readonly SocRow[], roles: RolesBySoc, name: string, report: ImportReport): AsyncGenerator<Fact> {
  const file = report.file(name);
  const matched = new Set<string>();
  for (const row of rows) {
    file.read += 1;
    const facts = row.problem ?? problemOf(row, roles, matched) ?? row.factsOf(roles.get(row.soc)!);
    if (typeof facts === 'string') {
      file.skip(facts, `${row.soc} ${row.title}`.trim());
      continue;
    }
    matched.add(row.soc);
    file.used += 1;
    yield* facts;
  }
  for (const [soc, ids] of roles) {
    if (!matched.has(soc)) for (const id of ids) report.remark(`O*NET roles that ${name} says nothing of`, id);
  }
}

function problemOf({ soc }: SocRow, roles: RolesBySoc, matched: ReadonlySet<string>): string | undefined {
  if (!roles.has(soc)) return 'No O*NET role has its SOC.';
  return matched.has(soc) ? 'An earlier row has its SOC.' : undefined;
}

/** BLS speaks of SOC occupations; O*NET divides some of them. */
export const sharedNote = (soc: string, roles: readonly string[]): string | undefined =>
  roles.length > 1 ? `One figure for all ${roles.length} O*NET occupations of SOC ${soc}.` : undefined;
