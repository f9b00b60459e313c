import { useState } from 'preact/hooks';
import { Evidence } from '../../components/evidence';
import { Importance } from '../../components/importance';
import { Answer } from '../../components/states';
import { RoleSkillsDocument, type RoleSkillsQuery } from '../../generated';
import { pathOf } from '../../lib/address';
import { useQuery } from '../../lib/api';
import { count, groupBy, skillKinds } from '../../lib/words';

type Edge = NonNullable<RoleSkillsQuery['role']>['skills']['edges'][number];

const shownAtFirst = 12;

export function SkillsSection({ id }: { id: string }) {
  const query = useQuery(RoleSkillsDocument, { id });
  return (
    <section>
      <h2 id="skills" tabIndex={-1}>
        Skills
      </h2>
      <Answer query={query}>
        {({ role }) => {
          const { edges, totalCount } = role!.skills;
          if (totalCount === 0) return <p class="none">No source says which skills it needs.</p>;
          return (
            <>
              <div class="columns">
                {skillKinds.map(([kind, title]) => (
                  <Kind key={title} title={title} edges={edges.filter(({ node }) => node.kind === kind)} />
                ))}
              </div>
              {totalCount > edges.length && (
                <p class="none">
                  The {edges.length} most important of {totalCount.toLocaleString('en')} skills.
                </p>
              )}
            </>
          );
        }}
      </Answer>
    </section>
  );
}

function Kind({ title, edges }: { title: string; edges: Edge[] }) {
  const [all, setAll] = useState(false);
  if (edges.length === 0) return null;
  const groups = [...groupBy(edges, (edge) => choiceOf(edge) ?? edge.node.id).values()];
  const shown = all ? groups : groups.slice(0, shownAtFirst);
  const hidden = edges.length - shown.flat().length;
  return (
    <div>
      <h3>
        {title} <small>{edges.length}</small>
      </h3>
      <ul class="skills">
        {shown.map((group) =>
          group.length === 1 ? (
            <Skill key={group[0]!.node.id} {...group[0]!} />
          ) : (
            <li key={group[0]!.node.id} class="choice">
              <small>one of</small>
              <ul class="skills">
                {group.map((edge) => (
                  <Skill key={edge.node.id} {...edge} />
                ))}
              </ul>
            </li>
          ),
        )}
      </ul>
      {(hidden > 0 || all) && groups.length > shownAtFirst && (
        <button type="button" class="quiet-button" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show ${count(hidden, 'more', 'more')}`}
        </button>
      )}
    </div>
  );
}

/** What the sources call alternatives of each other has one value, whoever says so. */
function choiceOf({ claims }: Edge): string | undefined {
  return claims.find(({ anyOf }) => anyOf !== null)?.anyOf ?? undefined;
}

function Skill({ node, importance, necessity, claims }: Edge) {
  const stages = [...new Set(claims.flatMap(({ stageLabel }) => stageLabel ?? []))];
  return (
    <li class="skill">
      <span>
        <a href={pathOf.skill(node.id)}>{node.name}</a> <Evidence claims={claims} />
        <small>
          {[
            stages.length > 0 && stages.join(', '),
            necessity === 'OPTIONAL' && 'optional',
            claims.some(({ inDemand }) => inDemand) && 'in demand',
          ]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </span>
      <Importance value={importance} />
    </li>
  );
}
