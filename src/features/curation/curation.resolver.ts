import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.js';
import { requireScope } from '../../graphql/identity.js';
import { Change } from '../overview/change.type.js';
import { AssertFactsInput, DefineSourceInput, MergeConceptsInput, RemoveSourceInput, RetractClaimsInput } from './curation.args.js';
import { CurationPayload } from './curation.type.js';

const INPUT = { description: 'The edit.' };
const NEEDS = 'Needs a token with the scope `curate`: without one UNAUTHENTICATED, without that scope FORBIDDEN.';

@Resolver(() => CurationPayload)
export class CurationResolver {
  @Mutation(() => CurationPayload, {
    description: `Makes a curators’ source, or corrects its record. ${NEEDS}`,
  })
  async defineSource(@Ctx() context: Context, @Arg('input', () => DefineSourceInput, INPUT) input: DefineSourceInput): Promise<object> {
    const curator = requireScope(context, 'curate');
    return announce(context, await context.curation.defineSource(curator, input));
  }

  @Mutation(() => CurationPayload, {
    description: `Removes a curators’ source of which no claim is left; while there is one it is IN_USE. ${NEEDS}`,
  })
  async removeSource(@Ctx() context: Context, @Arg('input', () => RemoveSourceInput, INPUT) input: RemoveSourceInput): Promise<object> {
    const curator = requireScope(context, 'curate');
    return announce(context, await context.curation.removeSource(curator, input));
  }

  @Mutation(() => CurationPayload, {
    description: `Adds and corrects facts, of every kind that the graph holds, for one source: all of them or none. Other sources’ facts stand beside them; where one value is shown, such as a title, curators’ words come first. ${NEEDS}`,
  })
  async assertFacts(@Ctx() context: Context, @Arg('input', () => AssertFactsInput, INPUT) input: AssertFactsInput): Promise<object> {
    const curator = requireScope(context, 'curate');
    return announce(context, await context.curation.assertFacts(curator, input));
  }

  @Mutation(() => CurationPayload, {
    description: `Takes claims back: all of them or none. What other sources say stays as it is. A role, a skill or a certification that nobody speaks of any more is retired, and answers to its id still; while others point to it, it is IN_USE, unless another took its place (\`replacedBy\`). ${NEEDS}`,
  })
  async retractClaims(@Ctx() context: Context, @Arg('input', () => RetractClaimsInput, INPUT) input: RetractClaimsInput): Promise<object> {
    const curator = requireScope(context, 'curate');
    return announce(context, await context.curation.retractClaims(curator, input));
  }

  @Mutation(() => CurationPayload, {
    description: `Makes one concept of two: what curators said of \`from\` is said of \`into\`, which is also called so, and \`from\` is retired and names \`into\` in its place. What publishers say of \`from\` stays with it, as their next import would bring it back. ${NEEDS}`,
  })
  async mergeConcepts(@Ctx() context: Context, @Arg('input', () => MergeConceptsInput, INPUT) input: MergeConceptsInput): Promise<object> {
    const curator = requireScope(context, 'curate');
    return announce(context, await context.curation.mergeConcepts(curator, input));
  }

  @FieldResolver(() => [Change], {
    description: 'What it changed, as `changes` tells everybody: the first 200 entries of its revision; empty where nothing changed.',
  })
  async changes(@Root() { changed, revision }: CurationPayload, @Ctx() { changes }: Context): Promise<Change[]> {
    return changed ? changes.madeBy(revision!) : [];
  }
}

/** The one place where this server, and the rest of the operation, learn of a revision that it has made itself. */
function announce<P extends Pick<CurationPayload, 'changed' | 'revision'>>(context: Context, payload: P): P {
  if (!payload.changed) return payload;
  context.revisions.wrote(payload.revision!);
  context.loaders = context.createLoaders();
  return payload;
}
