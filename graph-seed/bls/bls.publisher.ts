import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Publisher, PublisherFileError } from '../publisher.js';
import type { RolesBySoc } from './bls.roles.js';
import { OEWS_FILE, openOews } from './oews.publisher.js';
import { openProjections, PROJECTIONS_FILE } from './projections.publisher.js';

/** BLS's statistics in a folder: national wages, employment projections, or both. They attach to O*NET roles by SOC. */
export async function openBls(folder: string, roles: RolesBySoc): Promise<Publisher[]> {
  const files = await readdir(folder).catch(() => []);
  const oews = files
    .filter((file) => OEWS_FILE.test(file))
    .sort()
    .at(-1); // the latest year's
  const projections = files.find((file) => file === PROJECTIONS_FILE);
  if (!oews && !projections) {
    throw new PublisherFileError(
      `${folder} has neither national_M20YY_dl.xlsx (national wages, from https://www.bls.gov/oes/tables.htm) nor ${PROJECTIONS_FILE} ` +
        '(employment projections, from https://www.bls.gov/emp/data/occupational-data.htm): at least one of the two is expected.',
    );
  }
  return [
    ...(oews ? [await openOews(join(folder, oews), roles)] : []),
    ...(projections ? [await openProjections(join(folder, projections), roles)] : []),
  ];
}
