import { Evidence } from '../../components/evidence';
import { useAddress } from '../../lib/address';
import { shortName, useSources } from '../../lib/sources';
import { count, groupBy, money, percent, years } from '../../lib/words';
import type { Role } from './role';

type Estimate = Role['salaries'][number];
type Point = 'p10' | 'p25' | 'median' | 'mean' | 'p75' | 'p90' | 'min' | 'max';

const points: Point[] = ['min', 'p10', 'p25', 'median', 'mean', 'p75', 'p90', 'max'];
/** A year's work, as the API counts it. */
const perYear = { YEAR: 1, MONTH: 12, HOUR: 2_080 };

export function PaySection({ role }: { role: Role }) {
  const address = useAddress();
  const currencies = [...groupBy(role.salaries, ({ currency }) => currency)].sort(([, a], [, b]) => b.length - a.length);
  const [currency, salaries] = currencies.find(([each]) => each === address.one('currency')) ?? currencies[0] ?? ['', []];
  const summary = role.salarySummary?.currency === currency ? role.salarySummary : null;
  return (
    <section>
      <header class="section-head">
        <h2 id="pay" tabIndex={-1}>
          Pay
        </h2>
        {currencies.length > 1 && (
          <div class="segments" role="group" aria-label="Currency">
            {currencies.map(([each]) => (
              <button type="button" key={each} aria-pressed={each === currency} onClick={() => address.change({ currency: each }, true)}>
                {each}
              </button>
            ))}
          </div>
        )}
      </header>
      {salaries.length === 0 && <p class="none">No source states what this career pays.</p>}
      {summary?.typical != null && (
        <p class="lead small">
          {count(summary.estimateCount, 'estimate')} from {money(summary.low!, currency)} to {money(summary.high!, currency)}
          {summary.openEnded && ' and beyond'}, typically {money(summary.typical, currency)}.
          {summary.disagreement !== null &&
            ` From lowest to highest they lie ${percent(summary.disagreement)} of that apart, all levels together.`}
        </p>
      )}
      {salaries.length > 0 && <PayChart salaries={salaries} currency={currency} />}
    </section>
  );
}

function PayChart({ salaries, currency }: { salaries: Estimate[]; currency: string }) {
  const values = salaries.flatMap((estimate) => points.flatMap((point) => amount(estimate, point) ?? []));
  const ticks = scale(Math.min(...values), Math.max(...values));
  const [low, high] = [ticks[0]!, ticks.at(-1)!];
  const at = (value: number) => `${((value - low) / (high - low)) * 100}%`;
  const levels = [...groupBy(salaries, ({ level }) => level?.id)].sort(([, [a]], [, [b]]) => (a!.level?.rank ?? 0) - (b!.level?.rank ?? 0));
  return (
    <div class="pay">
      <div class="pay-axis" aria-hidden="true">
        {ticks.map((tick, index) => (
          <span key={tick} class={index % 2 ? 'odd' : undefined} style={{ left: at(tick) }}>
            {money(tick, currency)}
          </span>
        ))}
      </div>
      {levels.map(([id, estimates]) => (
        <Level key={id} name={estimates[0]!.level?.name ?? 'All levels'} estimates={estimates} currency={currency} at={at} ticks={ticks} />
      ))}
      <p class="legend">
        <span>
          <i class="mark band" /> band
        </span>
        <span>
          <i class="mark band open" /> and beyond
        </span>
        <span>
          <i class="mark dot" /> mean
        </span>
        <span>
          <i class="mark dot median" /> median
        </span>
        <span>
          <i class="mark extent" /> from the lowest to the highest figure of the level
        </span>
      </p>
    </div>
  );
}

interface LevelProps {
  name: string;
  estimates: Estimate[];
  currency: string;
  at: (value: number) => string;
  ticks: number[];
}

/** Sources of one level stand under each other, before the whole extent of what they say. */
function Level({ name, estimates, currency, at, ticks }: LevelProps) {
  const sources = useSources();
  const values = estimates.flatMap((estimate) => points.flatMap((point) => amount(estimate, point) ?? []));
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const widest = Math.round((100 * (most - least)) / least);
  return (
    <section class="pay-level" aria-label={name}>
      <h3>
        {name}
        {estimates.length > 1 && most > least && (
          <small>
            sources span {money(most - least, currency)} ({widest}%)
          </small>
        )}
      </h3>
      {estimates.map((estimate) => {
        const range = stretch(estimate);
        const point = amount(estimate, 'median') ?? amount(estimate, 'mean');
        const inner = [amount(estimate, 'p25'), amount(estimate, 'p75')] as const;
        return (
          <div class="pay-row" key={estimate.id}>
            <span class="pay-source">
              {shortName(sources.get(estimate.claims[0]!.source.id), estimate.claims[0]!.source.id)} <Evidence claims={estimate.claims} />
              <small>{[estimate.label, estimate.experience && years(estimate.experience)].filter(Boolean).join(', ')}</small>
            </span>
            <span class="pay-plot" aria-hidden="true">
              {ticks.map((tick) => (
                <i key={tick} class="grid" style={{ left: at(tick) }} />
              ))}
              {estimates.length > 1 && most > least && <i class="mark extent" style={between(at(least), at(most))} />}
              {range && <i class={estimate.openEnded ? 'mark band open' : 'mark band'} style={between(at(range[0]), at(range[1]))} />}
              {inner[0] !== null && inner[1] !== null && <i class="mark band inner" style={between(at(inner[0]), at(inner[1]))} />}
              {point !== null && <i class={estimate.median === null ? 'mark dot' : 'mark dot median'} style={{ left: at(point) }} />}
            </span>
            <span class="pay-value" title={estimate.note ?? undefined}>
              {figure(estimate, currency)}
            </span>
          </div>
        );
      })}
    </section>
  );
}

function amount(estimate: Estimate, point: Point): number | null {
  const value = estimate[point];
  return value === null ? null : value * perYear[estimate.period];
}

function stretch(estimate: Estimate): [number, number] | null {
  const low = amount(estimate, 'min') ?? amount(estimate, 'p10');
  const high = amount(estimate, 'max') ?? amount(estimate, 'p90');
  return low === null || high === null ? null : [low, high];
}

function figure(estimate: Estimate, currency: string): string {
  const range = stretch(estimate);
  const point = amount(estimate, 'median') ?? amount(estimate, 'mean');
  const beyond = estimate.openEnded ? '+' : '';
  if (point !== null) return money(point, currency) + (range ? '' : beyond);
  if (range) return `${money(range[0], currency)}–${money(range[1], currency)}${beyond}`;
  const single = points.map((each) => amount(estimate, each)).find((value) => value !== null);
  return single === undefined ? '' : money(single!, currency) + beyond;
}

function between(left: string, right: string) {
  return { left, right: `calc(100% - ${right})` };
}

/** Round figures a little beyond both ends. */
function scale(low: number, high: number): number[] {
  const rough = Math.max(high - low, high / 10) / 7;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((each) => each * power >= rough)! * power;
  const first = Math.floor(low / step) * step;
  return Array.from({ length: Math.ceil((high - first) / step) + 1 }, (_, index) => first + index * step);
}
