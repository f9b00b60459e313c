import '../styles/role.css';
import { Evidence } from '../components/evidence';
import { Names } from '../components/names';
import { OpenQuery, operation } from '../components/open-query';
import { Answer, NotFound } from '../components/states';
import { CertificationDocument } from '../generated';
import { pathOf } from '../lib/address';
import { useQuery } from '../lib/api';
import { usePage } from '../lib/page';

export default function CertificationPage({ slug }: { slug: string }) {
  const variables = { id: `certification:${slug}` };
  const query = useQuery(CertificationDocument, variables);
  usePage(query.data?.certification?.name);
  return (
    <Answer query={query}>
      {({ certification }) =>
        certification === null ? (
          <NotFound what="certification" />
        ) : (
          <article class="role" key={certification.id}>
            <header class="role-head">
              <div>
                <p class="kicker">{certification.issuer ? `Certification by ${certification.issuer}` : 'Certification'}</p>
                <h1>
                  {certification.name} <Evidence claims={certification.claims} />
                </h1>
                {certification.summary && <p class="lead">{certification.summary}</p>}
                {certification.aliases.nodes.length > 0 && (
                  <p class="aliases">Also called {certification.aliases.nodes.map(({ title }) => title).join(', ')}</p>
                )}
                <p class="actions">
                  {certification.url && (
                    <a class="button" href={certification.url} rel="noreferrer">
                      At its issuer
                    </a>
                  )}
                  <a class="button" href={`/map?around=${encodeURIComponent(certification.id)}`}>
                    On the map
                  </a>
                  <OpenQuery operations={[operation('Certification', CertificationDocument, variables)]} />
                </p>
              </div>
            </header>
            <section>
              <div class="columns">
                <Names
                  title="Skills that it shows"
                  items={certification.validates.map(({ skill, claims }) => ({ ...skill, path: pathOf.skill(skill.id), claims }))}
                />
                <Names
                  title="Recommended for"
                  items={certification.recommendedFor.nodes.map(({ role, claims }) => ({
                    id: role.id,
                    name: role.title,
                    path: pathOf.role(role.id),
                    claims,
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
