import { useLocation } from 'preact-iso';
import { OpenQuery, operation } from '../components/open-query';
import { SearchBox } from '../components/search-box';
import { Answer } from '../components/states';
import { StartDocument, type StartQuery } from '../generated';
import { pathOf, pathOfId } from '../lib/address';
import { useQuery } from '../lib/api';
import { useSources } from '../lib/sources';
import { usePage } from '../lib/page';
import { count, money } from '../lib/words';

export function Start() {
  usePage(null);
  const { route } = useLocation();
  const query = useQuery(StartDocument, {});
  return (
    <div class="start">
      <section class="hero">
        <h1>
          Careers, step by step, <em>and who says so</em>
        </h1>
        <p class="lead">
          Levels, pay, skills and the moves between careers. Every fact comes with its sources, and where they disagree you see it.
        </p>
        <SearchBox
          label="A career, a skill or a certification"
          placeholder="Try “data scientist”, “Python” or “TensorFlow Developer”"
          kinds={['ROLE', 'SKILL', 'CERTIFICATION']}
          onPick={({ id }) => route(pathOfId(id)!)}
          large
          autofocus
        />
        <nav class="tasks" aria-label="What you can do">
          <a href="/plan">
            <strong>Plan a move</strong>
            <span>Routes from where you are to where you want to be, and what each step costs.</span>
          </a>
          <a href="/next">
            <strong>What could I become?</strong>
            <span>Careers one step away from your job or your skills.</span>
          </a>
          <a href="/map">
            <strong>See the map</strong>
            <span>How careers hang together, up to a thousand at once.</span>
          </a>
        </nav>
      </section>
      <Answer query={query}>
        {(data) => (
          <>
            <section aria-labelledby="begin">
              <header class="section-head">
                <h2 id="begin">Careers to begin with</h2>
                <OpenQuery operations={[operation('Start', StartDocument, {})]} />
              </header>
              {data.neighbourhood.nodes.length === 0 ? <EmptyGraph /> : <Careers nodes={data.neighbourhood.nodes} />}
            </section>
            <Holdings counts={data.graphInfo.counts} />
          </>
        )}
      </Answer>
    </div>
  );
}

function EmptyGraph() {
  return (
    <p>
      The graph is empty. <code>npm run seed</code> loads the career guides into it.
    </p>
  );
}

function Careers({ nodes }: { nodes: StartQuery['neighbourhood']['nodes'] }) {
  return (
    <ul class="cards">
      {nodes.map(({ id, node }) =>
        node.__typename !== 'Role' ? null : (
          <li key={id} class="card">
            <h3>
              <a href={pathOf.role(id)}>{node.title}</a>
            </h3>
            <p class="summary">{node.summary ?? 'No source describes it in words.'}</p>
            <p class="figures">
              {node.level && <span>{node.level.name}</span>}
              {node.salarySummary?.typical != null && (
                <span>{money(node.salarySummary.typical, node.salarySummary.currency)} typical pay</span>
              )}
            </p>
          </li>
        ),
      )}
    </ul>
  );
}

function Holdings({ counts }: { counts: StartQuery['graphInfo']['counts'] }) {
  const sources = useSources();
  const number = (kind: string) => counts.find((each) => each.kind === kind)?.count ?? 0;
  return (
    <section class="holdings" aria-labelledby="holdings">
      <h2 id="holdings">What it rests on</h2>
      <p class="numbers">
        <span>{count(number('Role'), 'role')}</span>
        <span>{count(number('Skill'), 'skill')}</span>
        <span>{count(number('Certification'), 'certification')}</span>
        <span>{count(sources.size, 'source')}</span>
      </p>
      <ul>
        {[...sources.values()].map(({ id, name, publisher, url, licence, version }) => (
          <li key={id}>
            {url ? (
              <a href={url} rel="noreferrer">
                {name}
              </a>
            ) : (
              name
            )}
            <small>{[publisher !== name && publisher !== 'Not stated' && publisher, version, licence].filter(Boolean).join(' · ')}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}
