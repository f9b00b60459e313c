import { createWriteStream, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { StartUpError } from '../../src/start-up-error.js';
import { isCompressed } from './facts-file.js';

/** Writes a file as it comes, compressed where its name ends in .gz. One that was there is replaced only by a whole one. */
export async function writeFileWhole(path: string, content: AsyncIterable<string>): Promise<void> {
  const part = `${path}.part`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    const file = createWriteStream(part, { mode: 0o600, flush: true });
    await pipeline(Readable.from(content), isCompressed(path) ? createGzip() : new PassThrough(), file);
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw unwritable(path, error);
  }
}

function unwritable(path: string, error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined || !/^E[A-Z]+$/.test(code)) return error;
  return new StartUpError(`${path} cannot be written: ${message}. Name a file in a folder that can be written to and has room.`);
}
