import '../../styles/map.css';
import { useLocation } from 'preact-iso';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { OpenQuery, operation } from '../../components/open-query';
import { useNames } from '../../components/profile';
import { SearchBox } from '../../components/search-box';
import { Answer, Notice } from '../../components/states';
import { type GraphEdgeType, type GraphNodeType, MapDocument, type MapQuery } from '../../generated';
import { pathOfId, useAddress } from '../../lib/address';
import { useQuery } from '../../lib/api';
import { usePage } from '../../lib/page';
import { count, groupBy } from '../../lib/words';
import type { LayoutAnswer, LayoutRequest } from './layout.worker';
import LayoutWorker from './layout.worker?worker';
import { type Colours, Scene, type SceneEdge, type SceneNode } from './scene';

type Slice = MapQuery['neighbourhood'];

const sizes = [60, 200, 500, 1000];
const nodeTypes: Record<GraphNodeType, string> = {
  ROLE: 'Career',
  SKILL: 'Skill',
  CERTIFICATION: 'Certification',
  LEVEL: 'Level',
  ROLE_FAMILY: 'Family',
  INDUSTRY: 'Industry',
  EMPLOYER: 'Employer',
};
/** As seen from the one end, and from the other. */
const edgeTypes: Record<GraphEdgeType, [string, string]> = {
  PROGRESSES_TO: ['Steps up to', 'Steps up from'],
  ADJACENT_TO: ['Neighbour of', 'Neighbour of'],
  REQUIRES: ['Requires', 'Required by'],
  VALIDATES: ['Shows', 'Shown by'],
  RECOMMENDED_FOR: ['Recommended for', 'Recommended certifications'],
  SAME_AS: ['The same as', 'The same as'],
  BROADER: ['A kind or part of', 'Kinds and parts'],
  AT_LEVEL: ['At level', 'Careers at this level'],
  IN_FAMILY: ['In family', 'Careers of this family'],
  IN_INDUSTRY: ['In industry', 'Careers in this industry'],
  EMPLOYED_BY: ['Hired by', 'Hires'],
};

export default function MapView() {
  const { one, change } = useAddress();
  const { route } = useLocation();
  const around = one('around');
  const limit = Math.max(1, Math.min(1000, Number(one('limit')) || (around ? sizes[0]! : sizes.at(-1)!)));
  const depth = Math.max(1, Math.min(3, Number(one('depth')) || 1));
  const variables = { around, depth, limit };
  const query = useQuery(MapDocument, variables);
  const names = useNames(around ? [around] : []);
  usePage(around ? `Map around ${names.get(around) ?? around}` : 'Map');
  return (
    <div class="map-view">
      <header class="section-head">
        <h1>{around ? `Around ${names.get(around) ?? around.replace(/^[a-z-]+:/, '')}` : 'The map'}</h1>
        <OpenQuery operations={[operation('Map', MapDocument, variables)]} />
      </header>
      <form class="map-controls" aria-label="What the map shows" onSubmit={(event) => event.preventDefault()}>
        <SearchBox
          label="Centre the map on"
          placeholder="A career, a skill, a certification"
          kinds={['ROLE', 'SKILL', 'CERTIFICATION']}
          onPick={({ id }) => change({ around: id, node: null, limit: null })}
        />
        {around && (
          <label>
            Steps away
            <select value={depth} onChange={({ currentTarget }) => change({ depth: currentTarget.value })}>
              <option>1</option>
              <option>2</option>
              <option>3</option>
            </select>
          </label>
        )}
        <label>
          At most
          <select value={limit} onChange={({ currentTarget }) => change({ limit: currentTarget.value })}>
            {[...new Set([...sizes, limit])]
              .sort((a, b) => a - b)
              .map((size) => (
                <option key={size} value={size}>
                  {size} things
                </option>
              ))}
          </select>
        </label>
        {around && (
          <button type="button" class="button" onClick={() => route('/map')}>
            All careers
          </button>
        )}
      </form>
      <Answer query={query}>
        {({ neighbourhood }) =>
          neighbourhood.nodes.length === 0 ? (
            <Notice title="There is nothing to draw">
              <p>The graph is empty. Once something is loaded into it, it shows here.</p>
            </Notice>
          ) : (
            <Drawing slice={neighbourhood} around={around} />
          )
        }
      </Answer>
    </div>
  );
}

function Drawing({ slice, around }: { slice: Slice; around: string | null }) {
  const { one, change } = useAddress();
  const canvas = useRef<HTMLCanvasElement>(null);
  const scene = useRef<Scene>(null);
  const [settled, setSettled] = useState(false);
  const indices = useMemo(() => new Map(slice.nodes.map(({ id }, index) => [id, index])), [slice]);
  const selected = indices.get(one('node') ?? '') ?? null;
  const select = (id: string | null) => change({ node: id }, true);

  useEffect(() => {
    const { nodes, edges } = sceneOf(slice, indices);
    const drawn = new Scene(canvas.current!, nodes, edges, coloursOf(canvas.current!), (node) =>
      select(node === null ? null : nodes[node]!.id),
    );
    scene.current = drawn;
    const worker = new LayoutWorker();
    worker.onmessage = ({ data: { positions, done } }: MessageEvent<LayoutAnswer>) => {
      drawn.place(positions, done);
      setSettled(done);
    };
    const request: LayoutRequest = {
      radii: nodes.map(({ radius }) => radius),
      links: edges.map(({ from, to, weight }) => ({ source: from, target: to, weight: weight ?? 0.5 })),
      animate: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    };
    worker.postMessage(request);
    const resizing = new ResizeObserver(() => drawn.resize());
    resizing.observe(canvas.current!);
    const recolour = () => (drawn.colours = coloursOf(canvas.current!));
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', recolour);
    const themeSwitch = new MutationObserver(recolour);
    themeSwitch.observe(document.documentElement, { attributeFilter: ['style'] });
    return () => {
      worker.terminate();
      resizing.disconnect();
      themeSwitch.disconnect();
      dark.removeEventListener('change', recolour);
      drawn.destroy();
    };
  }, [slice]);
  useEffect(() => {
    if (scene.current) scene.current.selected = selected;
  }, [selected, slice]);

  const onKeyDown = (event: KeyboardEvent) => {
    const keys: Record<string, () => void> = {
      ArrowLeft: () => scene.current!.panBy(60, 0),
      ArrowRight: () => scene.current!.panBy(-60, 0),
      ArrowUp: () => scene.current!.panBy(0, 60),
      ArrowDown: () => scene.current!.panBy(0, -60),
      '+': () => scene.current!.zoomBy(1.3),
      '-': () => scene.current!.zoomBy(1 / 1.3),
      '0': () => scene.current!.fit(),
      Escape: () => select(null),
    };
    if (!keys[event.key]) return;
    keys[event.key]!();
    event.preventDefault();
  };
  const shownTypes = (Object.keys(nodeTypes) as GraphNodeType[]).filter((type) => slice.nodes.some((node) => node.type === type));
  return (
    <div class="map">
      <div class="map-canvas" data-settled={settled}>
        <canvas
          ref={canvas}
          tabIndex={0}
          role="application"
          aria-label={`A drawing of ${count(slice.nodes.length, 'thing')} and ${count(slice.edges.length, 'tie')}. Arrow keys move it, plus and minus zoom, 0 shows all. The list beside it has the same things.`}
          onKeyDown={onKeyDown}
        />
        <div class="map-buttons">
          <button type="button" aria-label="Zoom in" onClick={() => scene.current!.zoomBy(1.4)}>
            +
          </button>
          <button type="button" aria-label="Zoom out" onClick={() => scene.current!.zoomBy(1 / 1.4)}>
            −
          </button>
          <button type="button" aria-label="Show all" onClick={() => scene.current!.fit()}>
            ⤢
          </button>
        </div>
        <p class="legend">
          {shownTypes.map((type) => (
            <span key={type}>
              <i class={`kind ${type.toLowerCase()}`} /> {nodeTypes[type]}
            </span>
          ))}
          <span>
            <i class="line" /> step up
          </span>
        </p>
      </div>
      <aside class="map-side">
        {selected === null ? (
          <NodeList slice={slice} onSelect={(id) => centre(id)} />
        ) : (
          <Selected slice={slice} index={selected} around={around} onSelect={(id) => (id === null ? select(null) : centre(id))} />
        )}
      </aside>
    </div>
  );

  function centre(id: string): void {
    select(id);
    scene.current!.centre(indices.get(id)!);
  }
}

function NodeList({ slice, onSelect }: { slice: Slice; onSelect: (id: string) => void }) {
  const [text, setText] = useState('');
  const fitting = slice.nodes.filter(({ label }) => label.toLowerCase().includes(text.trim().toLowerCase()));
  return (
    <>
      <p class="none">
        {count(slice.nodes.length, 'thing')}, {count(slice.edges.length, 'tie')}
        {slice.truncated && '. There is more: centre the map on what you look for'}.
      </p>
      <label>
        Find in the drawing
        <input type="search" value={text} onInput={({ currentTarget }) => setText(currentTarget.value)} />
      </label>
      <ul class="plain node-list">
        {fitting.slice(0, 60).map(({ id, label, type }) => (
          <li key={id}>
            <button type="button" class="node" onClick={() => onSelect(id)}>
              <i class={`kind ${type.toLowerCase()}`} /> {label}
            </button>
          </li>
        ))}
      </ul>
      {fitting.length > 60 && <p class="none">and {fitting.length - 60} more</p>}
      {fitting.length === 0 && <p class="none">Nothing in this drawing is called that.</p>}
    </>
  );
}

interface SelectedProps {
  slice: Slice;
  index: number;
  around: string | null;
  onSelect: (id: string | null) => void;
}

function Selected({ slice, index, around, onSelect }: SelectedProps) {
  const { change } = useAddress();
  const node = slice.nodes[index]!;
  const path = pathOfId(node.id);
  const labels = new Map(slice.nodes.map((each) => [each.id, each]));
  const ties = slice.edges.flatMap(({ from, to, type }) =>
    from === node.id ? [{ other: to, words: edgeTypes[type][0] }] : to === node.id ? [{ other: from, words: edgeTypes[type][1] }] : [],
  );
  return (
    <>
      <p class="kicker">{nodeTypes[node.type]}</p>
      <h2>{path ? <a href={path}>{node.label}</a> : node.label}</h2>
      <p class="actions">
        {path && (
          <a class="button primary" href={path}>
            Open
          </a>
        )}
        {node.id !== around && (
          <button type="button" class="button" onClick={() => change({ around: node.id, node: null, limit: null })}>
            Centre the map here
          </button>
        )}
        <button type="button" class="button" onClick={() => onSelect(null)}>
          All
        </button>
      </p>
      {[...groupBy(ties, ({ words }) => words)].map(([words, others]) => (
        <div key={words}>
          <h3>
            {words} <small>{others.length}</small>
          </h3>
          <ul class="plain node-list">
            {others.slice(0, 40).map(({ other }) => (
              <li key={other}>
                <button type="button" class="node" onClick={() => onSelect(other)}>
                  <i class={`kind ${labels.get(other)!.type.toLowerCase()}`} /> {labels.get(other)!.label}
                </button>
              </li>
            ))}
          </ul>
          {others.length > 40 && <p class="none">and {others.length - 40} more</p>}
        </div>
      ))}
      {ties.length === 0 && <p class="none">Nothing else in this drawing is tied to it.</p>}
    </>
  );
}

function sceneOf(slice: Slice, indices: ReadonlyMap<string, number>): { nodes: SceneNode[]; edges: SceneEdge[] } {
  const edges = slice.edges.map(({ from, to, type, weight }) => ({ from: indices.get(from)!, to: indices.get(to)!, type, weight }));
  const ties = slice.nodes.map(() => 0);
  for (const { from, to } of edges) {
    ties[from]!++;
    ties[to]!++;
  }
  const nodes = slice.nodes.map(({ id, type, label }, index) => ({
    id,
    type,
    label,
    ties: ties[index]!,
    radius: 3.5 + Math.min(8, 0.8 * Math.sqrt(ties[index]!)),
  }));
  return { nodes, edges };
}

/** The page's colours, in its present theme, as a canvas needs them. */
function coloursOf(element: Element): Colours {
  const probe = document.createElement('span');
  element.parentElement!.append(probe);
  const colour = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const kinds = Object.fromEntries((Object.keys(nodeTypes) as GraphNodeType[]).map((type) => [type, colour(`kind-${type.toLowerCase()}`)]));
  const colours = { ink: colour('ink'), paper: colour('paper'), accent: colour('accent'), edge: colour('edge'), kinds };
  probe.remove();
  return colours as Colours;
}
