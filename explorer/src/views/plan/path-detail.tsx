import { EffortBar, PayChange, shares, type Weights } from '../../components/effort';
import { Evidence } from '../../components/evidence';
import { pathOf } from '../../lib/address';
import { count, moveKinds, percent } from '../../lib/words';
import type { Path } from './plan';

type Move = Path['moves'][number];

const chipsAtMost = 24;

/** One path as a route: its stops, and what each leg between them takes. */
export function PathDetail({ path, weights }: { path: Path; weights: Weights }) {
  const start = path.moves[0]!.from;
  const plan = path.certificationPlan;
  return (
    <section class="path" aria-labelledby="path">
      <h2 id="path">The route</h2>
      <ol class="route">
        <li class="stop">{start ? <a href={pathOf.role(start.id)}>{start.title}</a> : <span>Your skills</span>}</li>
        {path.moves.map((move) => (
          <Leg key={move.to.id} move={move} weights={weights} />
        ))}
      </ol>
      <div class="columns">
        <div>
          <h3>
            What to learn <small>{path.skillsToLearn.length}</small>
          </h3>
          {path.skillsToLearn.length === 0 && <p class="none">Nothing that a source asks for is missing.</p>}
          <ul class="chips">
            {path.skillsToLearn.slice(0, chipsAtMost).map(({ skill, importance, alternatives }) => (
              <li key={skill.id} class="chip">
                <a href={pathOf.skill(skill.id)}>{skill.name}</a>
                {alternatives.length > 0 && <small>or {alternatives.map(({ name }) => name).join(', ')}</small>}
                {importance !== null && <small>{percent(importance)}</small>}
              </li>
            ))}
          </ul>
          {path.skillsToLearn.length > chipsAtMost && <p class="none">and {path.skillsToLearn.length - chipsAtMost} less important ones</p>}
        </div>
        <div>
          <h3>Certification plan</h3>
          {plan.certifications.length === 0 && <p class="none">No certification validates any of what is missing.</p>}
          <ul class="plain">
            {plan.certifications.map(({ certification, covers }) => (
              <li key={certification.id}>
                <a href={pathOf.certification(certification.id)}>{certification.name}</a>
                <small> shows {covers.map(({ name }) => name).join(', ')}</small>
              </li>
            ))}
          </ul>
          {plan.certifications.length > 0 && (
            <p class="none">
              {plan.optimal ? 'The fewest' : 'Few'} that cover all that any certification covers
              {plan.uncovered.length > 0 && `; ${count(plan.uncovered.length, 'skill')} must be shown otherwise`}.
            </p>
          )}
        </div>
      </div>
    </section>
  );
}

function Leg({ move, weights }: { move: Move; weights: Weights }) {
  const { effort, skillGap, to } = move;
  return (
    <>
      <li class="leg">
        <p class="leg-head">
          <span class="badge">{moveKinds[move.kind]}</span>
          {move.evidence === 'DOCUMENTED' ? 'documented' : 'inferred'} <Evidence claims={move.claims} />
          <PayChange change={move.payChange} />
        </p>
        <EffortBar efforts={[effort]} weights={weights} />
        <p class="leg-figures">
          <b>{effort.total.toFixed(2)}</b> effort{effort.estimated && ', in part estimated'}
          {shares([effort], weights)
            .filter(({ share, part }) => share >= 0.005 && part !== 'estimated')
            .map(({ part, share }) => ` · ${share.toFixed(2)} ${legWords[part as keyof typeof legWords]}`)
            .join('')}
        </p>
        <details>
          <summary>
            {skillGap.coverage === null
              ? 'Nothing is known of what it needs'
              : `${percent(skillGap.coverage)} of what it needs is there already`}
            {skillGap.missing.length > 0 && `, ${skillGap.missing.length} to learn`}
          </summary>
          <div class="columns">
            <div>
              <h4>There already</h4>
              <ul class="plain">
                {skillGap.matched.slice(0, chipsAtMost).map(({ required, owned, match }) => (
                  <li key={required.id}>
                    {required.name}
                    <small>
                      {owned.id !== required.id && ` by ${owned.name}`}
                      {match < 1 && ` ${percent(match)}`}
                    </small>
                  </li>
                ))}
                {skillGap.matched.length === 0 && <li class="none">Nothing</li>}
              </ul>
            </div>
            <div>
              <h4>To learn</h4>
              <ul class="plain">
                {skillGap.missing.slice(0, chipsAtMost).map(({ skill, match }) => (
                  <li key={skill.id}>
                    {skill.name} {match > 0 && <small>{percent(match)} there</small>}
                  </li>
                ))}
                {skillGap.missing.length === 0 && <li class="none">Nothing</li>}
              </ul>
            </div>
          </div>
        </details>
      </li>
      <li class="stop">
        <a href={pathOf.role(to.id)}>{to.title}</a> {to.level && <small>{to.level.name}</small>}
      </li>
    </>
  );
}

const legWords = { skillGap: 'skills', levelGap: 'levels', educationGap: 'education', unfamiliarity: 'unfamiliar work' };
