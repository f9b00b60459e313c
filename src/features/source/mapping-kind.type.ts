import { registerEnumType } from 'type-graphql';

export enum MappingKind {
  EXACT = 'EXACT',
  CLOSE = 'CLOSE',
  BROAD = 'BROAD',
  NARROW = 'NARROW',
}
registerEnumType(MappingKind, {
  name: 'MappingKind',
  description: 'How the two sides of a crosswalk compare, in SKOS’s terms. EXACT only where it is one to one and sure.',
  valuesConfig: {
    EXACT: { description: 'The same thing.' },
    CLOSE: { description: 'Near enough to stand in for each other.' },
    BROAD: { description: 'The counterpart is broader.' },
    NARROW: { description: 'The counterpart is narrower.' },
  },
});
