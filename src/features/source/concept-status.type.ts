import { registerEnumType } from 'type-graphql';

export enum ConceptStatus {
  ACTIVE = 'ACTIVE',
  RETIRED = 'RETIRED',
}
registerEnumType(ConceptStatus, {
  name: 'ConceptStatus',
  description: 'RETIRED: no current release claims it any more; it keeps its last source and may name a successor.',
  valuesConfig: {
    ACTIVE: { description: 'At least one current release claims it.' },
    RETIRED: { description: 'None does any more.' },
  },
});
