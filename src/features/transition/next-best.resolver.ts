import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { CareerMap } from '../../career-map/career-map.js';
import { type NextBest, nextBestCertifications, nextBestSkills } from '../../career-map/next-best.js';
import type { Profile } from '../../career-map/owned.js';
import { idOf } from '../../career-map/stop-facts.js';
import type { Context } from '../../context.js';
import type { PromiseOrValue } from '../../graphql/batching.js';
import { checkedSize } from '../../graphql/pagination.js';
import { Certification } from '../certification/certification.type.js';
import { Role } from '../role/role.type.js';
import { Skill } from '../skill/skill.type.js';
import { NextBestCertification, NextBestCertifications, NextBestSkill, NextBestSkills } from './next-best.type.js';
import { ProfileInput } from './profile.args.js';
import { readProfile, stopOf } from './profile.rules.js';

/** More would not help anyone to choose. */
const MOST_UNLOCKED = 20;

const TARGET = { nullable: true, description: 'A role’s id: what brings it nearer counts.' };
const FIRST = { nullable: true, defaultValue: 10, description: 'At most so many, 1 to 200.' };

@Resolver()
export class NextBestResolver {
  @Query(() => NextBestSkills, {
    complexity: 500,
    description:
      'What to learn next. With a target: what saves most effort towards it. Without: what opens up most roles, then what saves most effort on average over the credible moves that it makes easier.',
  })
  async nextBestSkills(
    @Ctx() context: Context,
    @Arg('from', () => ProfileInput, { description: 'Who is moving.' }) from: ProfileInput,
    @Arg('target', () => ID, TARGET) target: string | null | undefined,
    @Arg('first', () => Int, FIRST) first: number | null,
  ): Promise<NextBestSkills> {
    const { map, best, unrecognised } = await nextBest(context, from, target, first, nextBestSkills);
    return { items: best.map(({ item, ...rest }) => ({ skillId: map.skills.ids[item]!, ...rest })), unrecognised };
  }

  @Query(() => NextBestCertifications, {
    complexity: 500,
    description: 'What to get certified in next: as `nextBestSkills`, for all the skills at once that a certification validates.',
  })
  async nextBestCertifications(
    @Ctx() context: Context,
    @Arg('from', () => ProfileInput, { description: 'Who is moving.' }) from: ProfileInput,
    @Arg('target', () => ID, TARGET) target: string | null | undefined,
    @Arg('first', () => Int, FIRST) first: number | null,
  ): Promise<NextBestCertifications> {
    const { map, best, unrecognised } = await nextBest(context, from, target, first, nextBestCertifications);
    return { items: best.map(({ item, ...rest }) => ({ certificationId: map.certifications.ids[item]!, ...rest })), unrecognised };
  }
}

async function nextBest(
  context: Context,
  from: ProfileInput,
  target: string | null | undefined,
  first: number | null,
  find: (map: CareerMap, profile: Profile, target: number | null) => NextBest[],
) {
  const size = checkedSize(first ?? 10);
  const { map, profile, unrecognised } = await readProfile(context, from);
  const found = find(map, profile, target === null || target === undefined ? null : stopOf(map, 'target', target));
  const best = found.slice(0, size).map(({ item, unlocks, effortReduction }) => ({
    item,
    unlockIds: unlocks.slice(0, MOST_UNLOCKED).map((stop) => idOf(map, stop)),
    unlockCount: unlocks.length,
    effortReduction,
  }));
  return { map, best, unrecognised };
}

@Resolver(() => NextBestSkill)
export class NextBestSkillResolver {
  @FieldResolver(() => Skill, { description: 'What to learn.' })
  skill(@Root() { skillId }: NextBestSkill, @Ctx() { loaders }: Context): PromiseOrValue<Skill | null> {
    return loaders.skill.byId.load(skillId);
  }

  @FieldResolver(() => [Role], { description: 'Roles that it opens up, by id; up to 20 of them.' })
  unlocks(@Root() { unlockIds }: NextBestSkill, @Ctx() { loaders }: Context): PromiseOrValue<(Role | null)[]> {
    return loaders.role.byId.loadMany(unlockIds);
  }
}

@Resolver(() => NextBestCertification)
export class NextBestCertificationResolver {
  @FieldResolver(() => Certification, { description: 'What to get.' })
  certification(@Root() { certificationId }: NextBestCertification, @Ctx() { loaders }: Context): PromiseOrValue<Certification | null> {
    return loaders.certification.byId.load(certificationId);
  }

  @FieldResolver(() => [Role], { description: 'Roles that it opens up, by id; up to 20 of them.' })
  unlocks(@Root() { unlockIds }: NextBestCertification, @Ctx() { loaders }: Context): PromiseOrValue<(Role | null)[]> {
    return loaders.role.byId.loadMany(unlockIds);
  }
}
