import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SourceRecord } from '../facts.js';
import { PublisherFileError } from '../publisher.js';

export const READ_ME = 'Read Me.txt';

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const RELEASE = new RegExp(String.raw`O\*NET\S* (?<version>\d+\.\d+) Database\s+(?<month>${MONTHS.join('|')}) (?<year>\d{4}) Release`);
/** Earlier releases use other occupation codes. */
const OLDEST = 25;

/** The source that a release is: its Read Me says which one. */
export async function readSource(folder: string): Promise<SourceRecord> {
  const { version, asOf } = await readRelease(join(folder, READ_ME));
  return {
    id: 'source:onet',
    name: 'O*NET Database',
    publisher: 'National Center for O*NET Development',
    sourceKind: 'TAXONOMY',
    url: 'https://www.onetcenter.org/database.html',
    licence: 'CC BY 4.0',
    attribution: attributionOf(version),
    version,
    asOf,
  };
}

/** The words that O*NET's licence page asks those who use the database to show. */
const attributionOf = (version: string | undefined): string =>
  `This page includes information from the O*NET ${version === undefined ? '' : `${version} `}Database by the U.S. Department of Labor, ` +
  'Employment and Training Administration (USDOL/ETA). Used under the CC BY 4.0 license. O*NET® is a trademark of USDOL/ETA.';

async function readRelease(path: string): Promise<{ version?: string; asOf?: string }> {
  if (!existsSync(path)) return {};
  const release = RELEASE.exec(await readFile(path, 'utf8'))?.groups as { version: string; month: string; year: string } | undefined;
  if (release === undefined) {
    throw new PublisherFileError(
      `${READ_ME} does not name a release, as in “O*NET 29.0 Database, August 2024 Release”. Is it O*NET's own?`,
    );
  }
  const { version, month, year } = release;
  if (Number(version) < OLDEST) {
    throw new PublisherFileError(`${READ_ME} says that this is O*NET ${version}. Releases from ${OLDEST}.0 on can be read.`);
  }
  return { version, asOf: `${year}-${String(MONTHS.indexOf(month) + 1).padStart(2, '0')}-01` };
}
