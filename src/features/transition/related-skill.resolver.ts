import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.js';
import type { PromiseOrValue } from '../../graphql/batching.js';
import { checkedSize } from '../../graphql/pagination.js';
import { Skill } from '../skill/skill.type.js';
import { RelatedSkill } from './related-skill.type.js';

@Resolver(() => Skill)
export class RelatedSkillsResolver {
  @FieldResolver(() => [RelatedSkill], {
    description:
      'The skills that count in part where this one is needed, closest first: by being required together, and by the hierarchy. The model is the one that gaps use; 1 would be the same.',
  })
  async related(
    @Root() { id }: Skill,
    @Ctx() { careerMap }: Context,
    @Arg('first', () => Int, { nullable: true, defaultValue: 10, description: 'At most so many, 1 to 200.' }) first: number | null,
  ): Promise<RelatedSkill[]> {
    const size = checkedSize(first ?? 10);
    const { skills } = await careerMap();
    const skill = skills.indexOf.get(id); // none where it is newer than the map
    if (skill === undefined) return [];
    const related: RelatedSkill[] = [];
    for (let at = skills.related.starts[skill]!; at < skills.related.starts[skill + 1]!; at++) {
      related.push({ skillId: skills.ids[skills.related.items[at]!]!, relatedness: skills.relatedness[at]! });
    }
    return related.sort((a, b) => b.relatedness - a.relatedness || (a.skillId < b.skillId ? -1 : 1)).slice(0, size);
  }
}

@Resolver(() => RelatedSkill)
export class RelatedSkillResolver {
  @FieldResolver(() => Skill, { description: 'The skill that can stand in.' })
  skill(@Root() { skillId }: RelatedSkill, @Ctx() { loaders }: Context): PromiseOrValue<Skill | null> {
    return loaders.skill.byId.load(skillId);
  }
}
