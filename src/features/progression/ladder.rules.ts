import { groupBy } from '../../group-by.js';

export interface Step {
  from: string;
  to: string;
}

/**
 * The rungs of a ladder, each a list of role ids. Rungs are ordered by level rank where `rankOf` gives one, then by the
 * longest path from the bottom. Roles on a cycle, which sources put in opposite order, count as one place.
 */
export function rungsOf(steps: readonly Step[], rankOf: (role: string) => number | null): string[][] {
  const roles = [...new Set(steps.flatMap(({ from, to }) => [from, to]))];
  const below = groupBy(steps, ({ to }) => to);
  const reaches = ancestors(roles, below);
  const sharesPlace = (a: string, b: string): boolean => a === b || (reaches.get(a)!.has(b) && reaches.get(b)!.has(a));

  const places = new Map<string, { rank: number; depth: number }>();
  const placeOf = (role: string): { rank: number; depth: number } => {
    const known = places.get(role);
    if (known) return known;
    const members = roles.filter((other) => sharesPlace(role, other));
    const before = members.flatMap((member) => below.get(member) ?? []).filter(({ from }) => !members.includes(from));
    const beforePlaces = before.map(({ from }) => placeOf(from));
    const ranks = members.map(rankOf).filter((rank) => rank !== null);
    const place = {
      rank: ranks.length > 0 ? Math.min(...ranks) : Math.max(0, ...beforePlaces.map(({ rank }) => rank)),
      depth: Math.max(0, ...beforePlaces.map(({ depth }) => depth + 1)),
    };
    for (const member of members) places.set(member, place);
    return place;
  };

  const rungs = groupBy(roles, (role) => JSON.stringify(placeOf(role)));
  return [...rungs.values()].sort(([a], [b]) => {
    const [low, high] = [placeOf(a!), placeOf(b!)];
    return low.rank - high.rank || low.depth - high.depth;
  });
}

/** For each role, all from which steps lead to it. */
function ancestors(roles: readonly string[], below: ReadonlyMap<string, Step[]>): Map<string, Set<string>> {
  return new Map(
    roles.map((role) => {
      const found = new Set<string>();
      const open = [role];
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        for (const { from } of below.get(next) ?? []) {
          if (found.has(from)) continue;
          found.add(from);
          open.push(from);
        }
      }
      return [role, found];
    }),
  );
}
