import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { say } from '../src/console.js';
import { hasChromium, launchChromium } from '../tests/support/browser.js';
import type { BenchOptions } from './bench.js';
import { startCareergraph } from './programs.js';
import { findDownloads } from './publishers.js';
import { median, ms, quantile, type Section } from './report.js';
import { fill } from './whole.js';

/** Each view, and what is of use in it. */
const VIEWS = [
  { name: 'Start', path: '/', useful: '.card' },
  { name: 'Machine Learning Engineer', path: '/roles/machine-learning-engineer', useful: '.pay-row' },
  {
    name: 'Plan of two steps',
    path: '/plan?from=role:machine-learning-engineer&to=role:lead-machine-learning-engineer',
    useful: '.route .stop',
  },
  { name: 'Map of 1,000', path: '/map?limit=1000', useful: '[data-settled=true]' },
];

interface Visit {
  requests: number;
  /** Over the wire, headers and all; of files, and of answers to queries. */
  files: number;
  answers: number;
  firstPaint: number;
  usefulPaint: number;
}

interface Frames {
  what: string;
  intervals: number[];
}

/** In Chromium, on the seed and O*NET: what a first visit takes, and how smoothly the map moves. */
export async function benchExplorer({ folder, data, rounds }: BenchOptions): Promise<Section> {
  if (!hasChromium) return { tables: [], notes: ['Nothing was run: there is no Chromium here.'] };
  const onet = findDownloads(data).downloads.filter(({ what }) => what === 'onet');
  const home = join(folder, 'explorer');
  await fill(home, onet);
  const server = await startCareergraph(home);
  try {
    const section = await measureExplorer(server.url.replace(/\/graphql$/, ''), rounds);
    if (onet.length === 0) section.notes.push('The graph is the seed alone, and the map small: there are no files of O*NET.');
    return section;
  } finally {
    await server.stop();
  }
}

async function measureExplorer(url: string, rounds: number): Promise<Section> {
  const browser = await launchChromium();
  try {
    const visits: string[][] = [];
    for (const view of VIEWS) {
      say(`Visiting ${view.name} ...`);
      await visit(browser, url, view); // the server's own caches are warm in use
      const measured: Visit[] = [];
      for (let round = 0; round < rounds; round++) measured.push(await visit(browser, url, view));
      const middle = (field: keyof Visit): number => median(measured.map((each) => each[field]));
      visits.push([
        view.name,
        String(middle('requests')),
        kilobytes(middle('files')),
        kilobytes(middle('answers')),
        ms(middle('firstPaint')),
        ms(middle('usefulPaint')),
      ]);
    }
    say('Moving the map ...');
    const { nodes, frames } = await moveMap(browser, url);
    return {
      tables: [
        {
          title: `A first visit with an empty cache; medians of ${rounds}.`,
          head: ['view', 'requests', 'files', 'answers', 'first paint', 'useful paint'],
          rows: visits,
        },
        {
          title: `Frames of the map, once laid out: ${nodes}.`,
          head: ['while', 'frames', 'median', 'p95', 'longest', 'over 50 ms'],
          rows: frames.map(({ what, intervals }) => [
            what,
            String(intervals.length),
            ms(median(intervals)),
            ms(quantile(intervals, 0.95)),
            ms(Math.max(...intervals)),
            String(intervals.filter((interval) => interval > 50).length),
          ]),
        },
      ],
      notes: ['The useful paint of the map is the one after which nothing moves any more by itself.'],
    };
  } finally {
    await browser.close();
  }
}

async function visit(browser: Browser, url: string, { path, useful }: (typeof VIEWS)[number]): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  const addresses = new Map<string, string>();
  const sizes = { files: 0, answers: 0 };
  network.on('Network.requestWillBeSent', ({ requestId, request }) => addresses.set(requestId, request.url));
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    sizes[addresses.get(requestId)?.includes('/graphql') ? 'answers' : 'files'] += encodedDataLength;
  });
  await page.addInitScript(`(() => {
    const look = () => document.querySelector(${JSON.stringify(useful)}) ? (window.usefulAt = performance.now()) : requestAnimationFrame(look);
    look();
  })()`);
  await page.goto(url + path, { waitUntil: 'networkidle' });
  await page.locator(useful).first().waitFor({ timeout: 60_000 });
  const usefulPaint = Number(await page.evaluate('window.usefulAt'));
  const firstPaint = Number(await page.evaluate(`performance.getEntriesByName('first-contentful-paint')[0].startTime`));
  await context.close();
  return { requests: addresses.size, ...sizes, firstPaint, usefulPaint };
}

async function moveMap(browser: Browser, url: string): Promise<{ nodes: string; frames: Frames[] }> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${url}/map?limit=1000`);
  await page.locator('[data-settled=true]').waitFor({ timeout: 60_000 });
  const canvas = page.getByRole('application');
  const nodes = /\d[\d,]* things? and [\d,]+ ties?/.exec((await canvas.getAttribute('aria-label'))!)![0];
  const box = (await canvas.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.waitForTimeout(2_000);
  const frames: Frames[] = [];
  const during = async (what: string, movement: () => Promise<void>): Promise<void> => {
    await page.evaluate(`{
      window.intervals = [];
      let last = performance.now();
      const next = (now) => { window.intervals.push(now - last); last = now; window.frame = requestAnimationFrame(next); };
      window.frame = requestAnimationFrame(next);
    }`);
    await movement();
    frames.push({ what, intervals: ((await page.evaluate('cancelAnimationFrame(window.frame); window.intervals')) as number[]).slice(1) });
  };
  await during('zooming in', () => turnWheel(page, -120));
  await during('panning', async () => {
    await page.mouse.down();
    for (let step = 1; step <= 120; step++) {
      await page.mouse.move(x + 220 * Math.sin(step / 12), y + 160 * Math.sin(step / 9));
      await page.waitForTimeout(16);
    }
    await page.mouse.up();
  });
  await during('zooming out', () => turnWheel(page, 120));
  await during('at rest after it, when all edges are drawn anew', () => page.waitForTimeout(1_500));
  await page.close();
  return { nodes, frames };
}

async function turnWheel(page: Page, delta: number): Promise<void> {
  for (let step = 0; step < 20; step++) {
    await page.mouse.wheel(0, delta);
    await page.waitForTimeout(50);
  }
}

const kilobytes = (bytes: number): string => `${(bytes / 1_000).toFixed(1)} kB`;
