import { nameKey, sortName } from '../src/graph/names.js';
import type { Fact, FactKind, FactOf, SourceRecord } from './facts.js';
import { hash, textId } from './ids.js';

/** A node that must be there, with what it is known by. */
export interface NodeWrite {
  label: string;
  id: string;
  properties: Properties;
  /** What a new concept says of itself until the run's end draws all its sources together: readers see no half of it. */
  initial: Properties;
}

/**
 * One source's claim: one relationship. Its id is made of what makes it that claim, so that writing it twice is writing it once;
 * id and source are among its properties.
 */
export interface ClaimWrite {
  type: ClaimType;
  from: string;
  to: string;
  id: string;
  properties: Properties;
}

export interface Writes {
  nodes: NodeWrite[];
  claims: ClaimWrite[];
}

type Properties = Record<string, unknown>;

/** The label of a node, told by its id: the type before the colon. */
export const LABEL_BY_TYPE = {
  role: 'Role',
  skill: 'Skill',
  certification: 'Certification',
  family: 'RoleFamily',
  level: 'Level',
  industry: 'Industry',
  employer: 'Employer',
  name: 'Name',
  source: 'Source',
  salary: 'SalaryEstimate',
  outlook: 'Outlook',
  education: 'Education',
  responsibility: 'Responsibility',
  guidance: 'Guidance',
  arrangement: 'WorkArrangement',
  external: 'ExternalId',
  activity: 'Activity',
} as const;
export const labelOf = (id: string): string => {
  const label = LABEL_BY_TYPE[id.slice(0, id.indexOf(':')) as keyof typeof LABEL_BY_TYPE];
  if (label === undefined) throw new Error(`No label for the id ${id}`);
  return label;
};

/** The relationship that says each kind of fact. */
export const TYPE_BY_FACT = {
  role: 'ATTESTED_BY',
  skill: 'ATTESTED_BY',
  certification: 'ATTESTED_BY',
  family: 'ATTESTED_BY',
  level: 'ATTESTED_BY',
  industry: 'ATTESTED_BY',
  employer: 'ATTESTED_BY',
  activity: 'ATTESTED_BY',
  name: 'NAMES',
  'external-id': 'IDENTIFIED_BY',
  'same-as': 'SAME_AS',
  'replaced-by': 'REPLACED_BY',
  'at-level': 'AT_LEVEL',
  'in-family': 'IN_FAMILY',
  broader: 'BROADER',
  requires: 'REQUIRES',
  'related-to': 'RELATED_TO',
  involves: 'INVOLVES',
  validates: 'VALIDATES',
  'recommended-for': 'RECOMMENDED_FOR',
  'progresses-to': 'PROGRESSES_TO',
  'adjacent-to': 'ADJACENT_TO',
  'in-industry': 'IN_INDUSTRY',
  'employed-by': 'EMPLOYED_BY',
  'responsible-for': 'RESPONSIBLE_FOR',
  works: 'WORKS',
  educated: 'EDUCATED',
  pays: 'PAYS',
  outlook: 'HAS_OUTLOOK',
  guidance: 'GUIDED_BY',
  mentions: 'MENTIONS',
} as const satisfies Record<FactKind, string>;
export type ClaimType = (typeof TYPE_BY_FACT)[FactKind];

/** What a concept is shown and found by. */
const named = (property: 'title' | 'name', name: string): Properties => ({
  [property]: name,
  key: nameKey(name),
  sortName: sortName(name),
});

const present = (properties: Properties): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));

export const sourceNode = (source: SourceRecord): NodeWrite => ({
  label: labelOf(source.id),
  id: source.id,
  properties: present(source),
  initial: {},
});

/** What tells claims about the same two apart, where it is not their source alone. */
const APART: Partial<Record<ClaimType, string>> = { AT_LEVEL: 'label', REQUIRES: 'stage', RESPONSIBLE_FOR: 'stage' };

export function claimOf(type: ClaimType, from: string, to: string, source: string, properties: Properties): ClaimWrite {
  const id = `claim:${hash(type, from, to, source, properties[APART[type] ?? ''] as string | undefined)}`;
  return { type, from, to, id, properties: { ...properties, id, source } };
}

/** The nodes and relationships that say a fact in the graph. */
export function toWrites(source: string, fact: Fact): Writes {
  const { wording, asOf } = fact;

  /** A claim about two nodes that other facts describe. */
  const claim = (from: string, to: string, properties: Properties = {}): ClaimWrite =>
    claimOf(TYPE_BY_FACT[fact.fact], from, to, source, present({ wording, asOf, ...properties }));
  const between = (from: string, to: string, properties?: Properties): Writes => ({ nodes: [], claims: [claim(from, to, properties)] });

  /** A concept is itself a claim: each source that speaks of it attests it, with what it says of it, its name included. */
  const concept = (property: 'title' | 'name', name: string, more: Properties = {}, fixed: Properties = {}): Writes => {
    const { id, retired } = fact as FactOf<'role'>;
    const attested = { ...named(property, name), ...more };
    return {
      nodes: [{ label: labelOf(id), id, properties: fixed, initial: present(attested) }],
      claims: [claim(id, source, { ...attested, retired })],
    };
  };

  /** A node that stands for what is claimed, such as one band of pay. */
  const described = (from: string, id: string, content: Properties, properties: Properties = {}): Writes => ({
    nodes: [{ label: labelOf(id), id, properties: present(content), initial: {} }],
    claims: [claim(from, id, properties)],
  });

  switch (fact.fact) {
    case 'role':
      return concept(
        'title',
        fact.title,
        { summary: fact.summary, regulatedProfessionNote: fact.regulatedProfessionNote },
        { scheme: fact.scheme },
      );
    case 'skill':
      return concept('name', fact.name, { kind: fact.kind, description: fact.description });
    case 'certification':
      return concept('name', fact.name, { issuer: fact.issuer, summary: fact.summary, url: fact.url });
    case 'family':
      return concept('name', fact.name, {}, { scheme: fact.scheme });
    case 'level':
      return concept('name', fact.name, { scale: fact.scale, rank: fact.rank });
    case 'activity':
    case 'industry':
    case 'employer':
      return concept('name', fact.name);
    case 'name': {
      const id = `name:${encodeURIComponent(fact.text)}`;
      const { text } = fact;
      return { nodes: [{ label: labelOf(id), id, properties: { text, key: nameKey(text) }, initial: {} }], claims: [claim(id, fact.of)] };
    }
    case 'external-id': {
      const { of, scheme, value, url } = fact;
      return described(of, `external:${scheme}/${value}`, { scheme, value, url });
    }
    case 'same-as':
      return between(fact.a, fact.b, { match: fact.match, confidence: fact.confidence });
    case 'replaced-by':
      return between(fact.old, fact.by);
    case 'at-level':
      return between(fact.role, fact.level, { label: fact.label, minYears: fact.minYears, maxYears: fact.maxYears });
    case 'in-family':
      return between(fact.role, fact.family);
    case 'broader':
      return between(fact.narrower, fact.broader);
    case 'requires': {
      const { importance, level, necessity, anyOf, hotTechnology, inDemand, stage, stageLabel } = fact;
      return between(fact.role, fact.skill, { importance, level, necessity, anyOf, hotTechnology, inDemand, stage, stageLabel });
    }
    case 'related-to':
      return between(fact.from, fact.to, { necessity: fact.necessity });
    case 'involves':
      return between(fact.role, fact.activity);
    case 'validates':
      return between(fact.certification, fact.skill);
    case 'recommended-for':
      return between(fact.certification, fact.role);
    case 'progresses-to':
      return between(fact.from, fact.to);
    case 'adjacent-to':
      return between(fact.from, fact.to, { kind: fact.kind, difference: fact.difference, strength: fact.strength });
    case 'in-industry':
      return between(fact.role, fact.industry);
    case 'employed-by':
      return between(fact.role, fact.employer);
    case 'responsible-for':
      return described(
        fact.role,
        textId('responsibility', fact.text),
        { text: fact.text },
        { stage: fact.stage, stageLabel: fact.stageLabel },
      );
    case 'works':
      return described(fact.role, textId('arrangement', fact.text), { text: fact.text });
    case 'educated': {
      const { level, fields, alternative, necessity } = fact;
      const id = `education:${hash(level, ...fields, alternative, necessity)}`;
      return described(fact.role, id, { level, fields, alternative, necessity });
    }
    case 'pays': {
      const { fact: _, id, role, wording: _w, asOf: _a, ...content } = fact;
      return described(role, id, content);
    }
    case 'outlook': {
      const { fact: _, id, role, wording: _w, asOf: _a, ...content } = fact;
      return described(role, id, content);
    }
    case 'guidance': {
      const { id, role, topic, title, points, stage, stageLabel } = fact;
      return described(role, id, { topic, title, points, stage, stageLabel });
    }
    case 'mentions':
      return between(fact.guidance, fact.skill);
  }
}
