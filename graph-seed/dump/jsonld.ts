import type { Stream } from '../../src/graph/graph.js';
import type { Fact, FactKind, FactOf, SourceRecord } from '../facts.js';
import { readSources, readWholeConcepts, type SourcedFact, type Subject } from './graph-facts.js';

/** Ids are compact IRIs: `role:baker` is urn:careergraph:role:baker. */
const ID_TYPES = ['role', 'skill', 'certification', 'family', 'level', 'industry', 'employer', 'activity', 'source', 'scheme'];
const link = (iri: string) => ({ '@id': iri, '@type': '@id' });
/** Terms of schema.org where they have no prefix, of SKOS, of ESCO's model, and our own where those have no word for it. */
const CONTEXT = {
  '@vocab': 'https://schema.org/',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  esco: 'http://data.europa.eu/esco/model#',
  dcterms: 'http://purl.org/dc/terms/',
  owl: 'http://www.w3.org/2002/07/owl#',
  careergraph: 'urn:careergraph:term:',
  ...Object.fromEntries(ID_TYPES.map((type) => [type, { '@id': `urn:careergraph:${type}:`, '@prefix': true }])),
  prefLabel: 'skos:prefLabel',
  altLabel: 'skos:altLabel',
  inScheme: link('skos:inScheme'),
  broader: link('skos:broader'),
  related: link('skos:related'),
  exactMatch: link('skos:exactMatch'),
  closeMatch: link('skos:closeMatch'),
  broadMatch: link('skos:broadMatch'),
  narrowMatch: link('skos:narrowMatch'),
  skills: link('https://schema.org/skills'),
  competencyRequired: link('https://schema.org/competencyRequired'),
  relatedEssentialSkill: link('esco:relatedEssentialSkill'),
  relatedOptionalSkill: link('esco:relatedOptionalSkill'),
  qualificationFor: { '@reverse': 'https://schema.org/qualifications', '@type': '@id' },
  atLevel: link('careergraph:atLevel'),
  progressesTo: link('careergraph:progressesTo'),
  inIndustry: link('careergraph:inIndustry'),
  employedBy: link('careergraph:employedBy'),
  involves: link('careergraph:involves'),
  isReplacedBy: link('dcterms:isReplacedBy'),
  sources: link('dcterms:source'),
  deprecated: 'owl:deprecated',
};

type Json = Record<string, unknown>;

/** One JSON-LD document, a line for each source and concept. */
export async function* jsonld(stream: Stream, onFact: () => void): AsyncGenerator<string> {
  yield `{"@context":${JSON.stringify(CONTEXT)},"@graph":[`;
  let separator = '\n';
  const line = (node: Json): string => {
    const text = `${separator}${JSON.stringify(node)}`;
    separator = ',\n';
    return text;
  };
  for await (const source of readSources(stream)) yield line(sourceNode(source));
  for await (const subject of readWholeConcepts(stream)) {
    yield line(conceptNode(subject));
    for (const _ of subject.facts) onFact();
  }
  yield '\n]}\n';
}

const sourceNode = ({ id, name, publisher, url, licence, attribution, version, asOf }: SourceRecord): Json =>
  present({
    '@id': id,
    '@type': 'Dataset',
    name,
    url,
    publisher: { '@type': 'Organization', name: publisher },
    'dcterms:license': licence,
    creditText: attribution,
    version,
    dateModified: asOf,
  });

const TYPES: Partial<Record<FactKind, string[]>> = {
  role: ['Occupation', 'skos:Concept', 'esco:Occupation'],
  skill: ['DefinedTerm', 'skos:Concept', 'esco:Skill'],
  certification: ['EducationalOccupationalCredential'],
  family: ['skos:Concept'],
  level: ['DefinedTerm'],
  industry: ['DefinedTerm'],
  activity: ['DefinedTerm'],
  employer: ['Organization'],
};

function conceptNode({ node, facts }: Subject): Json {
  const { id, title, name = title, summary, description = summary, url, issuer, kind, scheme, scale, rank, status } = node;
  const type = id.slice(0, id.indexOf(':')) as FactKind;
  return present({
    '@id': id,
    '@type': TYPES[type],
    name,
    prefLabel: name,
    altLabel: all(facts, 'name').map(({ fact }) => fact.text),
    description,
    url,
    inScheme: scheme === undefined ? undefined : `scheme:${scheme as string}`,
    deprecated: status === 'RETIRED' ? true : undefined,
    'careergraph:kind': kind,
    'careergraph:scale': scale,
    'careergraph:rank': rank,
    recognizedBy: issuer === undefined ? undefined : { '@type': 'Organization', name: issuer },
    ...links(facts),
    ...statements(facts),
    sources: unique(facts.map(({ source }) => source)),
  });
}

/** What leads to other concepts, by the term for it. */
const links = (facts: readonly SourcedFact[]): Json => {
  const required = all(facts, 'requires');
  const matches = (match: string) => all(facts, 'same-as').filter(({ fact }) => fact.match === match);
  const ids = <K extends FactKind>(found: readonly { fact: FactOf<K> }[], of: (fact: FactOf<K>) => string) =>
    unique(found.map(({ fact }) => of(fact)));
  return {
    broader: unique([...all(facts, 'broader').map(({ fact }) => fact.broader), ...all(facts, 'in-family').map(({ fact }) => fact.family)]),
    related: unique([...all(facts, 'adjacent-to'), ...all(facts, 'related-to')].map(({ fact }) => fact.to)),
    exactMatch: ids(matches('EXACT'), ({ b }) => b),
    closeMatch: ids(matches('CLOSE'), ({ b }) => b),
    broadMatch: ids(matches('BROAD'), ({ b }) => b),
    narrowMatch: ids(matches('NARROW'), ({ b }) => b),
    isReplacedBy: ids(all(facts, 'replaced-by'), ({ by }) => by),
    skills: ids(required, ({ skill }) => skill),
    relatedEssentialSkill: ids(required.filter(({ fact }) => fact.necessity === 'ESSENTIAL'), ({ skill }) => skill), // prettier-ignore
    relatedOptionalSkill: ids(required.filter(({ fact }) => fact.necessity === 'OPTIONAL'), ({ skill }) => skill), // prettier-ignore
    competencyRequired: ids(all(facts, 'validates'), ({ skill }) => skill),
    qualificationFor: ids(all(facts, 'recommended-for'), ({ role }) => role),
    atLevel: ids(all(facts, 'at-level'), ({ level }) => level),
    progressesTo: ids(all(facts, 'progresses-to'), ({ to }) => to),
    involves: ids(all(facts, 'involves'), ({ activity }) => activity),
    inIndustry: ids(all(facts, 'in-industry'), ({ industry }) => industry),
    employedBy: ids(all(facts, 'employed-by'), ({ employer }) => employer),
  };
};

/** What is said without leading anywhere. */
const statements = (facts: readonly SourcedFact[]): Json => ({
  occupationalCategory: all(facts, 'external-id').map(({ fact, source }) =>
    present({ '@type': 'CategoryCode', codeValue: fact.value, inCodeSet: fact.scheme, url: fact.url, sources: source }),
  ),
  responsibilities: unique(all(facts, 'responsible-for').map(({ fact }) => fact.text)),
  experienceRequirements: all(facts, 'at-level').flatMap(({ fact: { minYears, label }, source }) =>
    minYears === undefined
      ? []
      : [present({ '@type': 'OccupationalExperienceRequirements', monthsOfExperience: minYears * 12, name: label, sources: source })],
  ),
  educationRequirements: all(facts, 'educated').map(({ fact: { level, fields, alternative }, source }) =>
    present({
      '@type': 'EducationalOccupationalCredential',
      credentialCategory: level?.toLowerCase().replace('_', '-'),
      about: fields,
      description: alternative,
      sources: source,
    }),
  ),
  estimatedSalary: all(facts, 'pays').map(pay),
  'careergraph:growthPercent': all(facts, 'outlook').flatMap(({ fact }) => fact.growthPercent ?? []),
});

const DURATIONS = { YEAR: 'P1Y', MONTH: 'P1M', HOUR: 'PT1H' };

function pay({ fact, source }: { fact: FactOf<'pays'>; source: string }): Json {
  const { currency, period, label, country, min, max, mean, median, p10, p25, p75, p90 } = fact;
  const common = {
    name: label,
    currency,
    areaServed: country === undefined ? undefined : { '@type': 'Country', name: country },
    sources: source,
  };
  const distribution = present({ median, percentile10: p10, percentile25: p25, percentile75: p75, percentile90: p90 });
  return Object.keys(distribution).length > 0
    ? present({ '@type': 'MonetaryAmountDistribution', ...common, duration: DURATIONS[period], ...distribution, 'careergraph:mean': mean })
    : present({
        '@type': 'MonetaryAmount',
        ...common,
        value: present({ '@type': 'QuantitativeValue', value: mean, minValue: min, maxValue: max, unitText: period }),
      });
}

const all = <K extends FactKind>(facts: readonly SourcedFact[], kind: K): { source: string; fact: FactOf<K> }[] =>
  facts.filter((one): one is SourcedFact & { fact: Fact & FactOf<K> } => one.fact.fact === kind);

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** Without what nothing is said of. */
const present = (node: Json): Json =>
  Object.fromEntries(
    Object.entries(node).filter(([, value]) => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0)),
  );
