import type { Fact, FactOf } from '../facts.js';

/** What relations between two concepts say, or the reason why they say nothing. */
type FactOrReason = Fact | string;

const NECESSITY: Record<string, FactOf<'requires'>['necessity']> = { essential: 'ESSENTIAL', optional: 'OPTIONAL' };
const UNKNOWN_TYPE = 'Its relation type is neither "essential" nor "optional".';
const WRONG_CONCEPTS = 'It relates concepts of kinds that it cannot relate.';

const typeOf = (id: string): string => id.slice(0, id.indexOf(':'));
const are = (from: string, fromType: string, to: string, toType: string): boolean => typeOf(from) === fromType && typeOf(to) === toType;

export const broaderFact = (narrower: string, broader: string): FactOrReason =>
  typeOf(narrower) === typeOf(broader) ? { fact: 'broader', narrower, broader } : WRONG_CONCEPTS;

/** What is above an occupation is another, or at last its ISCO group. */
export const inFamilyOrBroader = (narrower: string, broader: string): FactOrReason =>
  are(narrower, 'role', broader, 'family') ? { fact: 'in-family', role: narrower, family: broader } : broaderFact(narrower, broader);

export function requiresFact(role: string, skill: string, { relationType }: { relationType: string }): FactOrReason {
  if (!are(role, 'role', skill, 'skill')) return WRONG_CONCEPTS;
  const necessity = NECESSITY[relationType];
  return necessity ? { fact: 'requires', role, skill, necessity } : UNKNOWN_TYPE;
}

export function relatedFact(from: string, to: string, { relationType }: { relationType: string }): FactOrReason {
  if (!are(from, 'skill', to, 'skill')) return WRONG_CONCEPTS;
  const necessity = NECESSITY[relationType];
  return necessity ? { fact: 'related-to', from, to, necessity } : UNKNOWN_TYPE;
}
