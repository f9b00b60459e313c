import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { moverOf } from '../../career-map/effort.js';
import { skillGap } from '../../career-map/skill-gap.js';
import type { Context } from '../../context.js';
import type { PromiseOrValue } from '../../graphql/batching.js';
import { Certification, CertificationLink } from '../certification/certification.type.js';
import { Role } from '../role/role.type.js';
import { Skill } from '../skill/skill.type.js';
import { ProfileInput } from './profile.args.js';
import { readProfile, stopOf } from './profile.rules.js';
import { toCertificationPlan, toSkillGap } from './skill-gap.mapper.js';
import { CertificationPlan, MissingSkill, PlannedCertification, SkillGap, SkillMatch } from './skill-gap.type.js';

@Resolver(() => SkillGap)
export class SkillGapResolver {
  @Query(() => SkillGap, {
    description:
      'What somebody has, and lacks, of what a role needs. Exact equivalents in other taxonomies count as the same role and the same skill. A role that is not there is NOT_FOUND.',
  })
  async skillGap(
    @Ctx() context: Context,
    @Arg('from', () => ProfileInput, { description: 'Who is moving.' }) from: ProfileInput,
    @Arg('to', () => ID, { description: 'The role’s id.' }) to: string,
  ): Promise<SkillGap> {
    const { map, profile, unrecognised } = await readProfile(context, from);
    return toSkillGap(map, skillGap(map, moverOf(map, profile).owned, stopOf(map, 'to', to)), to, unrecognised);
  }

  @FieldResolver(() => Role, { description: 'The role.' })
  to(@Root() { toId }: SkillGap, @Ctx() { loaders }: Context): PromiseOrValue<Role | null> {
    return loaders.role.byId.load(toId);
  }

  @FieldResolver(() => CertificationPlan, {
    description: 'The fewest certifications that together validate every missing skill that any certification validates.',
  })
  certificationPlan(@Root() { map, planFor }: SkillGap): CertificationPlan {
    return toCertificationPlan(map, planFor);
  }
}

@Resolver(() => SkillMatch)
export class SkillMatchResolver {
  @FieldResolver(() => Skill, { description: 'What the role needs.' })
  required(@Root() { requiredId }: SkillMatch, @Ctx() { loaders }: Context): PromiseOrValue<Skill | null> {
    return loaders.skill.byId.load(requiredId);
  }

  @FieldResolver(() => Skill, { description: 'What is owned of it: the same skill, or one that stands in.' })
  owned(@Root() { ownedId }: SkillMatch, @Ctx() { loaders }: Context): PromiseOrValue<Skill | null> {
    return loaders.skill.byId.load(ownedId);
  }
}

@Resolver(() => MissingSkill)
export class MissingSkillResolver {
  @FieldResolver(() => Skill, { description: 'What the role needs; of alternatives, the one that is nearest.' })
  skill(@Root() { skillId }: MissingSkill, @Ctx() { loaders }: Context): PromiseOrValue<Skill | null> {
    return loaders.skill.byId.load(skillId);
  }

  @FieldResolver(() => [Skill], { description: 'What would do as well.' })
  alternatives(@Root() { alternativeIds }: MissingSkill, @Ctx() { loaders }: Context): PromiseOrValue<(Skill | null)[]> {
    return loaders.skill.byId.loadMany(alternativeIds);
  }

  @FieldResolver(() => Skill, { nullable: true, description: 'What is owned that comes nearest; null where nothing is of use.' })
  nearestOwned(@Root() { nearestOwnedId }: MissingSkill, @Ctx() { loaders }: Context): PromiseOrValue<Skill | null> | null {
    return nearestOwnedId === null ? null : loaders.skill.byId.load(nearestOwnedId);
  }

  @FieldResolver(() => [CertificationLink], { description: 'What validates `skill`.' })
  certifications(@Root() { skillId }: MissingSkill, @Ctx() { loaders }: Context): PromiseOrValue<CertificationLink[]> {
    return loaders.skill.certifications.load(skillId);
  }
}

@Resolver(() => PlannedCertification)
export class PlannedCertificationResolver {
  @FieldResolver(() => Certification, { description: 'What to get.' })
  certification(@Root() { certificationId }: PlannedCertification, @Ctx() { loaders }: Context): PromiseOrValue<Certification | null> {
    return loaders.certification.byId.load(certificationId);
  }

  @FieldResolver(() => [Skill], { description: 'The missing skills that it validates.' })
  covers(@Root() { coverIds }: PlannedCertification, @Ctx() { loaders }: Context): PromiseOrValue<(Skill | null)[]> {
    return loaders.skill.byId.loadMany(coverIds);
  }
}

@Resolver(() => CertificationPlan)
export class CertificationPlanResolver {
  @FieldResolver(() => [Skill], { description: 'Missing skills that no certification validates.' })
  uncovered(@Root() { uncoveredIds }: CertificationPlan, @Ctx() { loaders }: Context): PromiseOrValue<(Skill | null)[]> {
    return loaders.skill.byId.loadMany(uncoveredIds);
  }
}
