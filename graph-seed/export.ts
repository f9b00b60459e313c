import { parseArgs } from 'node:util';
import { say, showProgress } from '../src/console.js';
import type { Stream } from '../src/graph/graph.js';
import { runCommand } from './command.js';
import { writeCsv } from './dump/csv.js';
import { factsFile, type Progress } from './dump/facts-file.js';
import { countClaims, readWholeGraph } from './dump/graph-facts.js';
import { graphml } from './dump/graphml.js';
import { jsonld } from './dump/jsonld.js';
import { writeFileWhole } from './dump/write-file.js';

const HELP = `npm run export -- --format <format> [options]

Writes the graph of the database that the settings name, the one at NEO4J_URI or else Careergraph's own, in a format that other
programs read. docs/exporting.md says what is where in each.

  jsonl       facts as JSON Lines, each with its source: \`npm run import -- facts <file>\` makes an equal graph of it
  csv         a folder with a table for each kind of fact, and one of the sources
  graphml     nodes and edges, for Gephi, yEd, NetworkX, igraph or Neo4j's APOC
  jsonld      linked data in terms of schema.org, SKOS and ESCO

  --output <path>   where to: careergraph.<format>, or for csv the folder careergraph-csv, unless given. What ends in .gz is compressed.
                    A file that is there already is replaced once the new one is whole.
  --help            show this

What is exported is of one moment: while it is read, whoever writes to the graph waits. Reading goes on.
`;

type Export = (path: string, stream: Stream, progress: Required<Progress>) => Promise<void>;
const FORMATS: Record<string, { write: Export; output: string }> = {
  jsonl: { write: (path, stream, progress) => writeFileWhole(path, factsFile(stream, false, progress)), output: 'careergraph.jsonl' },
  csv: { write: (path, stream, { onFact }) => writeCsv(path, stream, onFact), output: 'careergraph-csv' },
  graphml: { write: (path, stream, { onFact }) => writeFileWhole(path, graphml(stream, onFact)), output: 'careergraph.graphml' },
  jsonld: { write: (path, stream, { onFact }) => writeFileWhole(path, jsonld(stream, onFact)), output: 'careergraph.jsonld' },
};

await runCommand({
  help: HELP,
  readOptions: () => {
    const options = { format: { type: 'string' }, output: { type: 'string' } } as const;
    const { format = 'none', output } = parseArgs({ options }).values;
    const known = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
    if (known === undefined) throw new Error(`Expected --format to be one of ${Object.keys(FORMATS).join(', ')}; got ${format}.`);
    return { format, path: output ?? known.output, write: known.write };
  },
  work: async (graph, { format, path, write }) => {
    let done = 0;
    const revision = await showProgress(`Exporting ${format}`, (report) =>
      readWholeGraph(graph, async (stream, revision) => {
        const total = await countClaims(stream);
        await write(path, stream, {
          onFact: () => ++done % 1_000 === 0 && report(Math.min(done, total), total),
          onDigest: (rows) => report(rows),
        });
        return revision;
      }),
    );
    say(`Done: ${done} facts of revision ${revision} are in ${path}.`);
  },
});
