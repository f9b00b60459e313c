import { count, money, signed } from '../../lib/words';
import type { Path } from './plan';

interface Props {
  paths: Path[];
  selected: number;
  onSelect: (index: number) => void;
}

/** Less effort to the left, more pay to the top, steps as the number: nothing here is beaten by another path on all three. */
export function Pareto({ paths, selected, onSelect }: Props) {
  const efforts = paths.map(({ totalEffort }) => totalEffort);
  const pays = paths.flatMap(({ payChange }) => payChange?.absolute ?? []);
  const [x, y] = [axis(efforts), axis([...pays, 0])];
  const currency = paths.find(({ payChange }) => payChange)?.payChange?.currency ?? 'USD';
  return (
    <figure class="pareto">
      <figcaption>Effort against pay; the numbers are steps</figcaption>
      <div class="pareto-plot">
        <i class="zero" style={{ bottom: `${y(0)}%` }} />
        <span class="pareto-zero" style={{ bottom: `${y(0)}%` }}>
          same pay
        </span>
        {paths.map(({ totalEffort, payChange, stepCount }, index) => (
          <button
            type="button"
            key={index}
            class={payChange ? 'dot' : 'dot unknown'}
            aria-pressed={index === selected}
            aria-label={`Route ${index + 1}: effort ${totalEffort.toFixed(2)}, ${
              payChange ? `pay ${signed(money(payChange.absolute, payChange.currency), payChange.absolute)}` : 'pay not known'
            }, ${count(stepCount, 'step')}`}
            style={{ left: `${x(totalEffort)}%`, bottom: payChange ? `${y(payChange.absolute)}%` : '0' }}
            onClick={() => onSelect(index)}
          >
            {stepCount}
          </button>
        ))}
      </div>
      <p class="pareto-axis">
        <span>{Math.min(...efforts).toFixed(2)}</span>
        <span>effort →</span>
        <span>{Math.max(...efforts).toFixed(2)}</span>
      </p>
      {pays.length > 0 && (
        <p class="none">
          Pay from {signed(money(Math.min(...pays), currency), Math.min(...pays))} to{' '}
          {signed(money(Math.max(...pays), currency), Math.max(...pays))}
          {pays.length < paths.length && '; at the foot, where it is not known'}
        </p>
      )}
    </figure>
  );
}

/** From values to percent of the picture, with a margin for the dots. */
function axis(values: number[]): (value: number) => number {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return (value) => (high === low ? 50 : 12 + (76 * (value - low)) / (high - low));
}
