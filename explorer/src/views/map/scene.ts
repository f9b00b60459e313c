import { type Quadtree, quadtree } from 'd3-quadtree';
import { select } from 'd3-selection';
import { zoom, zoomIdentity, type ZoomTransform } from 'd3-zoom';
import type { GraphEdgeType, GraphNodeType } from '../../generated';

export interface SceneNode {
  id: string;
  type: GraphNodeType;
  label: string;
  radius: number;
  ties: number;
}

export interface SceneEdge {
  from: number;
  to: number;
  type: GraphEdgeType;
  weight: number | null;
}

export interface Colours {
  ink: string;
  paper: string;
  accent: string;
  edge: string;
  kinds: Record<GraphNodeType, string>;
}

/** While things move, so many edges are drawn anew in a frame; of more, the last still picture is moved along. */
const edgesInMotion = 1_500;
const edgesPerFrame = 1_200;
const restMs = 140;
/** How much more than the screen the still picture holds on each side, as a share of it. */
const margin = 0.4;
const labelsAtMost = 60;

/** Draws a graph on a canvas that can be panned and zoomed. It knows no components, and draws only when something has changed. */
export class Scene {
  readonly #context: CanvasRenderingContext2D;
  readonly #zoom = zoom<HTMLCanvasElement, unknown>().scaleExtent([0.05, 8]);
  readonly #neighbours: Set<number>[];
  /** Best connected first. */
  readonly #byTies: number[];
  /** Strongest first, so that what is left out in motion is what matters least. */
  readonly #edges: readonly SceneEdge[];
  #positions: Float32Array = new Float32Array();
  #tree: Quadtree<number> = quadtree();
  #transform: ZoomTransform = zoomIdentity;
  /** The edges as they were drawn last at rest, and how things stood then. */
  #still: { picture: HTMLCanvasElement; transform: ZoomTransform } | null = null;
  #drawing: { picture: HTMLCanvasElement; transform: ZoomTransform; next: number } | null = null;
  #frame = 0;
  #movedAt = 0;
  #hovered: number | null = null;
  #selected: number | null = null;
  #colours: Colours;

  constructor(
    readonly canvas: HTMLCanvasElement,
    readonly nodes: readonly SceneNode[],
    edges: readonly SceneEdge[],
    colours: Colours,
    onSelect: (node: number | null) => void,
  ) {
    this.#context = canvas.getContext('2d')!;
    this.#colours = colours;
    this.#edges = [...edges].sort((a, b) => (b.weight ?? 0.5) - (a.weight ?? 0.5));
    this.#byTies = nodes.map((_, index) => index).sort((a, b) => nodes[b]!.ties - nodes[a]!.ties);
    this.#neighbours = nodes.map(() => new Set());
    for (const { from, to } of edges) {
      this.#neighbours[from]!.add(to);
      this.#neighbours[to]!.add(from);
    }
    this.#zoom.on('zoom', ({ transform }: { transform: ZoomTransform }) => {
      this.#transform = transform;
      this.#moved();
    });
    select(canvas).call(this.#zoom);
    canvas.addEventListener('pointermove', ({ offsetX, offsetY }) => this.#hover(this.#at(offsetX, offsetY)));
    canvas.addEventListener('pointerleave', () => this.#hover(null));
    canvas.addEventListener('click', ({ offsetX, offsetY }) => onSelect(this.#at(offsetX, offsetY)));
    this.resize();
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    select(this.canvas).on('.zoom', null);
  }

  resize(): void {
    const ratio = this.#ratio;
    this.canvas.width = Math.round(this.canvas.clientWidth * ratio);
    this.canvas.height = Math.round(this.canvas.clientHeight * ratio);
    this.#forget();
  }

  set colours(colours: Colours) {
    this.#colours = colours;
    this.#forget();
  }

  set selected(node: number | null) {
    this.#selected = node;
    this.#wake();
  }

  place(positions: Float32Array, done: boolean): void {
    const first = this.#positions.length === 0;
    this.#positions = positions;
    this.#tree = quadtree<number>()
      .x((node) => positions[node * 2]!)
      .y((node) => positions[node * 2 + 1]!)
      .addAll(this.nodes.map((_, index) => index));
    this.#still = null;
    if (first || done) this.fit();
    this.#forget();
  }

  /** Shows the whole graph. */
  fit(): void {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let index = 0; index < this.#positions.length; index += 2) {
      left = Math.min(left, this.#positions[index]!);
      right = Math.max(right, this.#positions[index]!);
      top = Math.min(top, this.#positions[index + 1]!);
      bottom = Math.max(bottom, this.#positions[index + 1]!);
    }
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const scale = Math.min(2, 0.9 * Math.min(width / (right - left + 80), height / (bottom - top + 80)));
    const whole = zoomIdentity.translate(width / 2 - (scale * (left + right)) / 2, height / 2 - (scale * (top + bottom)) / 2).scale(scale);
    select(this.canvas).call(this.#zoom.transform, whole);
  }

  zoomBy(factor: number): void {
    select(this.canvas).call(this.#zoom.scaleBy, factor);
  }

  panBy(x: number, y: number): void {
    select(this.canvas).call(this.#zoom.translateBy, x / this.#transform.k, y / this.#transform.k);
  }

  centre(node: number): void {
    select(this.canvas).call(this.#zoom.translateTo, this.#positions[node * 2]!, this.#positions[node * 2 + 1]!);
  }

  get #ratio(): number {
    return Math.min(2, devicePixelRatio);
  }

  #at(x: number, y: number): number | null {
    const [graphX, graphY] = this.#transform.invert([x, y]);
    const found = this.#tree.find(graphX, graphY, 24 / this.#transform.k);
    if (found === undefined) return null;
    const distance = Math.hypot(this.#positions[found * 2]! - graphX, this.#positions[found * 2 + 1]! - graphY);
    return distance <= this.#radius(found) + 6 / this.#transform.k ? found : null;
  }

  /** In the graph's measure. Closer by, nodes grow more slowly than the distances between them. */
  #radius(node: number): number {
    return this.nodes[node]!.radius / Math.sqrt(Math.max(1, this.#transform.k));
  }

  #hover(node: number | null): void {
    if (node === this.#hovered) return;
    this.#hovered = node;
    this.canvas.style.cursor = node === null ? 'grab' : 'pointer';
    this.#wake();
  }

  #moved(): void {
    this.#movedAt = performance.now();
    this.#drawing = null;
    this.#wake();
  }

  #forget(): void {
    this.#still = null;
    this.#drawing = null;
    this.#wake();
  }

  #wake(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  #draw(): void {
    if (this.#positions.length === 0) return;
    const context = this.#context;
    const { width, height } = this.canvas;
    const transform = this.#transform;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    if (this.#edges.length <= edgesInMotion) {
      this.#toGraph(context, transform);
      this.#drawEdges(context, transform, 0, this.#edges.length);
    } else {
      this.#drawManyEdges(transform);
    }
    this.#toGraph(context, transform);
    this.#drawNear(context, transform);
    this.#drawNodes(context, transform);
    this.#drawLabels(context, transform);
  }

  /** Too many for one frame: at rest they are drawn bit by bit beside the screen, in motion that picture moves along. */
  #drawManyEdges(transform: ZoomTransform): void {
    const resting = performance.now() - this.#movedAt > restMs;
    const still = this.#still;
    const ratio = this.#ratio;
    const [marginX, marginY] = [this.canvas.clientWidth * margin, this.canvas.clientHeight * margin];
    if (still) {
      const scale = transform.k / still.transform.k;
      this.#context.setTransform(
        scale,
        0,
        0,
        scale,
        (transform.x - (still.transform.x + marginX) * scale) * ratio,
        (transform.y - (still.transform.y + marginY) * scale) * ratio,
      );
      this.#context.drawImage(still.picture, 0, 0);
    } else {
      this.#toGraph(this.#context, transform);
      this.#drawEdges(this.#context, transform, 0, edgesInMotion);
    }
    const upToDate = still !== null && String(still.transform) === String(transform);
    if (upToDate) return;
    if (resting) {
      if (!this.#drawing) {
        const picture = document.createElement('canvas');
        picture.width = Math.round(this.canvas.width * (1 + 2 * margin));
        picture.height = Math.round(this.canvas.height * (1 + 2 * margin));
        this.#drawing = { picture, transform, next: 0 };
      }
      const { picture, next } = this.#drawing;
      const context = picture.getContext('2d')!;
      context.setTransform(
        transform.k * ratio,
        0,
        0,
        transform.k * ratio,
        (transform.x + marginX) * ratio,
        (transform.y + marginY) * ratio,
      );
      this.#drawEdges(context, transform, next, Math.min(this.#edges.length, next + edgesPerFrame));
      this.#drawing.next += edgesPerFrame;
      if (this.#drawing.next >= this.#edges.length) {
        this.#still = this.#drawing;
        this.#drawing = null;
      }
    }
    this.#wake();
  }

  #toGraph(context: CanvasRenderingContext2D, { x, y, k }: ZoomTransform): void {
    const ratio = this.#ratio;
    context.setTransform(k * ratio, 0, 0, k * ratio, x * ratio, y * ratio);
  }

  #drawEdges(context: CanvasRenderingContext2D, { k }: ZoomTransform, from: number, to: number): void {
    context.lineWidth = 1 / k;
    context.strokeStyle = this.#colours.edge;
    context.globalAlpha = Math.max(0.2, Math.min(1, edgesInMotion / this.#edges.length));
    context.beginPath();
    for (let index = from; index < to; index++) {
      const edge = this.#edges[index]!;
      if (edge.type !== 'PROGRESSES_TO') this.#line(context, edge);
    }
    context.stroke();
    context.globalAlpha = 1;
    context.lineWidth = 2 / k;
    context.strokeStyle = this.#colours.accent;
    context.beginPath();
    for (let index = from; index < to; index++) {
      const edge = this.#edges[index]!;
      if (edge.type === 'PROGRESSES_TO') this.#line(context, edge);
    }
    context.stroke();
  }

  #line(context: CanvasRenderingContext2D, { from, to }: SceneEdge): void {
    context.moveTo(this.#positions[from * 2]!, this.#positions[from * 2 + 1]!);
    context.lineTo(this.#positions[to * 2]!, this.#positions[to * 2 + 1]!);
  }

  /** The edges of the node in hand. */
  #drawNear(context: CanvasRenderingContext2D, { k }: ZoomTransform): void {
    const node = this.#hovered ?? this.#selected;
    if (node === null) return;
    context.lineWidth = 1.6 / k;
    context.strokeStyle = this.#colours.ink;
    context.beginPath();
    for (const edge of this.#edges) if (edge.from === node || edge.to === node) this.#line(context, edge);
    context.stroke();
  }

  #drawNodes(context: CanvasRenderingContext2D, { k }: ZoomTransform): void {
    const near = this.#hovered ?? this.#selected;
    for (const dim of [true, false]) {
      context.globalAlpha = dim ? 0.28 : 1;
      for (const [type, colour] of Object.entries(this.#colours.kinds) as [GraphNodeType, string][]) {
        context.fillStyle = colour;
        context.beginPath();
        for (let index = 0; index < this.nodes.length; index++) {
          const node = this.nodes[index]!;
          const isNear = near === null || near === index || this.#neighbours[near]!.has(index);
          if (node.type !== type || isNear === dim) continue;
          const [x, y] = [this.#positions[index * 2]!, this.#positions[index * 2 + 1]!];
          const radius = this.#radius(index);
          context.moveTo(x + radius, y);
          if (type === 'CERTIFICATION') context.rect(x - radius * 0.9, y - radius * 0.9, radius * 1.8, radius * 1.8);
          else context.arc(x, y, radius, 0, 2 * Math.PI);
        }
        context.fill();
      }
    }
    context.globalAlpha = 1;
    if (this.#selected === null) return;
    context.lineWidth = 2.5 / k;
    context.strokeStyle = this.#colours.ink;
    context.beginPath();
    context.arc(
      this.#positions[this.#selected * 2]!,
      this.#positions[this.#selected * 2 + 1]!,
      this.#radius(this.#selected) + 3 / k,
      0,
      2 * Math.PI,
    );
    context.stroke();
  }

  /** The best connected first, as long as they do not overlap; always those of the node in hand. */
  #drawLabels(context: CanvasRenderingContext2D, transform: ZoomTransform): void {
    const ratio = this.#ratio;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.font = '500 12px "Figtree Variable", sans-serif';
    context.textAlign = 'center';
    context.lineJoin = 'round';
    const near = this.#hovered ?? this.#selected;
    const first = near === null ? [] : [near, ...this.#neighbours[near]!];
    const taken: [number, number, number, number][] = [];
    let drawn = 0;
    for (const index of [...first, ...this.#byTies]) {
      if (drawn >= labelsAtMost) return;
      if (near !== null && index !== near && !this.#neighbours[near]!.has(index)) continue;
      const node = this.nodes[index]!;
      const [x, y] = transform.apply([this.#positions[index * 2]!, this.#positions[index * 2 + 1]!]);
      const top = y - this.#radius(index) * transform.k - 6;
      if (x < 0 || y < 0 || x > this.canvas.clientWidth || y > this.canvas.clientHeight) continue;
      const half = node.label.length * 3.3 + 4;
      const box: [number, number, number, number] = [x - half, top - 12, x + half, top + 4];
      if (index !== near && taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]))
        continue;
      taken.push(box);
      drawn++;
      context.lineWidth = 3.5;
      context.strokeStyle = this.#colours.paper;
      context.strokeText(node.label, x, top);
      context.fillStyle = this.#colours.ink;
      context.fillText(node.label, x, top);
    }
  }
}
