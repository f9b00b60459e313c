import type { Graph } from '../src/graph/graph.js';
import { openBls } from './bls/bls.publisher.js';
import { openCrosswalk } from './crosswalk/crosswalk.publisher.js';
import { openEsco } from './esco/esco.publisher.js';
import { openOnet } from './onet/onet.publisher.js';
import { readSourceFacts } from './dump/facts-file.js';
import type { ImportReport, Publisher } from './publisher.js';
import type { SourceFacts } from './writer.js';

/** What can be imported, by the name the command line knows it by, and how its download is opened. */
export const PUBLISHERS: Record<string, (path: string, graph: Graph) => Promise<Publisher[]>> = {
  onet: async (folder) => [await openOnet(folder)],
  esco: async (folder) => [await openEsco(folder)],
  bls: async (folder, graph) => openBls(folder, await rolesBySoc(graph)),
  crosswalk: async (file, graph) => [await openCrosswalk(file, await roleIds(graph))],
};

/** What an import reads: all facts, by source, with the kinds of which that is all there is. May be read again. */
export type Download = (report: ImportReport) => AsyncIterable<SourceFacts>;

/** What the import command can be told to import. */
export const DOWNLOADS: Record<string, (path: string, graph: Graph) => Promise<Download>> = {
  ...Object.fromEntries(
    Object.entries(PUBLISHERS).map(([what, open]) => [
      what,
      async (path: string, graph: Graph): Promise<Download> => {
        const publishers = await open(path, graph);
        return async function* (report) {
          for (const publisher of publishers) {
            yield { source: publisher.source, facts: publisher.facts(report), complete: publisher.kinds, unread: publisher.unread ?? [] };
          }
        };
      },
    ]),
  ),
  facts: async (path) => (report) => readSourceFacts(path, report),
};

/** BLS speaks of occupations by SOC code; each of O*NET's carries its own. */
async function rolesBySoc(graph: Graph): Promise<Map<string, string[]>> {
  const rows = await graph.read<{ soc: string; roles: string[] }>(`/* rolesBySoc */
MATCH (role:Role { scheme: 'onet' })-[:IDENTIFIED_BY]->(external:ExternalId { scheme: 'soc' })
WHERE role.status = 'ACTIVE'
WITH external.value AS soc, role.id AS role ORDER BY role
RETURN soc, collect(DISTINCT role) AS roles`);
  return new Map(rows.map(({ soc, roles }) => [soc, roles]));
}

async function roleIds(graph: Graph): Promise<Set<string>> {
  const rows = await graph.read<{ id: string }>(`/* roleIds */
MATCH (role:Role { status: 'ACTIVE' }) WHERE role.scheme IN ['onet', 'esco']
RETURN role.id AS id`);
  return new Set(rows.map(({ id }) => id));
}
