import { say, showSteps } from '../src/console.js';
import { readFileArgument, runCommand } from './command.js';
import { factsFile } from './dump/facts-file.js';
import { countClaims, readWholeGraph } from './dump/graph-facts.js';
import { writeFileWhole } from './dump/write-file.js';

const HELP = `npm run backup -- <file>

Writes all that the database holds of Careergraph, the one at NEO4J_URI or else Careergraph's own, be it running or not: sources,
facts, revision, releases and change feed, closed with a digest. \`npm run restore\` brings it back. A name that ends in .gz is compressed.
A file that is there already is replaced once the new one is whole.

  --help            show this

What is backed up is of one moment: while it is read, whoever writes to the graph waits. Reading goes on.
`;

await runCommand({
  help: HELP,
  readOptions: () => readFileArgument('the file to write'),
  work: async (graph, path) => {
    let done = 0;
    const revision = await showSteps((begin) =>
      readWholeGraph(graph, async (stream, revision) => {
        const backingUp = begin('Backing up');
        const total = await countClaims(stream);
        const content = factsFile(stream, true, {
          onFact: () => ++done % 1_000 === 0 && backingUp.reach(done, total),
          onDigest: (rows) => backingUp.reach(rows),
        });
        await writeFileWhole(path, content);
        return revision;
      }),
    );
    say(`Done: ${done} facts of revision ${revision} are in ${path}.`);
  },
});
