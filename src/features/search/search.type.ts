import { createUnionType, Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { Certification } from '../certification/certification.type.js';
import { Employer } from '../market/employer.type.js';
import { Industry } from '../market/industry.type.js';
import { Role } from '../role/role.type.js';
import { Skill } from '../skill/skill.type.js';

/** A kind's value is its label in the graph. */
export enum SearchKind {
  ROLE = 'Role',
  SKILL = 'Skill',
  CERTIFICATION = 'Certification',
  INDUSTRY = 'Industry',
  EMPLOYER = 'Employer',
}
registerEnumType(SearchKind, {
  name: 'SearchKind',
  description: 'What can be searched for.',
  valuesConfig: {
    ROLE: { description: 'Careers, and rungs of them.' },
    SKILL: { description: 'Skills, tools and technologies among them.' },
    CERTIFICATION: { description: 'Certifications.' },
    INDUSTRY: { description: 'Industries.' },
    EMPLOYER: { description: 'Employers.' },
  },
});

export const SearchResult = createUnionType({
  name: 'SearchResult',
  description: 'What a search finds.',
  types: () => [Role, Skill, Certification, Industry, Employer] as const,
});
export type SearchResult = Role | Skill | Certification | Industry | Employer;

@ObjectType({ description: 'Something that a search found.', simpleResolvers: true })
export class SearchHit {
  @Field(() => SearchResult, { description: 'What was found.' })
  readonly node!: SearchResult;

  @Field(() => Float, {
    description:
      'How well the name fits the text, 0 to 1: 1 for a main name, apart from case, accents, spaces and punctuation; from 0.9 for its spelling variants; up to 0.8 for the rest, by the share of the text’s letters that is found in the name, and, at a quarter of that weight, the share of the name that the text covers. 0.02 less for an alternative name.',
  })
  readonly score!: number;

  @Field(() => String, {
    description: 'The text that matched: a title, an alternative title, an alias; of `node`, or of its equivalent in another taxonomy.',
  })
  readonly matchedText!: string;
}

@ObjectType({ description: 'What a search found.', simpleResolvers: true })
export class SearchResults {
  @Field(() => [SearchHit], {
    description:
      'Best first; equals: roles first (of guides, O*NET, ESCO, curators), then skills in that order and what else there is, then by how connected, then by id. What is the same thing in several taxonomies (`sameAs`, EXACT) is one hit: the first of them in this order, with the best fitting name of any. What fits less than a third as well as the best is left out.',
  })
  readonly hits!: SearchHit[];
}

@ObjectType({ description: 'The skill that a phrase names.', simpleResolvers: true })
export class SkillNameMatch {
  @Field(() => String, { description: 'As it was asked.' })
  readonly phrase!: string;

  @Field(() => Skill, { nullable: true, description: 'Null where the phrase is not recognised: `confidence` is then below 0.85.' })
  readonly skill!: Skill | null;

  @Field(() => Float, {
    description: 'Of `skill`, else of the first alternative, 0 to 1, as a search hit’s `score`; 0 where there is neither.',
  })
  readonly confidence!: number;

  @Field(() => [Skill], {
    description:
      'Up to 5 others that come near, best first: suggestions where `skill` is null. Empty where a name fits exactly, unless several skills have it that are not the same thing (`sameAs`, EXACT).',
  })
  readonly alternatives!: Skill[];
}
