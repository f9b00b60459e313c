import { createHash } from 'node:crypto';
import { nameTokens } from '../src/graph/names.js';

/** `C++` gives `c-plus-plus`, `Café & Bar` gives `cafe-and-bar`. */
export const slug = (name: string): string => nameTokens(name).join('-');

export const hash = (...parts: readonly (string | number | null | undefined)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);

/** An id for a text that has no name of its own: readable, and unique by the hash of the whole. */
export const textId = (type: string, text: string, ...more: (string | null | undefined)[]): string =>
  `${type}:${slug(text).slice(0, 60).replace(/-$/, '')}-${hash(text, ...more)}`;

/** `role:machine-learning-engineer` → `machine-learning-engineer` */
export const idRest = (id: string): string => id.slice(id.indexOf(':') + 1);
