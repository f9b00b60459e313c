import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { findTable, PublisherFileError } from '../publisher.js';
import { NEEDS, SPLIT_FROM, type TableName, TABLES } from './onet.tables.js';

/** The files of a release that a folder holds, each with the columns that are read. */
export class OnetFiles {
  private constructor(private readonly paths: Partial<Record<TableName, string>>) {}

  static async open(folder: string): Promise<OnetFiles> {
    checkFolder(folder);
    const paths: Partial<Record<TableName, string>> = {};
    for (const name of Object.keys(TABLES) as TableName[]) {
      checkOneRelease(folder, TABLES[name].names);
      paths[name] = await findTable(folder, TABLES[name]);
    }
    return new OnetFiles(paths);
  }

  /** Where to read a table; undefined where it, or what it needs, is not there. */
  path(name: TableName): string | undefined {
    const needed = NEEDS[name];
    return needed === undefined || this.holds(needed) ? this.paths[name] : undefined;
  }

  /** Whether a table's rows are there, be it in the file from which it was split later. */
  holds(name: TableName): boolean {
    if (this.paths[name] !== undefined) return true;
    const whole = SPLIT_FROM[name];
    const path = whole && this.paths[whole];
    return path !== undefined && basename(path) === TABLES[whole!].names.at(-1);
  }
}

function checkFolder(folder: string): void {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new PublisherFileError(`There is no folder ${folder}. ${EXPECTED}`);
  }
  const [occupations] = TABLES.occupations.names;
  if (existsSync(join(folder, occupations!))) return;
  const inside = readdirSync(folder).find((name) => existsSync(join(folder, name, occupations!)));
  const hint = inside === undefined ? EXPECTED : `The folder ${inside} in it has: give ${join(folder, inside)}.`;
  throw new PublisherFileError(`${folder} has no ${occupations}. ${hint}`);
}

const EXPECTED =
  'Expected is the folder of an O*NET database in its text format, such as db_29_0_text, unpacked from https://www.onetcenter.org/database.html.';

function checkOneRelease(folder: string, names: readonly string[]): void {
  const found = names.filter((name) => existsSync(join(folder, name)));
  if (found.length < 2) return;
  throw new PublisherFileError(
    `${folder} has both ${found.join(' and ')}: those are of different releases of O*NET. Unpack one release into a folder of its own.`,
  );
}
