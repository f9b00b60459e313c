import { Arg, Ctx, Info, Int, Query, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { badUserInput } from '../../graphql/errors.js';
import { checkedSize } from '../../graphql/pagination.js';
import type { ResolveInfo } from '../../graphql/selection.js';
import { inGraph, RoleScheme } from '../role/role.type.js';
import { MAX_TEXT_LENGTH } from './search.repository.js';
import { SearchKind, SearchResults, SkillNameMatch } from './search.type.js';

const MAX_PHRASES = 200;

@Resolver()
export class SearchResolver {
  @Query(() => SearchResults, {
    complexity: 20,
    description:
      'Finds roles, skills, certifications, industries and employers by their names and alternative names: by words in any order, begun or misspelled, without case, accents, spaces and punctuation. Each is found once; retired ones are left out. Empty for a text without letters and digits.',
  })
  async search(
    @Ctx() { search }: Context,
    @Arg('text', () => String, { description: `At most ${MAX_TEXT_LENGTH} characters; more is BAD_USER_INPUT.` }) text: string,
    @Arg('kinds', () => [SearchKind], { nullable: true, description: 'All of them when left out.' }) kinds: SearchKind[] | null | undefined,
    @Arg('schemes', () => [RoleScheme], { nullable: true, description: 'Narrows roles; other kinds have no scheme and stay as they are.' })
    schemes: RoleScheme[] | null | undefined,
    @Arg('first', () => Int, { nullable: true, defaultValue: 10, description: 'How many, 1 to 200; more is BAD_USER_INPUT.' })
    first: number | null,
    @Info() { selection }: ResolveInfo,
  ): Promise<SearchResults> {
    const size = checkedSize(first ?? 10);
    if (text.length > MAX_TEXT_LENGTH) throw badUserInput('text', `at most ${MAX_TEXT_LENGTH} characters`, text);
    return {
      hits: await search.search(text, { kinds: kinds ?? Object.values(SearchKind), schemes: inGraph(schemes) }, size, selection?.hits),
    };
  }

  @Query(() => [SkillNameMatch], {
    complexity: 5,
    description:
      'The skills that phrases name, in the phrases’ order. A skill is given from a confidence of 0.85 on: where the phrase is its name, an alias, or a spelling variant of one (plural, British or American, spaces elsewhere, one slip in a word of five letters or more), also with words around it, as in “experience with Python”. Below that there are only suggestions: Java is no short form of JavaScript.',
  })
  async matchSkills(
    @Ctx() { search }: Context,
    @Arg('phrases', () => [String], {
      description: `At most ${MAX_PHRASES}; more is BAD_USER_INPUT. A phrase of more than ${MAX_TEXT_LENGTH} characters names nothing.`,
    })
    phrases: string[],
  ): Promise<SkillNameMatch[]> {
    if (phrases.length > MAX_PHRASES) throw badUserInput('phrases', `at most ${MAX_PHRASES} phrases`, `${phrases.length} phrases`);
    return search.matchSkills(phrases);
  }
}
