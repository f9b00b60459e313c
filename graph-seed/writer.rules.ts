import { isDeepStrictEqual } from 'node:util';
import type { ClaimType, ClaimWrite, NodeWrite } from './graph-writes.js';

/** Concepts whose last change is kept as a revision, and which can be retired. */
export const VERSIONED = ['Role', 'Skill', 'Certification'];
/** What the change feed speaks of: whatever the API answers by an id of its own. */
export const SUBJECTS = [...VERSIONED, 'RoleFamily', 'Level', 'Industry', 'Employer', 'Source'];

/** What one claim alone describes: each time it is said anew, what it says no more is gone. */
export const OWNED = ['SalaryEstimate', 'Outlook', 'Guidance'];

/** Nodes whose ids are made of all that they say. One that is there says the same, and one that claims lead to is there: nobody need ask. */
export const SELF_EVIDENT = ['Name', 'Responsibility', 'WorkArrangement', 'Education'];

/** The field of its subject that shows a claim. */
export const FIELD_BY_TYPE: Record<ClaimType, string> = {
  ATTESTED_BY: 'claims', NAMES: 'names', IDENTIFIED_BY: 'externalIds', AT_LEVEL: 'levels', IN_FAMILY: 'families', BROADER: 'broader',
  REQUIRES: 'skills', VALIDATES: 'validates', RECOMMENDED_FOR: 'recommendedFor', PROGRESSES_TO: 'progressesTo',
  ADJACENT_TO: 'adjacentRoles', SAME_AS: 'sameAs', REPLACED_BY: 'replacedBy', IN_INDUSTRY: 'industries', EMPLOYED_BY: 'employers',
  RESPONSIBLE_FOR: 'responsibilities', WORKS: 'workArrangements', EDUCATED: 'education', PAYS: 'salaries', HAS_OUTLOOK: 'outlook',
  GUIDED_BY: 'guidance', MENTIONS: 'guidance', RELATED_TO: 'related', INVOLVES: 'activities',
}; // prettier-ignore

/** A node whose field changed. */
export interface Touch {
  id: string;
  field: string;
}

export const touchesOfNewNode = ({ id, label }: NodeWrite): Touch[] => (SUBJECTS.includes(label) ? [{ id, field: 'id' }] : []);

export const touchOfChangedNode = ({ id, label }: NodeWrite): Touch => ({ id, field: label === 'Source' ? 'version' : 'scheme' });

/** Whose fact a claim is: that of the end it leads from, of what it names, or, where both ends say it alike, of both. */
export function touchesOfClaim({ type, from, to }: Pick<ClaimWrite, 'type' | 'from' | 'to'>): Touch[] {
  const subjects = type === 'NAMES' ? [to] : type === 'SAME_AS' ? [from, to] : [from];
  return subjects.map((id) => ({ id, field: FIELD_BY_TYPE[type] }));
}

/** Properties of what is in the graph. */
export type Properties = Record<string, unknown>;

export const isClaimOtherwise = (claim: ClaimWrite, there: Properties): boolean => !isDeepStrictEqual(claim.properties, there);

/** Whether writing the node would change it; a null takes away what is there. */
export function isNodeOtherwise({ label, properties }: NodeWrite, there: Properties): boolean {
  const others = OWNED.includes(label) ? Object.keys(there).filter((key) => key !== 'id' && key !== 'touched') : [];
  return [...Object.keys(properties), ...others].some((key) => !isDeepStrictEqual(properties[key] ?? undefined, there[key]));
}
