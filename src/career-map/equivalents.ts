/**
 * Which of `ids` are one thing: groups by the pairs that say so, each in the order of `ids`, and the groups likewise. A
 * taxonomy names a thing once, so a pair that would bring together two of one taxonomy, by way of a third, is left out.
 */
export function groupEquivalents(
  ids: readonly string[],
  pairs: Iterable<readonly [string, string]>,
  taxonomyOf: (id: string) => string,
): string[][] {
  const groupOf = new Map(ids.map((id) => [id, new Set([id])]));
  for (const [one, other] of pairs) {
    const [group, others] = [groupOf.get(one), groupOf.get(other)];
    if (!group || !others || group === others) continue;
    const taxonomies = new Set([...group].map(taxonomyOf));
    if ([...others].some((id) => taxonomies.has(taxonomyOf(id)))) continue;
    for (const id of others) groupOf.set(id, group.add(id));
  }
  const place = new Map(ids.map((id, index) => [id, index]));
  return [...new Set(groupOf.values())].map((group) => [...group].sort((a, b) => place.get(a)! - place.get(b)!));
}
