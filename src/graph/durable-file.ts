import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Writes a small file whole or not at all, readable by its owner only; it survives a crash right after. */
export function writeDurably(path: string, content: string): void {
  const temporary = `${path}.tmp-${process.pid}`;
  const file = openSync(temporary, 'w', 0o600);
  writeFileSync(file, content);
  fsyncSync(file);
  closeSync(file);
  renameSync(temporary, path);
}

export function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
