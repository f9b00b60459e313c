import { CareerMapKeeper } from './career-map-keeper.js';
import type { CareerMap } from './career-map/career-map.js';
import type { ContextParts } from './context.js';
import { EditQueue } from './features/curation/edit-queue.js';
import type { Graph } from './graph/graph.js';
import { RevisionCache } from './graph/revision-cache.js';
import { RevisionWatch } from './graph/revision-watch.js';
import type { Kept } from './graphql/batching.js';
import { bytesOfAnswer, type Answer, type ResponseCache } from './response-cache.js';

/** What all requests to one process share: nothing but what can be made of the graph again. */
export interface SharedState extends ContextParts {
  revisions: RevisionWatch;
  responses: ResponseCache;
}

export interface SharedStateOptions {
  graph: Graph;
  buildCareerMap: () => Promise<CareerMap>;
  /** For what is kept of the graph and for whole answers; 0 keeps nothing. */
  cacheBytes: number;
  onFailure: (error: unknown) => void;
}

/** Few answers are asked for again and again, and of these each is all that is needed; whatever else is asked is made of the rest. */
const ANSWERS_SHARE = 0.25;

/** Follows the graph from `revisions.start()` on. */
export function createSharedState({ graph, buildCareerMap, cacheBytes, onFailure }: SharedStateOptions): SharedState {
  const revisions = new RevisionWatch(graph);
  const careerMaps = new CareerMapKeeper(buildCareerMap);
  const cache = new RevisionCache<Kept>(revisions, (1 - ANSWERS_SHARE) * cacheBytes, ({ bytes }) => bytes);
  const responses = new RevisionCache<Answer>(revisions, ANSWERS_SHARE * cacheBytes, bytesOfAnswer);
  careerMaps.follow(revisions, onFailure);
  careerMaps.onReplaced(() => responses.clear());
  return { graph, careerMaps, cache, edits: new EditQueue(), responses, revisions };
}
