import { Evidence } from '../../components/evidence';
import { Answer } from '../../components/states';
import { RoleNeighboursDocument, type RoleNeighboursQuery } from '../../generated';
import { pathOf, planPath } from '../../lib/address';
import { useQuery } from '../../lib/api';
import { adjacencyKinds, percent } from '../../lib/words';
import type { Role } from './role';

type Neighbour = NonNullable<RoleNeighboursQuery['role']>['adjacentRoles']['nodes'][number];

export function NeighboursSection({ role }: { role: Role }) {
  const query = useQuery(RoleNeighboursDocument, { id: role.id });
  return (
    <section>
      <h2 id="neighbours" tabIndex={-1}>
        Neighbouring careers
      </h2>
      <Answer query={query}>
        {(data) => {
          const { nodes } = data.role!.adjacentRoles;
          if (nodes.length === 0) return <p class="none">No source names a neighbour, and no career is alike enough to infer one.</p>;
          const documented = nodes.filter(({ evidence }) => evidence === 'DOCUMENTED');
          const inferred = nodes.filter(({ evidence }) => evidence === 'INFERRED');
          return (
            <div class="neighbour-groups">
              {adjacencyKinds.map(([kind, title, meaning]) => (
                <Group
                  key={kind}
                  title={title}
                  meaning={meaning}
                  role={role}
                  neighbours={documented.filter((each) => each.kind === kind)}
                />
              ))}
              <Group
                title="Alike"
                meaning="No source says so: inferred from what the two have in common"
                role={role}
                neighbours={inferred}
              />
            </div>
          );
        }}
      </Answer>
    </section>
  );
}

function Group({ title, meaning, role, neighbours }: { title: string; meaning: string; role: Role; neighbours: Neighbour[] }) {
  if (neighbours.length === 0) return null;
  return (
    <div>
      <h3>
        {title} <small>{meaning}</small>
      </h3>
      <ul class="neighbours">
        {neighbours.map(({ kind, evidence, from, to, differences, claims, strength }) => {
          const other = from.id === role.id ? to : from;
          return (
            <li key={`${kind}${other.id}`}>
              <p>
                <a href={pathOf.role(other.id)}>{other.title}</a> <Evidence claims={claims} />
                {evidence === 'INFERRED' && strength !== null && <small>{percent(strength)} alike</small>}
              </p>
              {differences.map((difference) => (
                <p class="difference" key={difference.text}>
                  {difference.text} <Evidence claims={difference.claims} />
                </p>
              ))}
              <a class="plan-link" href={planPath([from.id], [to.id])} aria-label={`Plan this move, from ${from.title} to ${to.title}`}>
                Plan this move
              </a>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
