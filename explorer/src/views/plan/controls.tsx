import { useEffect, useRef, useState } from 'preact/hooks';
import { Chips } from '../../components/profile';
import { SearchBox } from '../../components/search-box';
import type { Weights } from '../../components/effort';
import type { EffortWeights, PathConstraints, RoleScheme } from '../../generated';
import { useAddress } from '../../lib/address';
import { type EffortPart, effortParts, percent, schemes } from '../../lib/words';

/** The API's own, shown where the address names no other. */
const defaultWeights: Weights = { skillGap: 0.4, levelGap: 0.2, educationGap: 0.1, unfamiliarity: 0.3 };
const defaultSteps = 4;

export function useWeights(): { weights: Weights; chosen: EffortWeights | null } {
  const { one } = useAddress();
  const given = effortParts.flatMap(([part]): [EffortPart, number][] => {
    const value = Number(one(part));
    return one(part) !== null && value >= 0 ? [[part, value]] : [];
  });
  const weights = { ...defaultWeights, ...Object.fromEntries(given) };
  return { weights, chosen: given.length > 0 ? weights : null };
}

export function useConstraints(): PathConstraints {
  const { one, all } = useAddress();
  const number = (name: string) => (one(name) === null ? undefined : Number(one(name)));
  const list = (name: string) => (all(name).length > 0 ? all(name) : undefined);
  return {
    maxSteps: number('maxSteps') ?? defaultSteps,
    evidence: one('evidence') === 'DOCUMENTED' ? 'DOCUMENTED' : undefined,
    minPayRatio: number('minPayRatio'),
    maxEffortPerMove: number('maxEffortPerMove'),
    allowStepDown: one('allowStepDown') === 'true',
    via: list('via'),
    avoidRoles: list('avoidRoles'),
    families: list('families'),
    schemes: list('schemes') as RoleScheme[] | undefined,
  };
}

export function Targets({ names }: { names: ReadonlyMap<string, string> }) {
  return (
    <fieldset>
      <legend>To</legend>
      <RolePicker parameter="to" label="The career you want, or several" names={names} />
    </fieldset>
  );
}

function RolePicker({ parameter, label, names }: { parameter: string; label: string; names: ReadonlyMap<string, string> }) {
  const { all, change } = useAddress();
  return (
    <>
      <SearchBox
        label={label}
        placeholder="Machine Learning Engineer …"
        kinds={['ROLE']}
        onPick={({ id }) => change({ [parameter]: [...new Set([...all(parameter), id])] })}
      />
      <Chips parameter={parameter} names={names} />
    </>
  );
}

export function WeightForm({ weights }: { weights: Weights }) {
  const { change } = useAddress();
  const whole = effortParts.reduce((sum, [part]) => sum + weights[part], 0);
  return (
    <fieldset>
      <legend>What effort means to you</legend>
      {effortParts.map(([part, label]) => (
        <Slider
          key={part}
          label={label}
          value={weights[part]}
          text={percent(weights[part] / whole)}
          onChange={(value) => {
            const next = { ...weights, [part]: value };
            // All zero would weigh nothing, which the API refuses.
            if (effortParts.some(([each]) => next[each] > 0)) change({ [part]: String(value) }, true);
          }}
        />
      ))}
      {effortParts.some(([part]) => weights[part] !== defaultWeights[part]) && (
        <button
          type="button"
          class="quiet-button"
          onClick={() => change(Object.fromEntries(effortParts.map(([part]) => [part, null])), true)}
        >
          Back to the usual weights
        </button>
      )}
    </fieldset>
  );
}

interface SliderProps {
  label: string;
  value: number;
  text: string;
  onChange: (value: number) => void;
}

/** Follows the hand at once, and asks for new paths when it rests. */
function Slider({ label, value, text, onChange }: SliderProps) {
  const [dragged, setDragged] = useState<number | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setDragged(null), [value]);
  return (
    <label class="slider">
      <span>
        {label} <b>{text}</b>
      </span>
      <input
        type="range"
        min="0"
        max="1"
        step="0.05"
        value={dragged ?? value}
        onInput={({ currentTarget }) => {
          const next = Number(currentTarget.value);
          setDragged(next);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => onChange(next), 200);
        }}
      />
    </label>
  );
}

export function ConstraintForm({ names }: { names: ReadonlyMap<string, string> }) {
  const { one, all, change } = useAddress();
  const chosenSchemes = all('schemes');
  const limit = one('maxEffortPerMove');
  return (
    <fieldset>
      <legend>What a path must keep to</legend>
      <Toggle
        label="Only moves that a source documents"
        on={one('evidence') === 'DOCUMENTED'}
        onChange={(on) => change({ evidence: on ? 'DOCUMENTED' : null, path: null })}
      />
      <Toggle
        label="Never earn less"
        on={Number(one('minPayRatio')) >= 1}
        onChange={(on) => change({ minPayRatio: on ? '1' : null, path: null })}
      />
      <Toggle
        label="Steps down are all right"
        on={one('allowStepDown') === 'true'}
        onChange={(on) => change({ allowStepDown: on ? 'true' : null, path: null })}
      />
      <Toggle
        label="No step harder than"
        on={limit !== null}
        onChange={(on) => change({ maxEffortPerMove: on ? '0.5' : null, path: null })}
      />
      {limit !== null && (
        <Slider
          label="Effort of a step at most"
          value={Number(limit)}
          text={Number(limit).toFixed(2)}
          onChange={(value) => change({ maxEffortPerMove: String(value) }, true)}
        />
      )}
      <label>
        At most so many steps
        <input
          type="number"
          min="1"
          max="12"
          required
          value={one('maxSteps') ?? defaultSteps}
          onChange={({ currentTarget }) => currentTarget.validity.valid && change({ maxSteps: currentTarget.value, path: null })}
        />
      </label>
      <details open={all('via').length + all('avoidRoles').length + chosenSchemes.length > 0}>
        <summary>Roles on the way</summary>
        <RolePicker parameter="via" label="By way of" names={names} />
        <RolePicker parameter="avoidRoles" label="Never by way of" names={names} />
        <Chips parameter="families" names={names} />
        <div class="toggles" role="group" aria-label="Only roles of">
          {(Object.entries(schemes) as [RoleScheme, string][]).map(([scheme, label]) => (
            <Toggle
              key={scheme}
              label={`Only ${label}`}
              on={chosenSchemes.includes(scheme)}
              onChange={(on) => change({ schemes: on ? [...chosenSchemes, scheme] : chosenSchemes.filter((each) => each !== scheme) })}
            />
          ))}
        </div>
      </details>
    </fieldset>
  );
}

export function Toggle({ label, on, onChange }: { label: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <label class="toggle">
      <input type="checkbox" role="switch" checked={on} onChange={({ currentTarget }) => onChange(currentTarget.checked)} />
      {label}
    </label>
  );
}
