import { Field, ID, InputType, Int } from 'type-graphql';
import { FactInput, SourceInput } from './fact.args.js';

/** How many facts, claims or revisions one edit may hold. */
export const MAX_ITEMS = 200;

@InputType({ description: 'The revision that a thing had when it was read.' })
export class ExpectedRevisionInput {
  @Field(() => ID, { description: 'A role’s, a skill’s or a certification’s id.' })
  readonly id!: string;

  @Field(() => Int, { description: 'Its own `revision`; 0 where it is not to be there yet.' })
  readonly revision!: number;
}

/** What every edit has. */
@InputType()
export abstract class EditInput {
  @Field(() => String, {
    description:
      'Names this edit, 1 to 200 characters of your choice, such as a UUID. Sent again within a day, it is not made again but answered as the first time; with other content it is a CONFLICT. A refused edit does not use it up.',
  })
  readonly idempotencyKey!: string;
}

@InputType()
export abstract class CheckedEditInput extends EditInput {
  @Field(() => [ExpectedRevisionInput], {
    nullable: true,
    description: `What this edit goes by, up to ${MAX_ITEMS}: where one has another revision by now, somebody else changed it, and the edit is a CONFLICT.`,
  })
  readonly expectedRevisions?: ExpectedRevisionInput[] | null;
}

@InputType({ description: 'Facts to state for a source.' })
export class AssertFactsInput extends CheckedEditInput {
  @Field(() => ID, { description: 'The source that says so: a curators’ one, `source:curated/…`; with the scope `admin` any.' })
  readonly source!: string;

  @Field(() => [FactInput], {
    description: `1 to ${MAX_ITEMS} facts, in any order: what is new may be described in the same edit. What the source has said of the same thing before is corrected.`,
  })
  readonly facts!: FactInput[];
}

@InputType({ description: 'Claims to take back.' })
export class RetractClaimsInput extends CheckedEditInput {
  @Field(() => [ID], { description: `1 to ${MAX_ITEMS} ids of claims of curators’ sources; with the scope \`admin\` of any.` })
  readonly claims!: string[];
}

@InputType({ description: 'Two concepts that are one.' })
export class MergeConceptsInput extends CheckedEditInput {
  @Field(() => ID, { description: 'The curators’ source that says so.' })
  readonly source!: string;

  @Field(() => ID, { description: 'The role, skill or certification that goes out of use.' })
  readonly from!: string;

  @Field(() => ID, { description: 'The one of the same type that stays.' })
  readonly into!: string;
}

@InputType({ description: 'A source to speak for.' })
export class DefineSourceInput extends EditInput {
  @Field(() => SourceInput, { description: 'The whole record: what it leaves out, the source has no more.' })
  readonly source!: SourceInput;
}

@InputType({ description: 'A source to remove.' })
export class RemoveSourceInput extends EditInput {
  @Field(() => ID, { description: 'A curators’ source that says nothing any more.' })
  readonly source!: string;
}
