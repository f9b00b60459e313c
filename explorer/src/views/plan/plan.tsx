import '../../styles/plan.css';
import { EffortBar, EffortLegend, PayChange, type Weights } from '../../components/effort';
import { OpenQuery, operation } from '../../components/open-query';
import { ProfileForm, useNames, useProfile } from '../../components/profile';
import { Answer, Notice } from '../../components/states';
import { type PathObjective, PlanDocument, type PlanQuery, type PlanQueryVariables } from '../../generated';
import { useAddress } from '../../lib/address';
import { useQuery } from '../../lib/api';
import { usePage } from '../../lib/page';
import { count } from '../../lib/words';
import { ConstraintForm, Targets, useConstraints, useWeights, WeightForm } from './controls';
import { Pareto } from './pareto';
import { PathDetail } from './path-detail';

export type Plan = PlanQuery['transitionPaths'];
export type Path = Plan['paths'][number];

const objectives: [PathObjective, string][] = [
  ['PARETO', 'Best trade-offs'],
  ['EFFORT', 'Least effort'],
  ['PAY', 'Best pay'],
  ['STEPS', 'Fewest steps'],
];

export default function PlanView() {
  const { one, all } = useAddress();
  const { profile, isEmpty } = useProfile();
  const to = all('to');
  const constraints = useConstraints();
  const { weights, chosen } = useWeights();
  const objective = objectives.find(([each]) => each === one('objective'))?.[0] ?? 'PARETO';
  const names = useNames([...all('from'), ...all('skill'), ...to, ...all('via'), ...all('avoidRoles'), ...all('families')]);
  const variables: PlanQueryVariables | null =
    isEmpty || to.length === 0 ? null : { from: profile, to, objective, constraints, weights: chosen, limit: 6 };
  const query = useQuery(PlanDocument, variables);
  usePage(to.length > 0 ? `Plan: ${to.map((id) => names.get(id) ?? id).join(', ')}` : 'Plan a move');
  return (
    <div class="workbench">
      <header class="section-head">
        <h1>Plan a move</h1>
        {variables && <OpenQuery operations={[operation('Plan', PlanDocument, variables)]} />}
      </header>
      <form class="controls who" aria-label="Your move" onSubmit={(event) => event.preventDefault()}>
        <ProfileForm names={names} />
        <Targets names={names} />
      </form>
      <div class="results" aria-live="polite">
        {variables === null ? (
          <Notice title={isEmpty ? 'Where do you start?' : 'Where do you want to go?'}>
            <p>
              {isEmpty
                ? 'Name your job, or skills that you have: pick them as you type, or paste a list. Then say where you want to go.'
                : 'Name one career, or several: the best routes to any of them are found.'}
            </p>
          </Notice>
        ) : (
          <Answer query={query}>
            {({ transitionPaths }) =>
              transitionPaths.paths.length === 0 ? (
                <WhyNot plan={transitionPaths} />
              ) : (
                <Paths plan={transitionPaths} objective={objective} weights={weights} />
              )
            }
          </Answer>
        )}
      </div>
      <form class="controls tuning" aria-label="What the paths must be like" onSubmit={(event) => event.preventDefault()}>
        <WeightForm weights={weights} />
        <ConstraintForm names={names} />
      </form>
    </div>
  );
}

/** No way there, what is in the way, and the smallest change that was found to help. */
function WhyNot({ plan }: { plan: Plan }) {
  const { change } = useAddress();
  return (
    <Notice title="There is no credible path">
      {plan.obstacles.map(({ constraint, message, relaxation }) => (
        <div key={constraint + message} class="obstacle">
          <p>{message}</p>
          {relaxation && (
            <p>
              {relaxation.message}{' '}
              <button type="button" class="button primary" onClick={() => change(changesOf(relaxation))}>
                Do that
              </button>
            </p>
          )}
        </div>
      ))}
    </Notice>
  );
}

/** Parameters of the address are called what the API calls its arguments, so that what it advises can be done. */
function changesOf({ argument, value }: { argument: string; value: string }): Record<string, string | string[] | null> {
  const given: unknown = JSON.parse(value);
  const name = argument.replace(/^constraints\./, '');
  if (name === 'from.currentRoles') return { from: given as string[] };
  const constraints = name === 'constraints' ? (given as Record<string, unknown>) : { [name]: given };
  return Object.fromEntries(
    Object.entries(constraints).map(([each, to]) => [
      each,
      to === null || to === undefined ? null : Array.isArray(to) ? to.map(String) : String(to),
    ]),
  );
}

function Paths({ plan, objective, weights }: { plan: Plan; objective: PathObjective; weights: Weights }) {
  const { one, change } = useAddress();
  const { paths } = plan;
  const selected = Math.min(Number(one('path') ?? 0) || 0, paths.length - 1);
  const most = Math.max(...paths.map(({ totalEffort }) => totalEffort));
  return (
    <>
      <div class="segments" role="group" aria-label="What makes a path better">
        {objectives.map(([each, label]) => (
          <button type="button" key={each} aria-pressed={each === objective} onClick={() => change({ objective: each, path: null }, true)}>
            {label}
          </button>
        ))}
      </div>
      <section class="comparison" aria-labelledby="routes">
        <div>
          <h2 id="routes">{count(paths.length, 'route')}</h2>
          <ol class="routes">
            {paths.map((path, index) => (
              <li key={routeOf(path)} class={index === selected ? 'selected' : undefined}>
                <button type="button" aria-pressed={index === selected} onClick={() => change({ path: String(index) }, true)}>
                  <span class="route-name">{routeOf(path)}</span>
                  <EffortBar efforts={path.moves.map(({ effort }) => effort)} weights={weights} most={most} />
                  <span class="route-figures">
                    <b>{path.totalEffort.toFixed(2)}</b> effort{path.estimated && ', in part estimated'} · {count(path.stepCount, 'step')} ·{' '}
                    <PayChange change={path.payChange} />
                  </span>
                </button>
              </li>
            ))}
          </ol>
          <EffortLegend />
          {!plan.exhaustive && <p class="none">The search ended at its bound: there may be better ones.</p>}
        </div>
        {paths.length > 1 && <Pareto paths={paths} selected={selected} onSelect={(index) => change({ path: String(index) }, true)} />}
      </section>
      <PathDetail path={paths[selected]!} weights={weights} />
    </>
  );
}

function routeOf({ moves }: Path): string {
  const stops = [moves[0]!.from?.title, ...moves.map(({ to }) => to.title)];
  return stops.filter(Boolean).join(' → ');
}
