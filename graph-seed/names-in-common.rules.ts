import { nameTokens } from '../src/graph/names.js';

/** A concept by one of its names. */
export interface Named {
  id: string;
  name: string;
}

export interface NamesInCommon {
  /** Two concepts that are the same thing, the smaller id first. */
  links: [string, string][];
  /** Names that mean one thing here and several there, with what they mean in each taxonomy. */
  ambiguous: string[];
}

/** Whose word for it an id is: a publisher's, or, without one in it, that of guides and curators. */
const taxonomyOf = (id: string): string => /^\w+:(onet|esco)\//.exec(id)?.[1] ?? 'guide';

const isRole = (id: string): boolean => id.startsWith('role:');

/** What names are compared by. Of roles O*NET speaks in the plural, ESCO and the guides in the singular: it makes no difference. */
function commonKey({ id, name }: Named): string {
  const words = nameTokens(name);
  return isRole(id) ? [...words.slice(0, -1), ...words.slice(-1).map(singular)].join('') : words.join('');
}

const singular = (word: string): string =>
  word.endsWith('ies') ? `${word.slice(0, -3)}y` : word.replace(/(?<=ss|sh|ch|x)es$|(?<![sui])s$/, '');

/** ESCO says in parentheses what an ordinary word is the name of: "Swift (computer programming)". */
const mainKey = ({ id, name }: Named): string =>
  commonKey({ id, name: id.startsWith('skill:esco/') ? name.replace(/(?<=\S)\s*\([^()]*\)$/, '') : name });

/** Keys that other concepts' names have where they are a concept's main name: at least these, to be compared more closely. */
export function keysToAskFor(concept: Named): string[] {
  const key = mainKey(concept);
  return isRole(concept.id) ? [key, `${key}s`, `${key}es`, key.replace(/y$/, 'ies')] : [key];
}

/**
 * Two concepts of different taxonomies are the same where each goes by the other's main name, and that name means nothing
 * else in either taxonomy. As long as it is anybody's main name there, those who have it for an alias do not count.
 */
export function namesInCommon(concepts: readonly Named[], aliases: readonly Named[]): NamesInCommon {
  const keys = new Map(concepts.map((concept) => [concept.id, mainKey(concept)]));
  const mains = byTaxonomy(concepts.map(({ id }) => [id, keys.get(id)!]));
  const others = byTaxonomy(aliases.map((alias) => [alias.id, commonKey(alias)]));
  const taxonomies = [...mains.keys()].sort();
  const meant = (taxonomy: string, key: string): ReadonlySet<string> =>
    mains.get(taxonomy)?.get(key) ?? others.get(taxonomy)?.get(key) ?? NOBODY;
  const isOnly = (id: string, key: string): boolean => {
    const all = meant(taxonomyOf(id), key);
    return all.size === 1 && all.has(id);
  };
  const areOne = (id: string, other: string): boolean =>
    [keys.get(id)!, keys.get(other)!].every((key) => isOnly(id, key) && isOnly(other, key));

  const links: [string, string][] = [];
  const ambiguous = new Map<string, string>();
  for (const { id, name } of [...concepts].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const key = keys.get(id)!;
    const meanings = taxonomies.map((taxonomy) => [...meant(taxonomy, key)].sort()).filter((ids) => ids.length > 0);
    if (meanings.length > 1 && meanings.some((ids) => ids.length > 1)) {
      ambiguous.set(key, `${name}: ${meanings.map((ids) => ids.join(', ')).join(' | ')}`);
    }
    for (const [other] of meanings) {
      if (id < other! && taxonomyOf(id) !== taxonomyOf(other!) && areOne(id, other!)) links.push([id, other!]);
    }
  }
  return { links: links.sort(), ambiguous: [...ambiguous.values()].sort() };
}

const NOBODY: ReadonlySet<string> = new Set();

/** Who is meant by a key, in each taxonomy. */
function byTaxonomy(named: readonly (readonly [id: string, key: string])[]): Map<string, Map<string, Set<string>>> {
  const index = new Map<string, Map<string, Set<string>>>();
  for (const [id, key] of named) {
    if (key === '') continue;
    const taxonomy = taxonomyOf(id);
    const byKey = index.get(taxonomy) ?? new Map<string, Set<string>>();
    index.set(taxonomy, byKey.set(key, (byKey.get(key) ?? new Set()).add(id)));
  }
  return index;
}
