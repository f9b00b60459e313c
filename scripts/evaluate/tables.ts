import { type Affinity, buildAffinity } from '../../src/career-map/affinity/affinity.js';
import { type Component, COMPONENTS } from '../../src/career-map/affinity/measures.js';
import type { Weights } from '../../src/career-map/affinity/model.js';
import type { CareerRows, RoleRow } from '../../src/career-map/career-rows.js';
import type { Figures } from './fitting.js';
import type { LensFitter } from './lens.js';
import { share, tableOf } from './page.js';

type Related = ReadonlyMap<number, ReadonlySet<number>>;

export function rankingTable(fitter: LensFitter, all: Figures, quick: boolean): string {
  const row = (name: string, { recallAt5, recallAt10, mrr }: Figures): string[] => [name, share(recallAt5), share(recallAt10), share(mrr)];
  const without = (...left: Component[]): Component[] => COMPONENTS.filter((component) => !left.includes(component));
  const figures = (components: readonly Component[]): Figures => {
    const some = fitter.only(components);
    return some.figuresOf(some.crossValidated());
  };
  const rows = [row('everything', all), row('without any title (titles, description)', figures(without('titles', 'description')))];
  if (!quick) {
    for (const component of COMPONENTS) rows.push(row(`${component} alone`, figures([component])));
    for (const component of COMPONENTS) rows.push(row(`without ${component}`, figures(without(component))));
  }
  return tableOf('Ranking of all other occupations, cross-validated over 879 origins', ['', 'recall@5', 'recall@10', 'MRR'], rows);
}

/** What the shipped weights infer: by threshold, for ESCO's roles, and with data hidden. */
export function likenessTables(
  rows: CareerRows,
  weights: Weights,
  related: { primary: Related; all: Related },
  carried: Related,
  heldOut: readonly number[],
  tell: (table: string) => void,
): void {
  const before = megabytes();
  const started = performance.now();
  const affinity = buildAffinity(rows, { ...weights, threshold: LOWEST });
  const inferred = rows.roles.map((_, role) => affinity.neighbours(role, MOST));
  const seconds = (performance.now() - started) / 1000;
  const added = megabytes() - before;
  tell(thresholdTable(rows, inferred, related));
  tell(escoTable(rows, inferred, carried, heldOut, weights.threshold));
  tell(stabilityTable(rows, weights));
  tell(
    tableOf(
      'Time and memory on the machine that made these figures',
      ['', ''],
      [
        ['roles', String(rows.roles.length)],
        ['seconds to compare all and list all neighbours', seconds.toFixed(1)],
        ['megabytes of typed arrays that this adds', added.toFixed(0)],
      ],
    ),
  );
}

const megabytes = (): number => process.memoryUsage().arrayBuffers / 2 ** 20;

const LOWEST = 0.05;
const MOST = 200;
const THRESHOLDS = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6];
type Inferred = readonly (readonly ReturnType<Affinity['neighbours']>[number][])[];

function thresholdTable({ roles }: CareerRows, inferred: Inferred, { primary, all }: { primary: Related; all: Related }): string {
  const isOnet = roles.map(({ scheme }) => scheme === 'onet');
  const rows = THRESHOLDS.map((threshold) => {
    let [admitted, hits, listed, found] = [0, 0, 0, 0];
    for (const [origin, ten] of primary) {
      const neighbours = inferred[origin]!.filter(({ role, affinity }) => affinity >= threshold && isOnet[role]);
      admitted += neighbours.length;
      hits += neighbours.filter(({ role }) => ten.has(role)).length;
      listed += neighbours.filter(({ role }) => all.get(origin)!.has(role)).length;
      found += ten.size;
    }
    const escoRoles = roles.flatMap(({ scheme }, role) => (scheme === 'esco' ? [role] : []));
    const ofEsco = escoRoles.reduce((sum, role) => sum + inferred[role]!.filter(({ affinity }) => affinity >= threshold).length, 0);
    const precision = hits / admitted;
    const recall = hits / found;
    return [
      threshold.toFixed(2), share(precision), share(listed / admitted), share(recall), share((2 * precision * recall) / (precision + recall)),
      (admitted / primary.size).toFixed(1), (ofEsco / escoRoles.length).toFixed(1),
    ]; // prettier-ignore
  });
  return tableOf(
    'What a threshold admits',
    ['affinity from', 'of the ten', 'of the twenty', 'recall of the ten', 'F1', 'neighbours of an O*NET role', 'of an ESCO role'],
    rows,
  );
}

const iscoOf = ({ codes }: RoleRow): string | undefined => codes.find((code) => code.startsWith('isco '))?.slice('isco '.length);

function escoTable({ roles }: CareerRows, inferred: Inferred, carried: Related, heldOut: readonly number[], threshold: number): string {
  const isco = roles.map(iscoOf);
  const esco = roles.flatMap(({ scheme }, role) => (scheme === 'esco' ? [role] : []));
  const pairs = esco.flatMap((role) => inferred[role]!.filter((other) => isco[other.role] !== undefined && other.affinity >= threshold).map((other) => [role, other.role] as const)); // prettier-ignore
  const sameGroup = (digits: number): string[] => {
    const same = pairs.filter(([a, b]) => isco[a]!.slice(0, digits) === isco[b]!.slice(0, digits)).length;
    const sizes = new Map<string, number>();
    for (const role of esco) sizes.set(isco[role]!.slice(0, digits), (sizes.get(isco[role]!.slice(0, digits)) ?? 0) + 1);
    const byChance = [...sizes.values()].reduce((sum, size) => sum + (size / esco.length) ** 2, 0);
    return [`in the same ISCO group of ${digits} ${digits === 1 ? 'digit' : 'digits'}`, share(same / pairs.length), share(byChance)];
  };
  let [judged, right, chance] = [0, 0, 0];
  for (const role of heldOut) {
    for (const { role: other, affinity } of inferred[role]!) {
      if (affinity < threshold || !carried.has(other)) continue;
      judged += 1;
      right += Number(carried.get(role)!.has(other));
    }
    chance += [...carried.get(role)!].filter((other) => carried.has(other)).length / carried.size / heldOut.length;
  }
  return tableOf(
    `Inferred neighbours of ESCO's roles in ESCO, affinity from ${threshold}`,
    ['', 'share', 'by chance'],
    [
      ...[1, 2, 3, 4].map(sameGroup),
      ['related, or the same, by the crosswalk and O*NET (roles not fitted on)', share(right / judged), share(chance)],
    ],
  );
}

const SEEDS = 5;
const HIDDEN = 0.1;
const TOP = 10;

/** How many of an O*NET role's ten nearest stay among them when a tenth of what is known of all roles is hidden. */
function stabilityTable(rows: CareerRows, weights: Weights): string {
  const roles = rows.roles.filter(({ scheme }) => scheme === 'onet');
  const tenOf = (changed: readonly RoleRow[]): Set<number>[] => {
    const affinity = buildAffinity({ roles: changed, skills: rows.skills }, { ...weights, threshold: 0 });
    return changed.map((_, role) => new Set(affinity.neighbours(role, TOP).map((neighbour) => neighbour.role)));
  };
  const before = tenOf(roles);
  const compared = roles.flatMap(({ tasks }, role) => (tasks.length > 0 ? [role] : []));
  const overlaps = Array.from({ length: SEEDS }, (_, seed) => {
    const kept = keeper(seed + 1);
    const after = tenOf(
      roles.map((role) => ({
        ...role,
        names: role.names.filter(kept),
        tasks: role.tasks.filter(kept),
        activities: role.activities.filter(kept),
        requirements: role.requirements.filter(kept),
      })),
    );
    return (
      compared.reduce((sum, role) => sum + [...after[role]!].filter((other) => before[role]!.has(other)).length / TOP, 0) / compared.length
    );
  });
  return tableOf(
    'Stability: a tenth of titles, tasks, activities and requirements hidden at random',
    ['', ...overlaps.map((_, seed) => `seed ${seed + 1}`), 'mean'],
    [['overlap of the ten nearest', ...overlaps.map(share), share(overlaps.reduce((sum, overlap) => sum + overlap, 0) / SEEDS)]],
  );
}

function keeper(seed: number): () => boolean {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32 >= HIDDEN;
}
