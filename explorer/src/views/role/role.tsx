import '../../styles/role.css';
import { useEffect } from 'preact/hooks';
import { Evidence } from '../../components/evidence';
import { OpenQuery, operation } from '../../components/open-query';
import { Answer, NotFound } from '../../components/states';
import {
  LadderDocument,
  RoleDocument,
  RoleNeighboursDocument,
  type RoleQuery,
  RoleSkillsDocument,
  RoleWorkDocument,
} from '../../generated';
import { pathOf, planPath, useAddress } from '../../lib/address';
import { useQuery } from '../../lib/api';
import { usePage } from '../../lib/page';
import { useSources } from '../../lib/sources';
import { educationLevels, groupBy, money, schemes } from '../../lib/words';
import { LadderSection } from './ladder';
import { NeighboursSection } from './neighbours';
import { PaySection } from './pay';
import { SkillsSection } from './skills';
import { GuidanceSection, SettingSection, WorkSection } from './work';

export type Role = NonNullable<RoleQuery['role']>;

const sections = [
  ['ladder', 'Ladder'],
  ['pay', 'Pay'],
  ['skills', 'Skills'],
  ['learning', 'Education'],
  ['outlook', 'Outlook'],
  ['neighbours', 'Neighbours'],
  ['work', 'The work'],
  ['guidance', 'Guidance'],
  ['sources', 'Sources'],
] as const;

export default function RolePage({ slug }: { slug: string }) {
  const id = `role:${slug}`;
  const address = useAddress();
  const query = useQuery(RoleDocument, { id });
  const title = query.data?.role?.title;
  usePage(title);
  useEffect(() => {
    if (title && location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, [title]);
  const operations = [
    operation('Role', RoleDocument, { id }),
    operation('Ladder', LadderDocument, { role: id, source: address.one('ladder') }),
    operation('Skills', RoleSkillsDocument, { id }),
    operation('Neighbours', RoleNeighboursDocument, { id }),
    operation('Work', RoleWorkDocument, { id }),
  ];
  return (
    <Answer query={query}>
      {({ role }) =>
        role === null ? (
          <NotFound what="career" />
        ) : (
          <article class="role" key={role.id}>
            <Head role={role} />
            <div class="role-tools">
              <nav class="contents" aria-label="On this page">
                {sections.map(([anchor, label]) => (
                  <a key={anchor} href={`#${anchor}`}>
                    {label}
                  </a>
                ))}
              </nav>
              <OpenQuery operations={operations} />
            </div>
            <LadderSection role={role} />
            <PaySection role={role} />
            <SkillsSection id={role.id} />
            <Learning role={role} />
            <OutlookSection role={role} />
            <NeighboursSection role={role} />
            <WorkSection id={role.id} />
            <SettingSection id={role.id} />
            <GuidanceSection id={role.id} />
            <Sources role={role} />
          </article>
        )
      }
    </Answer>
  );
}

function Head({ role }: { role: Role }) {
  const typical = role.salarySummary?.typical;
  const lowest = role.education.find(({ level, necessity }) => level !== null && necessity !== 'OPTIONAL')?.level;
  const growth = role.outlook.find(({ growthPercent }) => growthPercent !== null);
  return (
    <header class="role-head">
      <div>
        <p class="kicker">
          {[schemes[role.scheme], ...role.families.map(({ family }) => family.name)].join(' · ')}
          {role.families.length > 0 && <Evidence claims={role.families.flatMap(({ claims }) => claims)} />}
        </p>
        <h1>
          {role.title} <Evidence claims={role.claims} />
        </h1>
        {role.status === 'RETIRED' && (
          <p class="retired">
            No current source speaks of this career any more.
            {role.replacedBy && (
              <>
                {' '}
                <a href={pathOf.role(role.replacedBy.id)}>{role.replacedBy.title}</a> took its place.
              </>
            )}
          </p>
        )}
        {role.summary && <p class="lead">{role.summary}</p>}
        {role.alternativeTitles.nodes.length > 0 && (
          <p class="aliases">
            <span>Also called</span>
            {role.alternativeTitles.nodes.map(({ title, claims }) => (
              <span key={title}>
                {title} <Evidence claims={claims} />
              </span>
            ))}
            {role.alternativeTitles.totalCount > role.alternativeTitles.nodes.length && (
              <span>and {role.alternativeTitles.totalCount - role.alternativeTitles.nodes.length} more</span>
            )}
          </p>
        )}
        <p class="actions">
          <a class="button primary" href={planPath([role.id], [])}>
            Plan a move from here
          </a>
          <a class="button" href={planPath([], [role.id])}>
            Plan how to get here
          </a>
          <a class="button" href={`/next?from=${encodeURIComponent(role.id)}`}>
            What could come next?
          </a>
          <a class="button" href={`/map?around=${encodeURIComponent(role.id)}`}>
            On the map
          </a>
        </p>
      </div>
      <dl class="facts">
        {role.level && (
          <Fact term="Level" value={role.level.name} claims={role.levels.filter(({ level }) => level.name === role.level!.name)} />
        )}
        {typical != null && <Fact term="Typical pay" value={money(typical, role.salarySummary!.currency)} claims={role.salaries} />}
        {growth && <Fact term="Outlook" value={growthText(growth)} claims={[growth]} />}
        {lowest && (
          <Fact term="Least education" value={educationLevels[lowest]} claims={role.education.filter(({ level }) => level === lowest)} />
        )}
        {role.sameAs.length > 0 && (
          <div>
            <dt>In other taxonomies</dt>
            {role.sameAs.slice(0, 4).map(({ role: same, claims }) => (
              <dd key={same.id}>
                <a href={pathOf.role(same.id)}>{same.title}</a> <small>{schemes[same.scheme]}</small>
                <Evidence claims={claims} />
              </dd>
            ))}
          </div>
        )}
      </dl>
    </header>
  );
}

function Fact({ term, value, claims }: { term: string; value: string; claims: { claims: Role['claims'] }[] }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        {value} <Evidence claims={claims.flatMap((each) => each.claims)} />
      </dd>
    </div>
  );
}

type Outlook = Role['outlook'][number];

function growthText({ growthPercent, fromYear, toYear, horizonYears }: Outlook): string {
  const span = fromYear && toYear ? `${fromYear}–${toYear}` : toYear ? `by ${toYear}` : horizonYears ? `in ${horizonYears} years` : '';
  return `${growthPercent! > 0 ? '+' : ''}${growthPercent}% ${span}`.trim();
}

function OutlookSection({ role }: { role: Role }) {
  return (
    <section>
      <h2 id="outlook" tabIndex={-1}>
        Outlook
      </h2>
      {role.outlook.length === 0 && <p class="none">No source says how this career will grow.</p>}
      <ul class="outlook">
        {role.outlook.map((outlook) => (
          <li key={outlook.id}>
            <strong>{outlook.growthPercent === null ? (outlook.demand ?? '') : growthText(outlook)}</strong>{' '}
            <Evidence claims={outlook.claims} />
            <small>
              {[
                outlook.growthPercent !== null && outlook.demand && `Demand: ${outlook.demand.toLowerCase()}`,
                outlook.openingsPerYear && `${outlook.openingsPerYear.toLocaleString('en')} openings a year`,
                outlook.note,
              ]
                .filter(Boolean)
                .join('. ')}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Learning({ role }: { role: Role }) {
  const byLevel = groupBy(role.education, ({ level }) => level);
  return (
    <section>
      <h2 id="learning" tabIndex={-1}>
        Education and certifications
      </h2>
      {role.education.length + role.certifications.length === 0 && (
        <p class="none">No source says what to study or which certifications help.</p>
      )}
      <div class="columns">
        {[...byLevel].map(([level, expectations]) => (
          <div key={level}>
            <h3>{level === null ? 'Without saying which degree' : educationLevels[level]}</h3>
            <ul class="plain">
              {expectations.map(({ fields, alternative, necessity, claims }, index) => (
                <li key={index}>
                  {[fields.join(', '), alternative].filter(Boolean).join('. Or: ') || 'In any field'}
                  {necessity && <small> {necessity === 'ESSENTIAL' ? 'required' : 'preferred'}</small>} <Evidence claims={claims} />
                </li>
              ))}
            </ul>
          </div>
        ))}
        {role.certifications.length > 0 && (
          <div>
            <h3>Certifications</h3>
            <ul class="plain">
              {role.certifications.map(({ certification, claims }) => (
                <li key={certification.id}>
                  <a href={pathOf.certification(certification.id)}>{certification.name}</a>
                  {certification.issuer && <small> {certification.issuer}</small>} <Evidence claims={claims} />
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </section>
  );
}

function Sources({ role }: { role: Role }) {
  const sources = useSources();
  return (
    <section>
      <h2 id="sources" tabIndex={-1}>
        Sources of this page
      </h2>
      <ul class="plain source-list">
        {role.attributions.map(({ id }) => {
          const source = sources.get(id);
          if (!source) return null;
          return (
            <li key={id}>
              {source.url ? (
                <a href={source.url} rel="noreferrer">
                  {source.name}
                </a>
              ) : (
                source.name
              )}
              <small>
                {' '}
                {[source.publisher !== 'Not stated' && source.publisher, source.version, source.asOf, source.licence, source.attribution]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
