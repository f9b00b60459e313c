import { type CareerMap, listOf } from '../../career-map/career-map.js';
import { moverOf } from '../../career-map/effort.js';
import type { Profile } from '../../career-map/owned.js';
import type { Path, PathMove } from '../../career-map/path-query.js';
import * as pay from '../../career-map/pay-change.js';
import { reasonsFor } from '../../career-map/reasons.js';
import type * as places from '../../career-map/recommendations.js';
import { missingOnTheWay, skillGap } from '../../career-map/skill-gap.js';
import type { PayPeriod } from '../market/pay.type.js';
import type { FactClaim } from '../source/claim.type.js';
import type { SkillNameMatch } from '../search/search.type.js';
import type { EvidenceKind } from './adjacency.type.js';
import type { Move, MoveKind, PayChange, TransitionPath } from './move.type.js';
import type { Recommendation } from './recommendation.type.js';
import { toSkillGap } from './skill-gap.mapper.js';

/** What an answer about moves speaks of: the map and the profile it is made from, and by which of a stop's roles it calls the stop. */
export interface Journey {
  readonly map: CareerMap;
  readonly profile: Profile;
  readonly unrecognised: readonly SkillNameMatch[];
  readonly roleOf: (stop: number) => string;
}

/** The roles that were asked for by name stand for their stops; of others the first that one of the taxonomies has. */
export function rolesNamed({ roles, stops }: CareerMap, ids: Iterable<string>, schemes: readonly string[] = []): (stop: number) => string {
  const named = new Map([...ids].map((id) => [roles.stopOf[roles.indexOf.get(id)!]!, id]));
  return (stop) => {
    const of = [...listOf(stops.roles, stop)];
    const allowed = of.find((role) => schemes.length === 0 || schemes.includes(roles.schemes[role]!));
    return named.get(stop) ?? roles.ids[allowed ?? of[0]!]!;
  };
}

export function toPath(journey: Journey, { moves, totalEffort, estimated }: Path): TransitionPath {
  const { map, profile } = journey;
  const gapAt = ({ held, to }: PathMove) => skillGap(map, moverOf(map, profile, held).owned, to);
  return {
    map,
    moves: moves.map((move) => toMove(journey, move)),
    totalEffort,
    estimated,
    stepCount: moves.length,
    payChange: toPayChange(map, moves[0]?.from ?? null, moves.at(-1)!.to),
    toLearn: () => missingOnTheWay(map, moves.map(gapAt)), // prettier-ignore
  };
}

function toMove({ map, profile, unrecognised, roleOf }: Journey, { from, to, move, held, kind, evidence, effort }: PathMove): Move {
  return {
    ...{ fromId: from === null ? null : roleOf(from), toId: roleOf(to), effort },
    kind: kind as MoveKind,
    evidence: evidence as EvidenceKind,
    payChange: toPayChange(map, from, to),
    claims: claimsOf(map, move),
    gap: () => toSkillGap(map, skillGap(map, moverOf(map, profile, held).owned, to), roleOf(to), unrecognised),
  };
}

/** Who documents a move; nobody where it is inferred, or starts without a role. */
export const claimsOf = ({ moves }: CareerMap, move: number): FactClaim[] =>
  move < 0 ? [] : [...listOf(moves.claimed, move)].map((claim) => moves.claims[claim] as unknown as FactClaim);

export function toPayChange(map: CareerMap, from: number | null, to: number): PayChange | null {
  const change = pay.payChange(map, from, to);
  return change && { ...change, period: 'YEAR' as PayPeriod };
}

export function toRecommendation({ map, profile, unrecognised, roleOf }: Journey, recommendation: places.Recommendation): Recommendation {
  const { from, to, move, kind, score, effort, evidence } = recommendation;
  return {
    ...{ fromId: from === null ? null : roleOf(from), roleId: roleOf(to), score, effort },
    kind: kind as MoveKind,
    evidence: evidence as EvidenceKind,
    payChange: toPayChange(map, from, to),
    claims: claimsOf(map, move),
    gap: () => toSkillGap(map, skillGap(map, moverOf(map, profile).owned, to), roleOf(to), unrecognised),
    why: (sourceName) =>
      reasonsFor(map, profile, recommendation, sourceName).map(({ text, skills }) => ({
        text,
        skillIds: skills.map((skill) => map.skills.ids[skill]!),
      })),
  };
}
