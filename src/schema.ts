import 'reflect-metadata';
import { type GraphQLInputObjectType, type GraphQLSchema, isAbstractType, isObjectType } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { resolveDirectly } from './direct-resolvers.js';
import { CertificationResolver, RoleCertificationsResolver } from './features/certification/certification.resolver.js';
import { CurationResolver } from './features/curation/curation.resolver.js';
import { LevelResolver } from './features/level/level.resolver.js';
import { EmployerResolver, IndustryResolver, RoleMarketResolver, SalaryEstimateResolver } from './features/market/market.resolver.js';
import { ChangeResolver } from './features/overview/change.resolver.js';
import { GraphInfoResolver, ReleaseResolver } from './features/overview/graph-info.resolver.js';
import { NeighbourhoodResolver } from './features/overview/neighbourhood.resolver.js';
import { NodeResolver } from './features/overview/node.resolver.js';
import { RoleProgressionResolver, RungResolver } from './features/progression/progression.resolver.js';
import { RoleFamilyResolver } from './features/role/role-family.resolver.js';
import { GuidanceResolver, RoleResolver } from './features/role/role.resolver.js';
import { SearchResolver } from './features/search/search.resolver.js';
import { RequirementClaimResolver, RoleSkillsResolver } from './features/skill/requirement.resolver.js';
import { SkillResolver } from './features/skill/skill.resolver.js';
import { ClaimResolver, SourcedResolver, SourceResolver } from './features/source/source.resolver.js';
import { NextBestCertificationResolver, NextBestResolver, NextBestSkillResolver } from './features/transition/next-best.resolver.js';
import {
  MoveResolver,
  ObstacleResolver,
  PathResolver,
  TransitionPathResolver,
  TransitionPlanResolver,
} from './features/transition/path.resolver.js';
import { ReasonResolver, RecommendationResolver } from './features/transition/recommendation.resolver.js';
import { RelatedSkillResolver, RelatedSkillsResolver } from './features/transition/related-skill.resolver.js';
import {
  CertificationPlanResolver,
  MissingSkillResolver,
  PlannedCertificationResolver,
  SkillGapResolver,
  SkillMatchResolver,
} from './features/transition/skill-gap.resolver.js';
import { RoleNeighboursResolver } from './features/transition/transition.resolver.js';

export function createSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [
      CertificationPlanResolver,
      CertificationResolver,
      ChangeResolver,
      ClaimResolver,
      CurationResolver,
      EmployerResolver,
      GraphInfoResolver,
      GuidanceResolver,
      IndustryResolver,
      LevelResolver,
      MissingSkillResolver,
      MoveResolver,
      NeighbourhoodResolver,
      NextBestCertificationResolver,
      NextBestResolver,
      NextBestSkillResolver,
      NodeResolver,
      ObstacleResolver,
      PathResolver,
      PlannedCertificationResolver,
      ReasonResolver,
      RecommendationResolver,
      RelatedSkillResolver,
      RelatedSkillsResolver,
      ReleaseResolver,
      RequirementClaimResolver,
      RoleCertificationsResolver,
      RoleFamilyResolver,
      RoleMarketResolver,
      RoleNeighboursResolver,
      RoleProgressionResolver,
      RoleResolver,
      RoleSkillsResolver,
      RungResolver,
      SearchResolver,
      SalaryEstimateResolver,
      SkillGapResolver,
      SkillMatchResolver,
      SkillResolver,
      SourcedResolver,
      SourceResolver,
      TransitionPathResolver,
      TransitionPlanResolver,
    ],
    validate: false, // arguments are checked where they are read, with errors that say what was expected
  });
  resolveByTypename(schema);
  resolveDirectly(schema);
  schema.getQueryType()!.description =
    'Careers and how they hang together: look-ups, lists, search, ladders and drawings. Every fact names its sources.';
  schema.getMutationType()!.description =
    'Edits by curators. Each is one transaction; what is wrong with one is answered in its `problems`, and then nothing is written.';
  // type-graphql cannot say that exactly one field of an input is given.
  (schema.getType('FactInput') as GraphQLInputObjectType).isOneOf = true;
  return schema;
}

/** Objects are rows as they come from the graph, not instances of their classes: what they are stands in `__typename`. */
function resolveByTypename(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isAbstractType(type)) type.resolveType = (value: { __typename: string }) => value.__typename;
    if (isObjectType(type)) type.isTypeOf = null;
  }
}
