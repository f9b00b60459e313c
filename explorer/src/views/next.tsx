import '../styles/plan.css';
import { EffortBar, EffortLegend, PayChange, type Weights } from '../components/effort';
import { Evidence } from '../components/evidence';
import { OpenQuery, operation } from '../components/open-query';
import { ProfileForm, useNames, useProfile } from '../components/profile';
import { Answer, Notice } from '../components/states';
import { type MoveKind, NextDocument, type NextQuery, type NextQueryVariables } from '../generated';
import { pathOf, useAddress } from '../lib/address';
import { useQuery } from '../lib/api';
import { usePage } from '../lib/page';
import { count, moveKinds, percent } from '../lib/words';
import { Toggle, useWeights } from './plan/controls';

type Recommendation = NextQuery['recommendTransitions']['nodes'][number];

const pageSize = 12;
const payFilters = [
  ['', 'Any pay'],
  ['1', 'No less than now'],
  ['1.1', 'A tenth more'],
  ['1.25', 'A quarter more'],
];

export default function Next() {
  usePage('What could I become?');
  const { one, all } = useAddress();
  const { profile, isEmpty } = useProfile();
  const { weights, chosen } = useWeights();
  const names = useNames([...all('from'), ...all('skill')]);
  const kinds = all('kind').filter((kind): kind is MoveKind => kind in moveKinds);
  const variables: NextQueryVariables | null = isEmpty
    ? null
    : {
        from: profile,
        weights: chosen,
        first: Number(one('first')) || pageSize,
        filter: {
          kinds: kinds.length > 0 ? kinds : undefined,
          minPayRatio: one('minPayRatio') === null ? undefined : Number(one('minPayRatio')),
          evidence: one('evidence') === 'DOCUMENTED' ? 'DOCUMENTED' : undefined,
        },
      };
  const query = useQuery(NextDocument, variables);
  return (
    <div class="workbench">
      <header class="section-head">
        <h1>What could I become?</h1>
        {variables && <OpenQuery operations={[operation('Next', NextDocument, variables)]} />}
      </header>
      <form class="controls who" aria-label="You" onSubmit={(event) => event.preventDefault()}>
        <ProfileForm names={names} />
      </form>
      <div class="results" aria-live="polite">
        {variables === null ? (
          <Notice title="Who are you?">
            <p>
              Name your job, or skills that you have: pick them as you type, or paste a list. What is one credible move away shows here.
            </p>
          </Notice>
        ) : (
          <Answer query={query}>{({ recommendTransitions }) => <Cards {...recommendTransitions} weights={weights} />}</Answer>
        )}
      </div>
      <form class="controls tuning" aria-label="What you look for" onSubmit={(event) => event.preventDefault()}>
        <Filters kinds={kinds} />
      </form>
    </div>
  );
}

function Filters({ kinds }: { kinds: MoveKind[] }) {
  const { one, change } = useAddress();
  return (
    <fieldset>
      <legend>Only</legend>
      {(Object.entries(moveKinds) as [MoveKind, string][]).map(([kind, label]) => (
        <Toggle
          key={kind}
          label={label}
          on={kinds.includes(kind)}
          onChange={(on) => change({ kind: on ? [...kinds, kind] : kinds.filter((each) => each !== kind), first: null })}
        />
      ))}
      <Toggle
        label="Documented by a source"
        on={one('evidence') === 'DOCUMENTED'}
        onChange={(on) => change({ evidence: on ? 'DOCUMENTED' : null, first: null })}
      />
      <label>
        Pay
        <select
          value={one('minPayRatio') ?? ''}
          onChange={({ currentTarget }) => change({ minPayRatio: currentTarget.value || null, first: null })}
        >
          {payFilters.map(([ratio, label]) => (
            <option key={ratio} value={ratio}>
              {label}
            </option>
          ))}
        </select>
      </label>
    </fieldset>
  );
}

type Page = NextQuery['recommendTransitions'];

function Cards({ nodes, totalCount, pageInfo, weights }: Page & { weights: Weights }) {
  const { all, change } = useAddress();
  if (nodes.length === 0) {
    return (
      <Notice title="Nothing is one credible move away">
        <p>
          No source documents a move from there that passes the filters, and no career is alike enough to infer one. Take a filter away, add
          a job or skills that you have, or plan a longer way.
        </p>
      </Notice>
    );
  }
  return (
    <>
      <h2>{count(totalCount, 'career')} one move away</h2>
      <ul class="cards">
        {nodes.map((each) => (
          <Card key={each.role.id} {...each} weights={weights} skills={all('skill')} />
        ))}
      </ul>
      <EffortLegend />
      {pageInfo.hasNextPage && nodes.length < 200 && (
        <button type="button" class="button" onClick={() => change({ first: String(Math.min(200, nodes.length + pageSize)) }, true)}>
          Show more
        </button>
      )}
    </>
  );
}

function Card({
  role,
  kind,
  evidence,
  claims,
  effort,
  payChange,
  from,
  reasons,
  skillGap,
  weights,
  skills,
}: Recommendation & { weights: Weights; skills: string[] }) {
  const plan = new URLSearchParams([['to', role.id], ...(from ? [['from', from.id]] : []), ...skills.map((id) => ['skill', id])]);
  return (
    <li class="card recommendation">
      <p class="leg-head">
        <span class="badge">{moveKinds[kind]}</span>
        {evidence === 'DOCUMENTED' ? 'documented' : 'inferred'} <Evidence claims={claims} />
      </p>
      <h3>
        <a href={pathOf.role(role.id)}>{role.title}</a> {role.level && <small>{role.level.name}</small>}
      </h3>
      {role.summary && <p class="summary">{role.summary}</p>}
      <EffortBar efforts={[effort]} weights={weights} />
      <p class="leg-figures">
        <b>{effort.total.toFixed(2)}</b> effort{effort.estimated && ', in part estimated'} · <PayChange change={payChange} />
      </p>
      <ul class="plain reasons">
        {reasons.slice(0, 3).map(({ text }) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      {skillGap.missing.length > 0 && (
        <p class="none">
          {skillGap.coverage !== null && `${percent(skillGap.coverage)} there already. `}To learn:{' '}
          {skillGap.missing
            .slice(0, 5)
            .map(({ skill }) => skill.name)
            .join(', ')}
          {skillGap.missing.length > 5 && ` and ${skillGap.missing.length - 5} more`}
        </p>
      )}
      <p>
        <a class="plan-link" href={`/plan?${plan}`} aria-label={`Plan this move, to ${role.title}`}>
          Plan this move
        </a>
      </p>
    </li>
  );
}
