import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { writeFacts } from '../graph-seed/writer.js';
import { seed } from '../graph-seed/seed.js';
import { projectRoot } from '../src/project-root.js';
import { claimedBy, sourceB } from './support/facts.js';
import { ownGraph } from './support/own-graph.js';
import { serve } from './support/serve.js';
import { sharedGraph, stateOf } from './support/shared-graph.js';

const examples = join(projectRoot, 'examples');
const readme = readFileSync(join(examples, 'README.md'), 'utf8');
let url: string;
beforeAll(async () => {
  url = await serve(await sharedGraph());
});

/** Runs the one command that the README prints for an example, as it is printed; answers what it says. */
function runPrinted(beginning: string, endpoint = url, more = ''): Promise<string> {
  const command = new RegExp(`^${beginning}.*$`, 'm').exec(readme)![0] + more;
  return new Promise((resolve, reject) => {
    const env = { ...process.env, CAREERGRAPH_URL: `${endpoint}/graphql`, NODE_OPTIONS: '' };
    execFile('sh', ['-c', command], { cwd: projectRoot, env }, (error, stdout, stderr) =>
      error === null ? resolve(stdout) : reject(new Error(`${command} failed:\n${stdout}${stderr}`)),
    );
  });
}

/** Says plainly why a test does nothing here, where it needs what not every machine has. */
const unless = (missing: string | undefined): typeof test => {
  if (missing !== undefined) console.warn(`Not run here: ${missing}`);
  return missing === undefined ? test : (test.skip as typeof test);
};
const fails = (command: string, ...args: string[]): boolean => {
  try {
    execFileSync(command, args, { stdio: 'ignore', timeout: 30_000 });
    return false;
  } catch {
    return true;
  }
};

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

describe('The widget', () => {
  let browser: Browser;
  const withChromium = unless(existsSync(CHROMIUM) ? undefined : `the widget, for there is no ${CHROMIUM} (CHROMIUM names another)`);
  afterAll(() => browser?.close());

  withChromium(
    'shows moves from a role that is typed, and from one that the page knows, asks the endpoint alone, and names sources',
    async () => {
      browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
      const page = await browser.newPage();
      const asked = new Set<string>();
      const problems: string[] = [];
      page.on('request', (request) => asked.add(request.url()));
      page.on('pageerror', (error) => problems.push(String(error)));
      await page.route('http://127.0.0.1:4000/**', (route) => route.continue({ url: `${url}/graphql` }));
      await page.goto(String(pathToFileURL(join(examples, 'widget/index.html'))));

      const [typed, known] = [page.locator('.careergraph-widget').nth(0), page.locator('.careergraph-widget').nth(1)];
      await known.getByRole('heading', { name: 'From Data Analyst' }).waitFor();
      await typed.getByRole('searchbox').fill('ml engin');
      await typed.getByRole('button', { name: 'Machine Learning Engineer', exact: true }).click();
      await typed.getByRole('heading', { name: 'From Machine Learning Engineer' }).waitFor();
      expect(await typed.locator('li h3').count()).toBe(5);
      expect(await typed.locator('.credits').textContent()).toMatch(/^Sources: .*Machine Learning Engineer/);
      expect(problems).toEqual([]);
      expect([...asked].filter((address) => !address.startsWith('file:'))).toEqual(['http://127.0.0.1:4000/graphql']);
    },
  );

  withChromium('says so where the role is not there, and runs nothing that a title contains', async () => {
    const graph = own.graph;
    await seed(graph);
    await writeFacts(graph, 'test', [claimedBy(sourceB, { fact: 'role', id: 'role:evil', scheme: 'curated', title: '<img src=x onerror=alert(1)>Evil' })]);
    const evil = await serve(graph);
    const page = await browser.newPage();
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => dialogs.push(dialog.message()));
    const tag = (role: string) => `<script src="${pathToFileURL(join(examples, 'widget/careergraph-widget.js'))}" data-endpoint="${evil}/graphql" data-role="${role}"></script>`;
    await page.goto(String(pathToFileURL(join(examples, 'widget/index.html'))));
    await page.setContent(`<body>${tag('role:nobody')}${tag('role:evil')}</body>`);
    await page.getByRole('alert').filter({ hasText: 'there is no role role:nobody' }).waitFor();
    await page.getByRole('heading', { name: 'From <img src=x onerror=alert(1)>Evil' }).waitFor();
    expect(dialogs).toEqual([]);
  }); // prettier-ignore

  const own = ownGraph();
});

const noRegistry = fails('npm', 'view', 'graphql@16.15.0', 'version') ? 'the npm registry does not answer' : undefined;
unless(noRegistry && `the Node client, for ${noRegistry}`)('The Node client is generated from the schema, compiles, and answers', async () => {
  const said = await runPrinted('npm --prefix examples/node-client');
  expect(said).toMatch(/From Data Analyst to Machine Learning Engineer: (\d+%|an unknown share) of the skills are there, \d+ are missing, such as\n {2}\S/);
  expect(said).toMatch(/(\d+) moves from Data Analyst:\n {2}.+: [A-Z_]+, effort \d\.\d\d/);
}); // prettier-ignore

const noPython = fails('python3', '-c', 'import venv, ensurepip') ? 'python3 with venv is not there' : undefined;
const noPandas =
  noPython ??
  (fails('python3', '-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', tmpdir(), 'six')
    ? 'the Python registry does not answer'
    : undefined);
unless(noPandas && `the notebook, for ${noPandas}`)('The notebook makes its environment and prints tables', async () => {
  const said = await runPrinted('sh examples/notebook');
  expect(said).toMatch(/^\d+ roles, \d+ of them with pay that a source states/);
  expect(said).toMatch(/role +level +typical +disagreement\n/);
  expect(said).toMatch(/skill +kind +sources\n +Communication +SOFT_SKILL +5/);
}); // prettier-ignore

describe('The copy-keeper', () => {
  const own = ownGraph();
  const folder = mkdtempSync(join(tmpdir(), 'careergraph-copy-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('copies everything, then fetches anew only what changed, and finds its copy exact', async () => {
    await seed(own.graph);
    const endpoint = await serve(own.graph);
    const keep = async (): Promise<string> => {
      await stateOf(own.graph).revisions.look(); // as a server does once a second
      return runPrinted('node examples/copy-keeper', endpoint, ` --file ${join(folder, 'copy.json')}`);
    };
    expect(await keep()).toMatch(/^(\d+) roles and skills of revision 1 are in .*copy\.json\.\nChecked: the copy is exact at revision 1\.\n$/);

    const smith = { fact: 'role', id: 'role:smith', scheme: 'curated', title: 'Smith' } as const;
    const needs = { fact: 'requires', role: 'role:smith', skill: 'skill:python' } as const;
    await writeFacts(own.graph, 'test', [claimedBy(sourceB, smith, needs)]);
    expect(await keep()).toMatch(/^Revision 1 → 2: 1 roles and skills fetched anew\.\n.*Checked: the copy is exact at revision 2/s);
    expect(JSON.parse(readFileSync(join(folder, 'copy.json'), 'utf8')).nodes['role:smith']).toMatchObject({ title: 'Smith', skills: { nodes: [{ id: 'skill:python' }] } });

    await writeFacts(own.graph, 'test', [{ ...claimedBy(sourceB), complete: new Set(['role', 'requires'] as const) }]); // retired
    expect(await keep()).toMatch(/^Revision 2 → 3: 1 roles and skills fetched anew\.\n.*Checked: the copy is exact at revision 3/s);
    expect(JSON.parse(readFileSync(join(folder, 'copy.json'), 'utf8')).nodes['role:smith']).toBeUndefined();
  }); // prettier-ignore
});

test('No example names an address but that of the service', () => {
  const files = readdirSync(examples, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(html|js|mjs|ts|py|sh)$/.test(name) && !/node_modules|\.venv|dist|generated/.test(name))
    .map((name) => readFileSync(join(examples, name), 'utf8'));
  const addresses = files.flatMap((content) => content.match(/https?:\/\/[^\s"'`]+/g) ?? []);
  expect(files.length).toBeGreaterThan(6);
  expect([...new Set(addresses)].sort()).toEqual(['http://127.0.0.1:4000/graphql', 'https://example.org/graphql']);
});
