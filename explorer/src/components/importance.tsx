import { percent } from '../lib/words';

/** How much a role depends on a skill, as a bar; nothing where no source rates it. */
export function Importance({ value }: { value: number | null }) {
  if (value === null) return null;
  return (
    <span class="importance">
      <i aria-hidden="true" style={{ width: percent(value) }} />
      <span class="unseen">Importance {percent(value)}</span>
    </span>
  );
}
