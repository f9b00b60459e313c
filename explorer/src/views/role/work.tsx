import { useState } from 'preact/hooks';
import { Evidence } from '../../components/evidence';
import { Answer } from '../../components/states';
import { RoleWorkDocument, type RoleWorkQuery } from '../../generated';
import { useQuery } from '../../lib/api';
import { groupBy, guidanceTopics } from '../../lib/words';

type Work = NonNullable<RoleWorkQuery['role']>;

const shownAtFirst = 6;

export function WorkSection({ id }: { id: string }) {
  const query = useQuery(RoleWorkDocument, { id });
  return (
    <section>
      <h2 id="work" tabIndex={-1}>
        What people do, stage by stage
      </h2>
      <Answer query={query}>
        {({ role }) => {
          const stages = groupBy(role!.responsibilities.nodes, ({ level }) => level?.id);
          if (stages.size === 0) return <p class="none">No source lists what people in it do.</p>;
          return (
            <div class="columns stages">
              {[...stages.values()].map((items) => (
                <Stage key={items[0]!.level?.id} title={items[0]!.level?.name ?? 'Throughout'} items={items} />
              ))}
            </div>
          );
        }}
      </Answer>
    </section>
  );
}

function Stage({ title, items }: { title: string; items: Work['responsibilities']['nodes'] }) {
  const [all, setAll] = useState(false);
  return (
    <div>
      <h3>{title}</h3>
      <ul class="plain">
        {(all ? items : items.slice(0, shownAtFirst)).map(({ text, claims }) => (
          <li key={text}>
            {text} <Evidence claims={claims} />
          </li>
        ))}
      </ul>
      {items.length > shownAtFirst && (
        <button type="button" class="quiet-button" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show ${items.length - shownAtFirst} more`}
        </button>
      )}
    </div>
  );
}

export function SettingSection({ id }: { id: string }) {
  const { data } = useQuery(RoleWorkDocument, { id });
  if (!data?.role) return null;
  const { workArrangements, industries, employers } = data.role;
  const lists = [
    { title: 'Where and how', items: workArrangements.map(({ text, claims }) => ({ text, claims })) },
    { title: 'Industries', items: industries.map(({ industry, claims }) => ({ text: industry.name, claims })) },
    { title: 'Employers', items: employers.map(({ employer, claims }) => ({ text: employer.name, claims })) },
  ].filter(({ items }) => items.length > 0);
  if (lists.length === 0) return null;
  return (
    <section aria-label="Setting">
      <div class="columns">
        {lists.map(({ title, items }) => (
          <div key={title}>
            <h3>{title}</h3>
            <ul class="plain">
              {items.map(({ text, claims }) => (
                <li key={text}>
                  {text} <Evidence claims={claims} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
}

export function GuidanceSection({ id }: { id: string }) {
  const query = useQuery(RoleWorkDocument, { id });
  return (
    <section>
      <h2 id="guidance" tabIndex={-1}>
        Guidance
      </h2>
      <Answer query={query}>
        {({ role }) => {
          const { guidance } = role!;
          if (guidance.length === 0) return <p class="none">No source gives advice on this career.</p>;
          return guidanceTopics.map(([topic, title]) => (
            <Topic key={topic} title={title} advice={guidance.filter((each) => each.topic === topic)} />
          ));
        }}
      </Answer>
    </section>
  );
}

function Topic({ title, advice }: { title: string; advice: Work['guidance'] }) {
  if (advice.length === 0) return null;
  return (
    <details class="topic">
      <summary>
        <h3>{title}</h3> <small>{advice.length}</small>
      </summary>
      <div class="columns">
        {advice.map(({ id, title: heading, points, level, claims }) => (
          <div key={id}>
            <h4>
              {heading} {level && <small>{level.name}</small>} <Evidence claims={claims} />
            </h4>
            <ul class="plain">
              {points.map((point) => (
                <li key={point}>{point}</li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </details>
  );
}
