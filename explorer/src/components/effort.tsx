import type { EffortPartsFragment, PayFragment } from '../generated';
import { type EffortPart, effortParts, money, percent, signed } from '../lib/words';

export type Weights = Record<EffortPart, number>;

/** The parts of an effort as they add up to it; what is left is of parts that no data speaks to. */
export function shares(efforts: readonly EffortPartsFragment[], weights: Weights): { part: EffortPart | 'estimated'; share: number }[] {
  const whole = effortParts.reduce((sum, [part]) => sum + weights[part], 0);
  const known = effortParts.map(([part]) => ({
    part,
    share: efforts.reduce((sum, effort) => sum + ((effort[part] ?? 0) * weights[part]) / whole, 0),
  }));
  const rest = efforts.reduce((sum, { total }) => sum + total, 0) - known.reduce((sum, { share }) => sum + share, 0);
  return [...known, { part: 'estimated' as const, share: efforts.some(({ estimated }) => estimated) ? Math.max(0, rest) : 0 }];
}

interface Props {
  efforts: readonly EffortPartsFragment[];
  weights: Weights;
  /** What the full width stands for. */
  most?: number;
}

export function EffortBar({ efforts, weights, most = 1 }: Props) {
  const parts = shares(efforts, weights).filter(({ share }) => share > 0);
  const total = efforts.reduce((sum, effort) => sum + effort.total, 0);
  const text = parts.map(({ part, share }) => `${partName(part)} ${share.toFixed(2)}`).join(', ');
  return (
    <span class="effort" role="img" aria-label={`Effort ${total.toFixed(2)}: ${text}`} title={text}>
      {parts.map(({ part, share }) => (
        <i key={part} class={`part ${part}`} style={{ width: percent(share / most) }} />
      ))}
    </span>
  );
}

function partName(part: EffortPart | 'estimated'): string {
  return part === 'estimated' ? 'Not known, the usual' : effortParts.find(([each]) => each === part)![1];
}

export function EffortLegend() {
  return (
    <p class="legend">
      {[...effortParts.map(([part]) => part), 'estimated' as const].map((part) => (
        <span key={part}>
          <i class={`part ${part}`} /> {partName(part)}
        </span>
      ))}
    </p>
  );
}

export function PayChange({ change }: { change: PayFragment | null }) {
  if (!change) return <span class="pay-change unknown">pay not known</span>;
  return (
    <span class={change.absolute < 0 ? 'pay-change less' : 'pay-change'} title={change.basis}>
      {signed(money(change.absolute, change.currency), change.absolute)} a year ({signed(percent(change.ratio - 1), change.ratio - 1)})
    </span>
  );
}
