import '../styles/role.css';
import { Evidence } from '../components/evidence';
import { Importance } from '../components/importance';
import { Names } from '../components/names';
import { OpenQuery, operation } from '../components/open-query';
import { Answer, NotFound } from '../components/states';
import { SkillDocument } from '../generated';
import { pathOf } from '../lib/address';
import { useQuery } from '../lib/api';
import { usePage } from '../lib/page';
import { count, percent, skillKinds } from '../lib/words';

export default function SkillPage({ slug }: { slug: string }) {
  const variables = { id: `skill:${slug}` };
  const query = useQuery(SkillDocument, variables);
  usePage(query.data?.skill?.name);
  return (
    <Answer query={query}>
      {({ skill }) =>
        skill === null ? (
          <NotFound what="skill" />
        ) : (
          <article class="role" key={skill.id}>
            <header class="role-head">
              <div>
                <p class="kicker">{skillKinds.find(([kind]) => kind === skill.kind)![1]}</p>
                <h1>
                  {skill.name} <Evidence claims={skill.claims} />
                </h1>
                {skill.description && <p class="lead">{skill.description}</p>}
                {skill.aliases.nodes.length > 0 && (
                  <p class="aliases">Also called {skill.aliases.nodes.map(({ title }) => title).join(', ')}</p>
                )}
                <p class="actions">
                  <a class="button primary" href={`/next?skill=${encodeURIComponent(skill.id)}`}>
                    What could I become with it?
                  </a>
                  <a class="button" href={`/map?around=${encodeURIComponent(skill.id)}`}>
                    On the map
                  </a>
                  <OpenQuery operations={[operation('Skill', SkillDocument, variables)]} />
                </p>
              </div>
            </header>
            <section>
              <h2>Careers that need it</h2>
              {skill.roles.edges.length === 0 && <p class="none">No source says that a career needs it.</p>}
              <ul class="skills many">
                {skill.roles.edges.map(({ node, importance, necessity, claims }) => (
                  <li class="skill" key={node.id}>
                    <span>
                      <a href={pathOf.role(node.id)}>{node.title}</a> <Evidence claims={claims} />
                      {necessity === 'OPTIONAL' && <small>optional</small>}
                    </span>
                    <Importance value={importance} />
                  </li>
                ))}
              </ul>
              {skill.roles.totalCount > skill.roles.edges.length && (
                <p class="none">and {count(skill.roles.totalCount - skill.roles.edges.length, 'more', 'more')}</p>
              )}
            </section>
            <section>
              <div class="columns">
                <Names
                  title="Certifications that show it"
                  items={skill.certifications.map(({ certification, claims }) => ({
                    ...certification,
                    path: pathOf.certification(certification.id),
                    claims,
                  }))}
                />
                <Names
                  title="Broader"
                  items={skill.broader.map(({ skill: other, claims }) => ({ ...other, path: pathOf.skill(other.id), claims }))}
                />
                <Names
                  title="Narrower"
                  items={skill.narrower.nodes.map(({ skill: other, claims }) => ({ ...other, path: pathOf.skill(other.id), claims }))}
                />
                <Names
                  title="Counts in part"
                  items={skill.related.map(({ skill: other, relatedness }) => ({
                    ...other,
                    path: pathOf.skill(other.id),
                    claims: [],
                    note: percent(relatedness),
                  }))}
                />
              </div>
            </section>
          </article>
        )
      }
    </Answer>
  );
}
