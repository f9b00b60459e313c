import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { jarFolder } from '../../scripts/neo4j-distribution.mjs';
import type { CareerMap } from '../../src/career-map/career-map.js';
import { moveEffort, moverOf, scaleOf } from '../../src/career-map/effort.js';
import { type EmbeddedNeo4j, startEmbeddedNeo4j } from '../../src/graph/embedded-neo4j.js';
import type { Graph } from '../../src/graph/graph.js';
import { projectRoot } from '../../src/project-root.js';

/** The newest for Neo4j 5.26. */
const apocVersion = '5.26.19';

/** A Neo4j with the path algorithms of APOC, the independent implementation that ours is compared with. */
export function startNeo4jWithApoc(home: string): Promise<EmbeddedNeo4j> {
  cpSync(fetchApoc(), join(home, 'neo4j', 'plugins'), { recursive: true });
  // The rest of APOC does not start without the jars that are left out.
  return startEmbeddedNeo4j({ home, settings: ['dbms.security.procedures.allowlist=apoc.algo.*'] });
}

/** The folder with its jars, beside those of Neo4j; fetched once. */
function fetchApoc(): string {
  const folder = join(dirname(jarFolder()), `apoc-${apocVersion}`);
  if (existsSync(folder)) return folder;
  const fresh = mkdtempSync(`${folder}-`);
  const maven = ['-B', '-q', '--strict-checksums', '-f', join(projectRoot, 'tests/support/apoc.pom.xml'), `-Dapoc.version=${apocVersion}`];
  const { status, stdout, error } = spawnSync('mvn', [...maven, 'dependency:copy-dependencies', `-DoutputDirectory=${fresh}`], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status === 0 && !existsSync(folder)) renameSync(fresh, folder);
  else rmSync(fresh, { recursive: true });
  if (status !== 0) throw new Error(`APOC ${apocVersion} could not be fetched by Maven: ${error?.message ?? stdout}`);
  return folder;
}

/** What each move costs when nothing is owned but what its start requires: then its cost does not depend on the path. */
export function bareEfforts(map: CareerMap): [from: number, to: number, effort: number][] {
  const { starts, to } = map.moves;
  const scale = scaleOf(map);
  return [...Array(map.stops.count).keys()].flatMap((from) => {
    const mover = moverOf(map, newcomerTo(map, from));
    const moves = [...to.subarray(starts[from], starts[from + 1])];
    return moves.map((stop, place): [number, number, number] => [
      from,
      stop,
      moveEffort(map, scale, mover, from, stop, starts[from]! + place).total,
    ]);
  });
}

/** Who owns nothing but what the role requires. */
export const newcomerTo = (map: CareerMap, stop: number) => ({
  stops: [stop],
  owned: new Float64Array(map.skills.ids.length),
  years: null,
  education: null,
});

/** Stops and moves alone, for searches in the database. */
export async function writeMoves(graph: Graph, map: CareerMap): Promise<void> {
  await graph.write('CREATE CONSTRAINT stop FOR (stop:Stop) REQUIRE stop.place IS UNIQUE');
  await graph.write('UNWIND range(0, $count - 1) AS place CREATE (:Stop { place: toInteger(place) })', { count: map.stops.count });
  const efforts = bareEfforts(map);
  for (let at = 0; at < efforts.length; at += BATCH) {
    await graph.write(
      `UNWIND $moves AS move
       MATCH (from:Stop { place: toInteger(move[0]) }), (to:Stop { place: toInteger(move[1]) })
       CREATE (from)-[:MOVE { effort: move[2] }]->(to)`,
      { moves: efforts.slice(at, at + BATCH) },
    );
  }
}
const BATCH = 10_000;

/** The cheapest paths as APOC finds them, of any number of moves. */
export const APOC_CHEAPEST = `/* apocCheapest */
MATCH (from:Stop { place: toInteger($from) }), (to:Stop { place: toInteger($to) })
CALL apoc.algo.dijkstra(from, to, 'MOVE>', 'effort', 1.0, toInteger($limit)) YIELD weight
RETURN weight ORDER BY weight`;
