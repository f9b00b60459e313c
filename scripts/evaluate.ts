import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { openCrosswalk } from '../graph-seed/crosswalk/crosswalk.publisher.js';
import { openEsco } from '../graph-seed/esco/esco.publisher.js';
import type { Fact, FactOf } from '../graph-seed/facts.js';
import { openOnet } from '../graph-seed/onet/onet.publisher.js';
import { ImportReport } from '../graph-seed/publisher.js';
import { readSeed } from '../graph-seed/seed.js';
import { taxonomiesOf } from '../src/career-map/affinity/affinity.js';
import { Comparison } from '../src/career-map/affinity/comparison.js';
import { measuresOf } from '../src/career-map/affinity/measures.js';
import type { Weights } from '../src/career-map/affinity/model.js';
import { weights as shipped } from '../src/career-map/affinity/weights.js';
import type { CareerRows } from '../src/career-map/career-rows.js';
import { say, sayFailure } from '../src/console.js';
import { projectRoot } from '../src/project-root.js';
import { StartUpError } from '../src/start-up-error.js';
import { rowsOfFacts } from './evaluate/facts-to-rows.js';
import { LensFitter } from './evaluate/lens.js';
import { sampleOf } from './evaluate/sampling.js';
import { skillTables } from './evaluate/skill-tables.js';
import { likenessTables, rankingTable } from './evaluate/tables.js';
import { writeTables } from './evaluate/page.js';
import { carriedOver, relatedOccupations } from './evaluate/truth.js';

const HELP = `npm run evaluate -- <O*NET folder> <ESCO folder> <crosswalk file> [options]

How well the roles that Careergraph infers to be alike agree with what O*NET publishes; figures go to docs/evaluation.md.
Needs no database. docs/importing.md says where to download what.

  --fit     first fit the weights anew, and write them to src/career-map/affinity/weights.ts
  --quick   only the first table, and nothing written
  --help    show this
`;

const WEIGHTS = join(projectRoot, 'src/career-map/affinity/weights.ts');
/** More than the model looks at when it serves, so that what is missed here is missed by the scores. */
const CANDIDATES = 200;
/** Lower ones of the crosswalk's matches are guesses. */
const SURE_ENOUGH = 0.5;
const EVERY_FOURTH = 4;

try {
  await run();
} catch (error) {
  sayFailure(error);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { fit: { type: 'boolean' }, quick: { type: 'boolean' }, help: { type: 'boolean' } },
    allowPositionals: true,
  });
  const [onet, esco, crosswalk] = positionals;
  if (values.help) return say(HELP);
  if (onet === undefined || esco === undefined || crosswalk === undefined) throw new StartUpError(HELP);
  const { rows, matches } = await readDownloads(onet, esco, crosswalk);
  const tables = await evaluate(rows, matches, { fit: values.fit ?? false, quick: values.quick ?? false });
  if (!values.quick) await writeTables(tables);
}

async function readDownloads(onet: string, esco: string, crosswalk: string): Promise<{ rows: CareerRows; matches: FactOf<'same-as'>[] }> {
  const publishers = [await openOnet(onet), await openEsco(esco)];
  const seed = (await readSeed()).map(({ source, facts }) => ({ id: source.id, facts }));
  const published = publishers.map(({ source, facts }) => ({ id: source.id, facts: facts(new ImportReport()) }));
  const rows = await rowsOfFacts([...seed, ...published]);
  const { facts } = await openCrosswalk(crosswalk, new Set(rows.roles.map(({ id }) => id)));
  const matches: Fact[] = [];
  for await (const fact of facts(new ImportReport())) matches.push(fact);
  return { rows, matches: matches.filter((fact) => fact.fact === 'same-as') };
}

interface Options {
  fit: boolean;
  quick: boolean;
}

function comparisonOf({ roles, skills }: CareerRows): Comparison {
  return new Comparison(measuresOf({ roles, skills }), taxonomiesOf(roles), CANDIDATES);
}

async function evaluate(rows: CareerRows, matches: readonly FactOf<'same-as'>[], { fit, quick }: Options): Promise<string[]> {
  const related = relatedOccupations(rows);
  const comparison = comparisonOf(rows);
  const onet = rows.roles.flatMap(({ scheme }, place) => (scheme === 'onet' ? [place] : []));
  const rated = comparison.measures.find(({ id }) => id === 'knowledge.shape')!.similarity.speaks;
  const origins = onet.filter((place) => rated[place] === 1 && related.primary.has(place));
  const surveyed = new LensFitter(
    comparison,
    sampleOf(comparison, origins, onet, (origin) => related.primary.get(origin)!),
  );
  const scores = surveyed.crossValidated();
  const tables: string[] = [];
  const tell = (table: string): void => {
    say(`${table}\n`);
    tables.push(table);
  };
  const carried = carriedOver(rows, matches, related.primary, SURE_ENOUGH);
  const heldOut = [...carried.keys()].filter((_, index) => index % EVERY_FOURTH === 0);
  let weights: Weights = shipped;
  if (fit) {
    const targets = [...carried.keys(), ...related.primary.keys()].sort((a, b) => a - b);
    const mapped = [...carried.keys()].filter((_, index) => index % EVERY_FOURTH !== 0);
    const described = new LensFitter(
      comparison,
      sampleOf(comparison, mapped, targets, (origin) => carried.get(origin)!),
    );
    weights = {
      surveyed: surveyed.lens(scores),
      described: described.lens(described.crossValidated()),
      threshold: shipped.threshold,
    };
    await writeWeights(weights);
  }
  tell(rankingTable(surveyed, surveyed.figuresOf(scores), quick));
  if (quick) return tables;
  likenessTables(rows, weights, related, carried, heldOut, tell);
  skillTables(rows).forEach(tell);
  return tables;
}

async function writeWeights(weights: Weights): Promise<void> {
  const text = `import type { Weights } from './model.js';\n\n/** Written by \`npm run evaluate -- --fit\`. */\nexport const weights: Weights = ${JSON.stringify(weights)};\n`;
  await writeFile(WEIGHTS, await format(text, { ...(await resolveConfig(WEIGHTS)), filepath: WEIGHTS }));
}
