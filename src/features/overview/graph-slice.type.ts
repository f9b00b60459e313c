import { Field, Float, ID, ObjectType, registerEnumType } from 'type-graphql';

export enum GraphNodeType {
  ROLE = 'ROLE',
  SKILL = 'SKILL',
  CERTIFICATION = 'CERTIFICATION',
  LEVEL = 'LEVEL',
  ROLE_FAMILY = 'ROLE_FAMILY',
  INDUSTRY = 'INDUSTRY',
  EMPLOYER = 'EMPLOYER',
}
/** By label in the graph. */
export const TYPE_BY_LABEL = {
  Role: GraphNodeType.ROLE,
  Skill: GraphNodeType.SKILL,
  Certification: GraphNodeType.CERTIFICATION,
  Level: GraphNodeType.LEVEL,
  RoleFamily: GraphNodeType.ROLE_FAMILY,
  Industry: GraphNodeType.INDUSTRY,
  Employer: GraphNodeType.EMPLOYER,
};
registerEnumType(GraphNodeType, {
  name: 'GraphNodeType',
  description: 'What a node of a drawing is.',
  valuesConfig: {
    ROLE: { description: 'A role.' },
    SKILL: { description: 'A skill.' },
    CERTIFICATION: { description: 'A certification.' },
    LEVEL: { description: 'A rung of a scale.' },
    ROLE_FAMILY: { description: 'A group of roles.' },
    INDUSTRY: { description: 'An industry.' },
    EMPLOYER: { description: 'An employer.' },
  },
});

/** A type's value is the relationship type in the graph. */
export enum GraphEdgeType {
  REQUIRES = 'REQUIRES',
  VALIDATES = 'VALIDATES',
  RECOMMENDED_FOR = 'RECOMMENDED_FOR',
  PROGRESSES_TO = 'PROGRESSES_TO',
  ADJACENT_TO = 'ADJACENT_TO',
  SAME_AS = 'SAME_AS',
  BROADER = 'BROADER',
  AT_LEVEL = 'AT_LEVEL',
  IN_FAMILY = 'IN_FAMILY',
  IN_INDUSTRY = 'IN_INDUSTRY',
  EMPLOYED_BY = 'EMPLOYED_BY',
}
registerEnumType(GraphEdgeType, {
  name: 'GraphEdgeType',
  description: 'What an edge of a drawing says.',
  valuesConfig: {
    REQUIRES: { description: 'From a role to a skill that it needs.' },
    VALIDATES: { description: 'From a certification to a skill.' },
    RECOMMENDED_FOR: { description: 'From a certification to a role.' },
    PROGRESSES_TO: { description: 'From a role to the next step up.' },
    ADJACENT_TO: { description: 'From a role to a neighbouring one.' },
    SAME_AS: { description: 'From a role or a skill to its counterpart in another taxonomy.' },
    BROADER: { description: 'From a role, a skill or a family to one of which it is a kind or a part.' },
    AT_LEVEL: { description: 'From a role to a level.' },
    IN_FAMILY: { description: 'From a role to a family.' },
    IN_INDUSTRY: { description: 'From a role to an industry.' },
    EMPLOYED_BY: { description: 'From a role to an employer.' },
  },
});

@ObjectType({ description: 'A node of a drawing.', simpleResolvers: true })
export class GraphNode {
  @Field(() => ID, { description: 'The id of what it stands for.' })
  readonly id!: string;

  @Field(() => GraphNodeType, { description: 'What it is.' })
  readonly type!: GraphNodeType;

  @Field(() => String, { description: 'Its title or name.' })
  readonly label!: string;
}

@ObjectType({ description: 'An edge of a drawing, however many sources claim it.', simpleResolvers: true })
export class GraphEdge {
  @Field(() => ID, { description: 'The id of one of the slice’s nodes.' })
  readonly from!: string;

  @Field(() => ID, { description: 'The id of one of the slice’s nodes.' })
  readonly to!: string;

  @Field(() => GraphEdgeType, { description: 'What it says.' })
  readonly type!: GraphEdgeType;

  @Field(() => Float, {
    nullable: true,
    description:
      '0 to 1, the mean of the claims that rate it: the importance of REQUIRES, the strength of ADJACENT_TO, the confidence of SAME_AS; null for others, and where none rates it.',
  })
  readonly weight!: number | null;
}

@ObjectType({
  description: 'A piece of the graph for drawing. Retired roles, skills and certifications are left out.',
  simpleResolvers: true,
})
export class GraphSlice {
  @Field(() => [GraphNode], { description: 'Nearest first.' })
  readonly nodes!: GraphNode[];

  @Field(() => [GraphEdge], { description: 'All edges between two of the nodes.' })
  readonly edges!: GraphEdge[];

  @Field(() => Boolean, { description: 'Whether there is more than is shown.' })
  readonly truncated!: boolean;
}
