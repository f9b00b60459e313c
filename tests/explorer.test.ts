import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import { pino } from 'pino';
import { type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { loadConfig } from '../src/config.js';
import { projectRoot } from '../src/project-root.js';
import { createServer, type Server } from '../src/server.js';
import { planUsual } from '../src/warm-up.js';
import { chromiumPath, hasChromium, launchChromium } from './support/browser.js';
import { sharedGraph, stateOf } from './support/shared-graph.js';

let server: Server;
let url: string;
let browser: Browser;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  if (!hasChromium) {
    console.warn(`Skipped: there is no Chromium at ${chromiumPath}. Debian's package is called chromium; CHROMIUM names another one.`);
    return;
  }
  const shared = stateOf(await sharedGraph());
  await planUsual(shared); // as a start does: it takes a Java that has just begun seconds
  server = await createServer({ shared, config: loadConfig({ PORT: '0' }), log: pino({ level: 'silent' }) });
  ({ url } = await server.listen());
  browser = await launchChromium();
});
afterEach(() => Promise.all(contexts.splice(0).map((context) => context.close())));
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const ifChromium = hasChromium ? describe : describe.skip;

interface Visit {
  page: Page;
  /** Addresses outside the server that the page asked for, none of which it got. */
  strayed: string[];
  /** What the page's scripts complained of. */
  complaints: string[];
}

/** A page whose network ends at the server. */
async function visit(path: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', ...options });
  contexts.push(context);
  const strayed: string[] = [];
  await context.route(
    (address) => address.origin !== url,
    (route) => {
      strayed.push(route.request().url());
      return route.abort();
    },
  );
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(url + path, { waitUntil: 'networkidle' });
  return { page, strayed, complaints };
}

/** What breaks WCAG 2.2 AA or is no good practice, in the page or a part of it. */
async function violations(page: Page, part = 'html'): Promise<string[]> {
  await page.evaluate(axe.source);
  const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const found = (await page.evaluate(`axe.run(${JSON.stringify(part)}, { runOnly: ${JSON.stringify(rules)} })`)) as AxeResults;
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}

const plan = (from: string, to: string): string => `/plan?from=role:${from}&to=role:${to}`;

const views: [string, string][] = [
  ['the start page', '/'],
  ['a career', '/roles/machine-learning-engineer'],
  ['a skill', '/skills/python'],
  ['a certification', '/certifications/deep-learning-specialization'],
  ['an empty plan', '/plan'],
  ['a plan', plan('machine-learning-intern', 'lead-machine-learning-engineer')],
  ['a plan with several routes', '/plan?from=role:machine-learning-engineer&to=role:data-scientist&to=role:lead-machine-learning-engineer'],
  ['a plan that cannot be', plan('data-scientist', 'machine-learning-engineer')],
  ['recommendations', '/next?from=role:machine-learning-engineer'],
  ['recommendations of which there are none', '/next?skill=skill:python&minPayRatio=1.25&kind=STEP_DOWN'],
  ['the map', '/map'],
  ['a neighbourhood', '/map?around=role:machine-learning-engineer&node=skill:python'],
  ['a career that is not there', '/roles/nobody'],
];

ifChromium('The explorer', () => {
  test('leads from the first letters of a career to the path to another one, its price and its sources', async () => {
    for (const width of [390, 820, 1440]) {
      const { page, strayed, complaints } = await visit('/', { viewport: { width, height: 900 }, hasTouch: width < 1000 });
      const picture = async (name: string) => {
        if (!process.env.SCREENSHOTS) return;
        const folder = join(projectRoot, process.env.SCREENSHOTS);
        mkdirSync(folder, { recursive: true });
        await page.screenshot({ path: join(folder, `${name}-${width}.png`) });
      };
      await picture('start');
      const search = page.getByRole('combobox', { name: 'A career, a skill or a certification' });
      await search.pressSequentially('data sci');
      await page.getByRole('option', { name: /^Data Scientist Career/ }).click();
      await page.getByRole('heading', { level: 1, name: 'Data Scientist' }).waitFor();
      await picture('role');

      await page.getByRole('link', { name: 'Plan a move from here' }).click();
      await page.getByRole('combobox', { name: 'The career you want, or several' }).fill('ml engineer');
      await page.getByRole('option', { name: /^Machine Learning Engineer Career/ }).click();
      // The guides name no way from Data Scientist, but one from another job, and the service says so.
      await page.getByText('No chain of up to 12 credible moves leads from Data Scientist to Machine Learning Engineer').waitFor();
      await page.getByRole('button', { name: 'Do that' }).click();

      await page.getByRole('heading', { name: 'The route' }).waitFor();
      const route = page.getByRole('region', { name: 'The route' });
      expect(await route.getByRole('link', { name: 'Machine Learning Engineer' }).count()).toBe(1);
      expect(await route.getByRole('img', { name: /^Effort 0\.\d\d: .*Skills to gain 0\.\d\d/ }).count()).toBe(1);
      expect(await page.getByRole('heading', { name: /^What to learn/ }).count()).toBe(1);
      await picture('plan');

      const evidence = route.getByRole('button', { name: /source/ }).first();
      await (width < 1000 ? evidence.tap() : evidence.hover());
      const tooltip = page.getByRole('tooltip');
      expect(await tooltip.innerText()).toContain('Machine Learning Engineer Career Guide (Teal)');
      await page.keyboard.press('Escape');
      expect(await tooltip.isVisible()).toBe(false);
      expect({ strayed, complaints }).toEqual({ strayed: [], complaints: [] });
    }
  });

  test.each(views)('is accessible in both themes, and fits a phone, in %s', async (_name, path) => {
    const { page, strayed, complaints } = await visit(path);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await violations(page)).toEqual([]);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
    expect({ strayed, complaints }).toEqual({ strayed: [], complaints: [] });
  });

  test('tells every state by its address', async () => {
    const { page } = await visit('/roles/machine-learning-engineer');
    await page.getByRole('group', { name: 'Whose ladder' }).getByRole('button', { name: 'Jobicy' }).click();
    const rungs = page.locator('.ladder > li');
    const titles = () => rungs.locator('.rung-title').allInnerTexts();
    await rungs.getByText('Head of AI').waitFor({ state: 'detached' });
    const jobicys = await titles();
    const shared = await visit(new URL(page.url()).pathname + new URL(page.url()).search);
    expect(await shared.page.locator('.ladder > li .rung-title').allInnerTexts()).toEqual(jobicys);

    const planned = await visit('/plan');
    await planned.page.getByRole('combobox', { name: /^Your job, or a skill/ }).fill('ml engineer');
    await planned.page.getByRole('option', { name: /^Machine Learning Engineer/ }).click();
    await planned.page.getByRole('combobox', { name: /^The career you want/ }).fill('lead ai');
    await planned.page.getByRole('option', { name: /^Lead AI Engineer/ }).click();
    await planned.page.getByLabel('Only moves that a source documents').check();
    await planned.page.getByRole('slider', { name: 'Unfamiliar work' }).fill('0.9');
    await planned.page.waitForURL(/unfamiliarity=0\.9/);
    const parameters = new URL(planned.page.url()).searchParams;
    expect(Object.fromEntries(parameters)).toEqual({
      from: 'role:machine-learning-engineer',
      to: 'role:lead-ai-engineer',
      evidence: 'DOCUMENTED',
      unfamiliarity: '0.9',
    });
  });

  test('matches skills that are pasted, and asks about those that it does not know', async () => {
    const { page } = await visit('/next');
    await page.getByRole('combobox', { name: /^Your job, or a skill/ }).focus();
    await page.evaluate(`{
      const data = new DataTransfer();
      data.setData('text', 'K8s, experience with Python\\nxyzzy');
      document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }`);
    await page.getByText('“xyzzy”').waitFor();
    await page.getByRole('button', { name: 'Remove Kubernetes' }).waitFor();
    expect(new URL(page.url()).searchParams.getAll('skill').sort()).toEqual(['skill:kubernetes', 'skill:python']);
  });

  test('applies what the service advises where there is no path', async () => {
    const { page } = await visit(`${plan('machine-learning-engineer', 'lead-machine-learning-engineer')}&maxSteps=1`);
    await page.getByRole('button', { name: 'Do that' }).click();
    await page.getByRole('heading', { name: 'The route' }).waitFor();
    expect(new URL(page.url()).searchParams.get('maxSteps')).toBe('2');
  });

  test('works from the keyboard alone', async () => {
    const { page } = await visit('/');
    await page.keyboard.type('python');
    await page.getByRole('option', { name: /^Python Skill/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Python' }).waitFor();
    await page.getByRole('link', { name: 'What could I become with it?' }).press('Enter');
    await page.waitForURL(/\/next\?skill=skill%3Apython/);

    const map = await visit('/map?around=role:machine-learning-engineer');
    await map.page.locator('[data-settled=true]').waitFor();
    const drawing = map.page.getByRole('application');
    const before = await drawing.screenshot();
    await drawing.press('ArrowLeft');
    await drawing.press('+');
    await map.page.waitForTimeout(300);
    expect(before.equals(await drawing.screenshot())).toBe(false);
    await map.page.getByRole('searchbox', { name: 'Find in the drawing' }).fill('python');
    await map.page.getByRole('button', { name: 'Python', exact: true }).press('Enter');
    await map.page.getByRole('heading', { level: 2, name: 'Python' }).waitFor();
    expect(new URL(map.page.url()).searchParams.get('node')).toBe('skill:python');
  });

  test('shows the query behind a view, and opens it in GraphiQL, which is local', async () => {
    const { page } = await visit('/certifications/deep-learning-specialization');
    await page.getByRole('button', { name: 'Open this in Sandbox' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByLabel('Query', { exact: true }).innerText()).toContain('query Certification($id: ID!)');
    expect(await violations(page, 'dialog')).toEqual([]);
    expect(await dialog.getByRole('link', { name: /^Sandbox/ }).getAttribute('href')).toMatch(/^\/graphql\?explorerURLState=/);

    const address = await dialog.getByRole('link', { name: /^GraphiQL/ }).getAttribute('href');
    const graphiql = await visit(address!);
    await graphiql.page.getByRole('button', { name: /^Execute query/ }).click();
    await graphiql.page.locator('.result-window').getByText('Coursera').first().waitFor();
    expect(graphiql).toMatchObject({ strayed: [], complaints: [] });
  });

  test('says what is wrong when the server is away, and goes on when it is back', async () => {
    const { page } = await visit('/plan');
    await page.context().setOffline(true);
    await page.getByRole('link', { name: 'What could I become?' }).click();
    await page.getByRole('combobox', { name: /^Your job, or a skill/ }).fill('data');
    await page.getByRole('alert').getByText('Careergraph cannot be reached').waitFor();
    await page.context().setOffline(false);
    await page.getByRole('combobox', { name: /^Your job, or a skill/ }).fill('data an');
    await page.getByRole('option', { name: /^Data Analyst/ }).waitFor();
  });

  test('asks again by itself what could not be answered just then', async () => {
    const { page } = await visit('/');
    let asked = 0;
    await page.route(/\/graphql/, (route) =>
      (asked += 1) === 1
        ? route.fulfill({ status: 503, headers: { 'retry-after': '1' }, json: { errors: [{ message: 'The graph is away.' }] } })
        : route.continue(),
    );
    await page.getByRole('combobox', { name: 'A career, a skill or a certification' }).fill('data sci');
    await page.getByRole('option', { name: /^Data Scientist Career/ }).waitFor();
    expect(asked).toBe(2);
  });
});

ifChromium('The page at /graphql', () => {
  test('lets Sandbox in: its scripts, its frame, and its questions to the service', async () => {
    const context = await browser.newContext();
    contexts.push(context);
    await context.route('https://embeddable-sandbox.cdn.apollographql.com/**', (route) =>
      route.fulfill({
        contentType: 'text/javascript',
        body: `window.EmbeddedSandbox = class {
          constructor({ target, initialEndpoint }) {
            const frame = document.createElement('iframe');
            frame.src = 'https://sandbox.embed.apollographql.com/sandbox/explorer';
            document.querySelector(target).append(frame);
            fetch(initialEndpoint, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ __typename }"}' })
              .then((response) => response.json()).then(({ data }) => (window.answer = data.__typename));
          }
        };`,
      }),
    );
    await context.route('https://sandbox.embed.apollographql.com/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<p>Sandbox' }),
    );
    const page = await context.newPage();
    const refused: string[] = [];
    page.on('console', (message) => /Content Security Policy/.test(message.text()) && refused.push(message.text()));
    await page.goto(`${url}/graphql`);
    await page.frameLocator('iframe').getByText('Sandbox').waitFor();
    const answer = await page.evaluate(
      'new Promise((resolve) => { const look = () => (window.answer ? resolve(window.answer) : setTimeout(look, 20)); look(); })',
    );
    expect(answer).toBe('Query');
    expect(refused.filter((text) => !text.includes('fonts.g'))).toEqual([]);
  });
});
