import { type CareerMap, listOf } from '../../career-map/career-map.js';

export interface InferredNeighbour {
  readonly roleId: string;
  /** 0 to 1. */
  readonly affinity: number;
}

/** Roles that no source calls neighbours of this one and that are alike enough, most alike first; each stands for its equivalents. */
export function inferredNeighbours({ roles, stops, moves }: CareerMap, roleId: string): InferredNeighbour[] {
  const role = roles.indexOf.get(roleId);
  if (role === undefined) return []; // it is newer than the map
  const from = roles.stopOf[role]!;
  const found: InferredNeighbour[] = [];
  for (let move = moves.starts[from]!; move < moves.starts[from + 1]!; move++) {
    if (moves.documented[move] !== 0) continue;
    found.push({ roleId: roles.ids[listOf(stops.roles, moves.to[move]!)[0]!]!, affinity: moves.affinity[move]! });
  }
  return found.sort((a, b) => b.affinity - a.affinity || (a.roleId < b.roleId ? -1 : 1));
}
