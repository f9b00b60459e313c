import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What `npm run import` is told of each download, in the order in which they build on each other. */
export interface Download {
  what: string;
  path: string;
}

const NAMES = { onet: /^onet-/, esco: /^esco-/, bls: /^bls$/, crosswalk: /^crosswalk$/ };

/** The downloads that a folder holds, and the names of those that it does not. */
export function findDownloads(data: string): { downloads: Download[]; missing: string[] } {
  const folders = existsSync(data) ? readdirSync(data).sort() : [];
  const found = Object.entries(NAMES).map(([what, name]) => ({ what, folder: folders.findLast((folder) => name.test(folder)) }));
  return {
    downloads: found.flatMap(({ what, folder }) => (folder === undefined ? [] : [{ what, path: pathOf(what, join(data, folder)) }])),
    missing: found.filter(({ folder }) => folder === undefined).map(({ what }) => what),
  };
}

/** The crosswalk is a file, the others are folders. */
const pathOf = (what: string, folder: string): string =>
  what === 'crosswalk'
    ? join(
        folder,
        readdirSync(folder).find((name) => name.endsWith('.csv'))!,
      )
    : folder;
