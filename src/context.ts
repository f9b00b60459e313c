import 'reflect-metadata';
import type { ExecutionResult } from 'graphql';
import type { CareerMapKeeper } from './career-map-keeper.js';
import { createCertificationLoaders } from './features/certification/certification.loaders.js';
import { CertificationRepository } from './features/certification/certification.repository.js';
import { CurationRepository } from './features/curation/curation.repository.js';
import type { EditQueue } from './features/curation/edit-queue.js';
import { createLevelLoaders } from './features/level/level.loaders.js';
import { LevelRepository } from './features/level/level.repository.js';
import { createMarketLoaders } from './features/market/market.loaders.js';
import { MarketRepository } from './features/market/market.repository.js';
import { ChangeRepository } from './features/overview/change.repository.js';
import { createOverviewLoaders } from './features/overview/overview.loaders.js';
import { OverviewRepository } from './features/overview/overview.repository.js';
import { createProgressionLoaders } from './features/progression/progression.loaders.js';
import { ProgressionRepository } from './features/progression/progression.repository.js';
import { createRoleLoaders } from './features/role/role.loaders.js';
import { RoleRepository } from './features/role/role.repository.js';
import { SearchRepository } from './features/search/search.repository.js';
import { createSkillLoaders } from './features/skill/skill.loaders.js';
import { SkillRepository } from './features/skill/skill.repository.js';
import { createSourceLoaders } from './features/source/source.loaders.js';
import { SourceRepository } from './features/source/source.repository.js';
import { createTransitionLoaders } from './features/transition/transition.loaders.js';
import type { Graph } from './graph/graph.js';
import { MergedReads } from './graph/merged-reads.js';
import type { LoaderCache } from './graphql/batching.js';
import type { RevisionWatch } from './graph/revision-watch.js';
import { graphLoaders } from './graphql/graph-loaders.js';
import { ANONYMOUS, type Caller } from './graphql/identity.js';

/** What all requests share. */
export interface ContextParts {
  graph: Graph;
  cache: LoaderCache;
  careerMaps: CareerMapKeeper;
  edits: EditQueue;
  revisions: RevisionWatch;
}

/** What one request carries: repositories for lists, loaders by feature, so that a resolver reads `loaders.role.byId`, the career map, and who asks. */
export type Context = ReturnType<typeof createContext>;

export function createContext(
  { graph, careerMaps, cache, edits, revisions }: ContextParts,
  caller: Caller = ANONYMOUS,
  requestId = 'none',
) {
  const reads = new MergedReads(graph);
  const kit = graphLoaders({ reads, cache });
  const createLoaders = () => ({
    certification: createCertificationLoaders(kit),
    level: createLevelLoaders(kit),
    market: createMarketLoaders(kit),
    overview: createOverviewLoaders(kit),
    progression: createProgressionLoaders(kit),
    role: createRoleLoaders(kit),
    skill: createSkillLoaders(kit),
    source: createSourceLoaders(kit),
    transition: createTransitionLoaders(kit),
  });
  return {
    /** What the log calls the request. */
    requestId,
    reads,
    /** Set when the operation is one whose answer is the same for everybody until the graph changes. Apollo passes on a copy of the context. */
    answer: { mayBeKept: false },
    /** What a compiled operation came to where something went wrong. */
    failed: undefined as (() => ExecutionResult) | undefined,
    /** The whole graph in memory, of the last whole revision. */
    careerMap: async () => {
      const startedAt = performance.now();
      const map = await careerMaps.current();
      graph.allow(performance.now() - startedAt);
      return map;
    },
    certifications: new CertificationRepository(graph),
    changes: new ChangeRepository(graph),
    curation: new CurationRepository(graph, edits),
    levels: new LevelRepository(graph),
    market: new MarketRepository(graph),
    overview: new OverviewRepository(graph),
    progression: new ProgressionRepository(graph),
    /** Told of each revision that this server makes, so that it need not wait until it finds out. */
    revisions,
    roles: new RoleRepository(graph),
    search: new SearchRepository(graph),
    skills: new SkillRepository(graph),
    sources: new SourceRepository(graph),
    loaders: createLoaders(),
    /** For after the request's own edit: what the others have loaded is of before it. */
    createLoaders,
    ...caller, // last: what follows it V8 would add one by one, ten times slower
  };
}
