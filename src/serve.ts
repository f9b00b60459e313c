import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { buildInWorker } from './career-map-keeper.js';
import type { Config } from './config.js';
import { say, showProgress } from './console.js';
import type { Database } from './database.js';
import { refuseAddress } from './free-port.js';
import type { EmbeddedNeo4j } from './graph/embedded-neo4j.js';
import { GraphAuthenticationError } from './graph/errors.js';
import type { Graph } from './graph/graph.js';
import { applySchema } from './graph/graph-schema.js';
import { inspectGraph } from './graph/graph-state.js';
import { createServer } from './server.js';
import { createSharedState } from './shared-state.js';
import { StartUpError } from './start-up-error.js';
import { planLookUp, planUsual } from './warm-up.js';

const FIRST_ANSWERS_MS = 300;

/** For whoever serves until asked to stop. */
interface Serving {
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** What is to be done when it is over. */
  readonly onClose: (close: () => Promise<void>) => void;
}

/** Serves the graph of a database; its own is filled before. */
export async function serve(config: Config, { graph, own }: Database, { log, signal, onClose }: Serving): Promise<void> {
  const onFailure = (err: unknown): void => log.warn({ err }, 'What is kept of the graph cannot be brought up to date yet.');
  const buildCareerMap = () => buildInWorker(own?.connection ?? config.neo4j!);
  const shared = createSharedState({ graph, buildCareerMap, cacheBytes: config.cacheBytes, onFailure });
  const [server] = await Promise.all([
    createServer({ shared, config, log }),
    own === undefined ? inspectOutsideGraph(graph) : fillOwnGraph(graph, signal),
    planLookUp(shared),
  ]);
  shared.revisions.start(onFailure);
  onClose(async () => {
    shared.revisions.stop();
    await server.close();
  });
  announce(await server.listen().catch((error: unknown) => refuseAddress(error, config)), own);
  // After the first answers, which a Java that has just begun takes both processors for.
  sleep(FIRST_ANSWERS_MS, undefined, { signal })
    .then(() => planUsual(shared, signal))
    .then(() => shared.careerMaps.rebuild())
    .catch((error: unknown) => signal.aborted || onFailure(error));
  if (!signal.aborted) await once(signal, 'abort');
}

/** Our own database is filled unasked, and filled again after an interrupted seeding. */
async function fillOwnGraph(graph: Graph, signal: AbortSignal): Promise<void> {
  const state = await inspectGraph(graph);
  if (state === 'foreign') {
    throw new StartUpError(
      'The database in CAREERGRAPH_HOME holds something that is not a Careergraph, which stays as it is. Set CAREERGRAPH_HOME to another folder.',
    );
  }
  if (state === 'careergraph') return applySchema(graph); // a later version may have added to it
  const { seed } = await import('../graph-seed/seed.js'); // only where it is wanted, for it takes its time
  await showProgress('Loading the career guides', (report) =>
    seed(graph, (done, total) => {
      signal.throwIfAborted();
      report(done, total);
    }),
  );
}

/** Somebody else's database is never written to unasked. */
async function inspectOutsideGraph(graph: Graph): Promise<void> {
  const state = await inspectGraph(graph);
  if (state === 'foreign') {
    throw new StartUpError(
      'The database that NEO4J_URI and NEO4J_DATABASE name holds something that is not a Careergraph. Point them elsewhere, ' +
        'or run `npm run seed -- --into-existing` to add the career graph to what is there.',
    );
  }
  if (state === 'careergraph') await applySchema(graph).catch(unlessForbidden);
  if (state === 'empty') say('\nTHE DATABASE IS EMPTY, and so will all answers be. `npm run seed` loads the career guides into it.\n');
  if (state === 'incomplete') say('\nTHE DATABASE IS INCOMPLETE: its seeding was interrupted. Run `npm run seed` again.\n');
}

/** A user who may only read can still serve. */
function unlessForbidden(error: unknown): void {
  if (!(error instanceof GraphAuthenticationError)) throw error;
  say(
    '\nThe user of the database may not change its constraints and indexes: make sure that this version of Careergraph has been started by one who may.\n',
  );
}

function announce({ url }: { url: string }, own?: EmbeddedNeo4j): void {
  say(
    `\nCareergraph is ready.\n  Explorer                    ${url}\n  GraphQL and Apollo Sandbox  ${url}/graphql\n  Health                      ${url}/health/ready`,
  );
  if (own) say(`  Neo4j                       ${own.connection.uri}, user ${own.connection.user}, password in ${own.passwordFile}`);
  say('Ctrl-C stops it.\n');
}
