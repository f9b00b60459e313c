import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum } from 'd3-force';

export interface LayoutRequest {
  radii: number[];
  /** Pairs of indices of nodes, and how strongly each draws. */
  links: { source: number; target: number; weight: number }[];
  /** Whether positions are wanted on the way, to show how it unfolds. */
  animate: boolean;
}

export interface LayoutAnswer {
  /** x and y of each node, in their order. */
  positions: Float32Array<ArrayBuffer>;
  done: boolean;
}

const everyMs = 80;

/** Lays a graph out by forces, away from the page's own thread. */
onmessage = ({ data: { radii, links, animate } }: MessageEvent<LayoutRequest>) => {
  const nodes: SimulationNodeDatum[] = radii.map(() => ({}));
  const ties = new Array<number>(radii.length).fill(0);
  for (const { source, target } of links) {
    ties[source]!++;
    ties[target]!++;
  }
  const simulation = forceSimulation(nodes)
    .force(
      'link',
      forceLink<
        SimulationNodeDatum,
        (typeof links)[number] & { source: number | SimulationNodeDatum; target: number | SimulationNodeDatum }
      >(links.map((link) => ({ ...link })))
        .distance((_, index) => 26 + radii[links[index]!.source]! + radii[links[index]!.target]!)
        .strength(
          (_, index) => (0.3 + links[index]!.weight) / Math.max(1, Math.min(ties[links[index]!.source]!, ties[links[index]!.target]!)),
        ),
    )
    .force('charge', forceManyBody().strength(-60).distanceMax(500).theta(1))
    .force('x', forceX().strength(0.06))
    .force('y', forceY().strength(0.06))
    .force(
      'collide',
      forceCollide((_, index) => radii[index]! + 2),
    )
    .stop();
  const rounds = Math.ceil(Math.log(simulation.alphaMin()) / Math.log(1 - simulation.alphaDecay()));
  let told = performance.now();
  for (let round = 0; round < rounds; round++) {
    simulation.tick();
    if (animate && performance.now() - told > everyMs) {
      tell(nodes, false);
      told = performance.now();
    }
  }
  tell(nodes, true);
};

function tell(nodes: SimulationNodeDatum[], done: boolean): void {
  const positions = Float32Array.from(nodes.flatMap(({ x, y }) => [x!, y!]));
  const answer: LayoutAnswer = { positions, done };
  postMessage(answer, { transfer: [positions.buffer] });
}
