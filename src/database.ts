import type { Config } from './config.js';
import { say, showSteps } from './console.js';
import { type EmbeddedNeo4j, runningConnection, startEmbeddedNeo4j } from './graph/embedded-neo4j.js';
import { GraphAuthenticationError, GraphUnavailableError } from './graph/errors.js';
import type { Graph } from './graph/graph.js';
import { HomeInUseError } from './graph/home-lock.js';
import { inspectGraph } from './graph/graph-state.js';
import type { Neo4jConnection } from './graph/neo4j-connection.js';
import { StartUpError } from './start-up-error.js';

export interface Database {
  readonly graph: Graph;
  /** The server that runs for us alone; undefined when the settings name an outside one. */
  readonly own?: EmbeddedNeo4j;
  /** Rejects when our own server ends without having been asked to, and is not started again. */
  readonly lost: Promise<never>;
  close(): Promise<void>;
}

/** For whoever serves for long. */
export interface Service {
  /** Ends what is being started, in good order. */
  readonly signal: AbortSignal;
  /** Told when our own server has ended unexpectedly and is started again, and when it answers. */
  readonly onRestart: (what: string) => void;
}

/** Only once our own server has been launched: the driver takes a tenth of a second to load. */
const graphModule = () => import('./graph/graph.js');

/** Connects to the database that the settings name, or starts our own; what goes wrong is said in words for whoever starts this. */
export async function openDatabase(config: Config, service?: Service): Promise<Database> {
  if (config.neo4j !== null) {
    const graph = await connect(config.neo4j);
    return { graph, lost: new Promise(() => {}), close: () => graph.close() };
  }
  const own = await showSteps((onProgress) => startEmbeddedNeo4j({ home: config.home, onProgress, ...service }));
  const { Graph } = await graphModule();
  const graph = Graph.open(own.connection); // it has answered just now
  const lost = failWhenGone(own);
  lost.catch(() => {}); // ending it ourselves is no failure to those who do not wait for one
  return { graph, own, lost, close: () => graph.close().finally(own.stop) };
}

/** As `openDatabase`, for whoever is content with the Neo4j of a Careergraph that runs on the home folder already. */
export async function shareDatabase(config: Config): Promise<Database> {
  try {
    return await openDatabase(config);
  } catch (error) {
    if (!(error instanceof HomeInUseError)) throw error;
    return connectToRunning(config.home, error.pid);
  }
}

async function connectToRunning(home: string, pid: number): Promise<Database> {
  const connection = runningConnection(home);
  const notReady = (what: string): StartUpError =>
    new StartUpError(
      `${home} is in use by another Careergraph, process ${pid}, whose Neo4j ${what}: it is just starting or stopping. ` +
        `Try again in a moment, or stop that one first (\`kill ${pid}\`).`,
    );
  const { Graph } = await graphModule();
  const graph = await Graph.connect(connection).catch((error: unknown) => {
    const away = error instanceof GraphUnavailableError || error instanceof GraphAuthenticationError;
    throw away ? notReady('does not answer') : error;
  });
  // Whoever runs it is about to fill it, and two must not begin a graph at once.
  if ((await inspectGraph(graph)) === 'empty') {
    await graph.close();
    throw notReady('is empty yet');
  }
  say(`Careergraph is running (process ${pid}): connected to its Neo4j, ${connection.uri}.`);
  return { graph, lost: new Promise(() => {}), close: () => graph.close() };
}

async function connect(connection: Neo4jConnection): Promise<Graph> {
  const { uri, user, database } = connection;
  const { Graph } = await graphModule();
  try {
    return await Graph.connect(connection);
  } catch (error) {
    if (error instanceof GraphAuthenticationError) {
      throw new StartUpError(`The Neo4j at ${uri} refuses user "${user}" with the password given. Correct NEO4J_USER and NEO4J_PASSWORD.`);
    }
    if (error instanceof GraphUnavailableError) {
      throw new StartUpError(
        `The Neo4j at ${uri} cannot be reached: ${error.message} Check NEO4J_URI and that the database runs, ` +
          `or leave NEO4J_URI unset to let Careergraph run its own.`,
      );
    }
    if ((error as { code?: string }).code === 'Neo.ClientError.Database.DatabaseNotFound') {
      throw new StartUpError(`The Neo4j at ${uri} has no database "${database}". Correct NEO4J_DATABASE.`);
    }
    throw error;
  }
}

async function failWhenGone({ exited }: EmbeddedNeo4j): Promise<never> {
  const { code, signal } = await exited;
  throw new StartUpError(
    `The Neo4j that Careergraph runs has ended unexpectedly (${signal ?? `code ${code}`}). ` +
      `Nothing that was saved is lost: start again.`,
  );
}
