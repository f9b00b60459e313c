import { type CareerMap, listOf, type Lists } from './career-map.js';

/** What follows from a map and is looked up from the other end; made when first asked for, and kept as long as the map. */
export interface MapIndex {
  /** Of each stop the moves that lead there: where they start, and their places in `map.moves`. */
  readonly into: Lists;
  readonly intoMoves: Uint32Array;
  /** Of each skill the skills that it can stand in for. */
  readonly standsInFor: Lists;
  /** Of each skill the clauses that it is named in. */
  readonly namedIn: Lists;
  /** The stop of each clause. */
  readonly stopOfClause: Uint32Array;
  /** Of each stop the families that contain no other of its families: one contains another when it has all its stops and more. */
  readonly narrowFamilies: readonly (readonly number[])[];
}

const known = new WeakMap<CareerMap, MapIndex>();

export function indexOf(map: CareerMap): MapIndex {
  const made = known.get(map) ?? makeIndex(map);
  known.set(map, made);
  return made;
}

function makeIndex(map: CareerMap): MapIndex {
  const { moves, skills, clauses, stops } = map;
  const into = inverted(moves.starts, moves.to, stops.count);
  return {
    into: lists(into),
    intoMoves: into.places,
    standsInFor: lists(inverted(skills.related.starts, skills.related.items, skills.ids.length)),
    namedIn: lists(inverted(clauses.skills.starts, clauses.skills.items, skills.ids.length)),
    stopOfClause: ownersOf(clauses.starts, clauses.weight.length),
    narrowFamilies: narrowFamilies(map),
  };
}

const lists = ({ starts, owners }: { starts: Uint32Array; owners: Uint32Array }): Lists => ({ starts, items: owners });

/** Which list each item stands in. */
function ownersOf(starts: Uint32Array, count: number): Uint32Array {
  const owners = new Uint32Array(count);
  for (let owner = 0; owner + 1 < starts.length; owner++) owners.fill(owner, starts[owner], starts[owner + 1]);
  return owners;
}

/** Of each value the lists that it stands in, ascending, and where. */
function inverted(
  starts: Uint32Array,
  items: Uint32Array,
  count: number,
): { starts: Uint32Array; owners: Uint32Array; places: Uint32Array } {
  const from = new Uint32Array(count + 1);
  for (const item of items) from[item + 1]!++;
  for (let value = 0; value < count; value++) from[value + 1]! += from[value]!;
  const next = from.slice();
  const places = new Uint32Array(items.length);
  items.forEach((item, place) => (places[next[item]!++] = place));
  const ownerOf = ownersOf(starts, items.length);
  return { starts: from, owners: places.map((place) => ownerOf[place]!), places };
}

function narrowFamilies({ stops, families }: CareerMap): number[][] {
  const size = new Uint32Array(families.ids.length);
  for (const family of stops.families.items) size[family]!++;
  const both = new Map<number, number>();
  const key = (one: number, other: number): number => one * families.ids.length + other;
  const all = Array.from({ length: stops.count }, (_, stop) => [...listOf(stops.families, stop)]);
  for (const of of all) for (const one of of) for (const other of of) both.set(key(one, other), (both.get(key(one, other)) ?? 0) + 1);
  const contains = (one: number, other: number): boolean => size[one]! > size[other]! && both.get(key(one, other)) === size[other];
  return all.map((of) => of.filter((family) => !of.some((other) => contains(family, other))));
}
