import { type CareerMap, listOf } from './career-map.js';
import type { Scheme } from './career-rows.js';

type Graph = Pick<CareerMap, 'roles' | 'stops'>;

/** The role that stands for a stop. */
export const roleOf = ({ stops }: Pick<CareerMap, 'stops'>, stop: number): number => stops.roles.items[stops.roles.starts[stop]!]!;
export const idOf = (map: Graph, stop: number): string => map.roles.ids[roleOf(map, stop)]!;
export const titleOf = (map: Graph, stop: number): string => map.roles.titles[roleOf(map, stop)]!;

/** Whether any release still knows it. */
export const isActive = (map: Graph, stop: number): boolean => map.roles.active[roleOf(map, stop)]!;

/** Whether it is in one of the families or below, and has an active role of one of the schemes. An empty list asks for nothing. */
export function isAmong({ stops, roles }: Graph, stop: number, families: readonly number[], schemes: readonly Scheme[]): boolean {
  return (
    (families.length === 0 || listOf(stops.families, stop).some((family) => families.includes(family))) &&
    (schemes.length === 0 || listOf(stops.roles, stop).some((role) => roles.active[role]! && schemes.includes(roles.schemes[role]!)))
  );
}
