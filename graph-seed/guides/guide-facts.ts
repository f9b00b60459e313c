import { nameKey } from '../../src/graph/names.js';
import { type Fact, type FactInput, fact as factShape, type SourceRecord } from '../facts.js';
import { toWrites } from '../graph-writes.js';
import { idRest, slug } from '../ids.js';
import type { Entry, GuideFile } from './guide-file.js';
import { attestation, type CareerStage, type Concept, type ConceptType, isNameable, type Report, type Vocabulary } from './vocabulary.js';

/** One section of a guide: the facts that it states, or why it states none. */
export interface GuideSection {
  title: string;
  stated: Fact[];
  none?: string;
}

export interface Guide {
  source: SourceRecord;
  sections: GuideSection[];
  /** Everything the guide says, once each: what its sections state, and that it speaks of what they name. */
  facts: Fact[];
}

type Path = readonly PropertyKey[];

/** Turns a guide's file into facts in the vocabulary's terms. */
export function guideFacts(file: GuideFile, vocabulary: Vocabulary, report: Report): Guide {
  const { source } = file;
  const implied: FactInput[] = [];
  const sections = file.sections.map((section, index): GuideSection => {
    if ('none' in section) return { title: section.section, stated: [], none: section.none };
    const stated = section.facts.flatMap((entry, at) => {
      const path = ['sections', index, 'facts', at];
      const found = new EntryReader(file, vocabulary, implied, (more, message) => report([...path, ...more], message)).read(entry);
      return found.flatMap((input) => validated(input, path, report));
    });
    return { title: section.section, stated };
  });
  const concepts = implied.flatMap((input) => validated(input, [], report));
  return { source, sections, facts: once(source.id, [...concepts, ...sections.flatMap(({ stated }) => stated)]) };
}

function validated(input: FactInput, path: Path, report: Report): Fact[] {
  const parsed = factShape.safeParse(input);
  if (parsed.success) return [parsed.data];
  for (const issue of parsed.error.issues) report(path, `${issue.path.join('.')}: ${issue.message}`);
  return [];
}

/** A fact stated in several places is one claim: what each adds is kept, what the first says of a thing stands, and "essential" prevails. */
function once(source: string, facts: readonly Fact[]): Fact[] {
  const byClaim = new Map<string, Fact>();
  for (const fact of facts) {
    const { id } = toWrites(source, fact).claims[0]!;
    const earlier = byClaim.get(id);
    byClaim.set(id, earlier === undefined ? fact : merged(earlier, fact));
  }
  return [...byClaim.values()];
}

function merged(earlier: Fact, later: Fact): Fact {
  const essential = [earlier, later].some((fact) => 'necessity' in fact && fact.necessity === 'ESSENTIAL');
  const stated = Object.fromEntries(Object.entries(earlier).filter(([, value]) => value !== undefined));
  return { ...later, ...stated, ...(essential && { necessity: 'ESSENTIAL' }) } as Fact;
}

/** Reads one entry of a guide's file. What it names is thereby attested, which goes to `implied`. */
class EntryReader {
  constructor(
    private readonly file: GuideFile,
    private readonly vocabulary: Vocabulary,
    private readonly implied: FactInput[],
    private readonly report: Report,
  ) {}

  read(entry: Entry): FactInput[] {
    const role = this.named('role', ('of' in entry && entry.of) || this.file.career, ['of']);
    if ('summary' in entry && !('certification' in entry))
      return [{ ...this.attest(role, undefined), summary: entry.summary } as FactInput];
    if ('level' in entry) {
      const { level, label, years } = entry;
      return [{ fact: 'at-level', role: role.id, level: this.level(level, label), label, ...years }];
    }
    if ('titles' in entry) return this.titles(role, entry.titles);
    if ('ladder' in entry) return this.ladder(entry.ladder);
    if ('responsibilities' in entry) {
      return entry.responsibilities.map((text) => ({ fact: 'responsible-for', role: role.id, text, ...this.staged(entry) }));
    }
    if ('skills' in entry) return this.skills(role, entry);
    if ('certification' in entry) return this.certification(role, entry);
    if ('education' in entry) return [{ fact: 'educated', role: role.id, ...entry.education }];
    if ('pay' in entry) {
      const { years, level, ...pay } = entry.pay;
      const id = `salary:${idRest(role.id)}/${idRest(this.file.source.id)}/${slug(pay.label ?? 'pay')}`;
      return [{ fact: 'pays', id, role: role.id, ...pay, ...(level && { level: this.level(level, pay.label) }), ...years }];
    }
    if ('outlook' in entry) {
      const id = `outlook:${idRest(role.id)}/${idRest(this.file.source.id)}`;
      return [{ fact: 'outlook', id, role: role.id, ...entry.outlook }];
    }
    if ('industries' in entry) {
      return this.each('industry', entry.industries, ['industries'], (industry) => ({ fact: 'in-industry', role: role.id, industry }));
    }
    if ('employers' in entry) {
      return this.each('employer', entry.employers, ['employers'], (employer) => ({ fact: 'employed-by', role: role.id, employer }));
    }
    if ('families' in entry) {
      return this.each('family', entry.families, ['families'], (family) => ({ fact: 'in-family', role: role.id, family }));
    }
    if ('workArrangements' in entry) return entry.workArrangements.map((text) => ({ fact: 'works', role: role.id, text }));
    if ('neighbours' in entry) {
      return entry.roles.map((neighbour, at): FactInput => {
        const other = this.named('role', neighbour.role, ['roles', at, 'role']);
        const [from, to] = entry.neighbours === 'FEEDER' ? [other, role] : [role, other];
        return { fact: 'adjacent-to', from: from.id, to: to.id, kind: entry.neighbours, difference: neighbour.difference };
      });
    }
    return this.guidance(role, entry);
  }

  private titles(role: Concept, titles: readonly string[]): FactInput[] {
    for (const title of titles) {
      const itself = this.vocabulary.find('role', title);
      if (itself !== undefined) this.attest(itself, title);
    }
    return titles.map((text) => ({ fact: 'name', of: role.id, text }));
  }

  private ladder(rungs: readonly (string | readonly string[])[]): FactInput[] {
    const roles = rungs.map((rung, at) => [rung].flat().map((title) => this.named('role', title, ['ladder', at])));
    return roles
      .slice(1)
      .flatMap((rung, below) =>
        rung.flatMap((to) => roles[below]!.map((from): FactInput => ({ fact: 'progresses-to', from: from.id, to: to.id }))),
      );
  }

  private skills(role: Concept, entry: Extract<Entry, { skills: string[] }>): FactInput[] {
    const { category, oneIsEnough, necessity } = entry;
    const skills = entry.skills.map((name, at) => ({ name, concept: this.named('skill', name, ['skills', at]) }));
    const broader = category === undefined ? undefined : this.named('skill', category, ['category']);
    const anyOf = oneIsEnough && skills.map(({ concept }) => idRest(concept.id)).join('|');
    return skills.flatMap(({ name, concept }): FactInput[] => [
      entry.required === false
        ? attestation(concept, name)
        : { fact: 'requires', role: role.id, skill: concept.id, necessity, anyOf, ...this.staged(entry), ...worded(concept, name) },
      ...(broader === undefined ? [] : [{ fact: 'broader', narrower: concept.id, broader: broader.id } as const]),
    ]);
  }

  private certification(role: Concept, entry: Extract<Entry, { certification: string }>): FactInput[] {
    const concept = this.named('certification', entry.certification, ['certification']);
    const { issuer, summary } = entry;
    this.implied.push({
      ...attestation(concept, entry.certification),
      ...(issuer && { issuer }),
      ...(summary && { summary }),
    } as FactInput);
    return [
      { fact: 'recommended-for', certification: concept.id, role: role.id, ...worded(concept, entry.certification) },
      ...this.each('skill', entry.validates ?? [], ['validates'], (skill) => ({ fact: 'validates', certification: concept.id, skill })),
    ];
  }

  private guidance(role: Concept, entry: Extract<Entry, { guidance: unknown }>): FactInput[] {
    const { guidance: topic, title, points } = entry;
    const id = `guidance:${idRest(role.id)}/${idRest(this.file.source.id)}/${slug(`${topic} ${title}`)}`;
    return [
      { fact: 'guidance', id, role: role.id, topic, title, points, ...this.staged(entry) },
      ...this.each('skill', entry.mentions ?? [], ['mentions'], (skill) => ({ fact: 'mentions', guidance: id, skill })),
    ];
  }

  private each(type: ConceptType, names: readonly string[], path: Path, toFact: (id: string) => FactInput): FactInput[] {
    return names.map((name, at) => {
      const concept = this.named(type, name, [...path, at]);
      return { ...toFact(concept.id), ...worded(concept, name) } as FactInput;
    });
  }

  /** The concept that a name stands for, attested by this guide. An unknown name is reported, and stands for itself meanwhile. */
  private named(type: ConceptType, name: string, path: Path): Concept {
    const concept = this.vocabulary.find(type, name);
    if (concept === undefined) {
      this.report(path, `no ${type} is called "${name}" in vocabulary.yaml`);
      return { id: `${type}:${slug(name)}`, name, type };
    }
    this.attest(concept, name);
    return concept;
  }

  private level(stage: CareerStage, label: string | undefined): string {
    const level = this.vocabulary.level(stage, label);
    this.implied.push(level);
    return level.id;
  }

  private staged({ stage, label }: { stage?: CareerStage | undefined; label?: string | undefined }): {
    stage?: string;
    stageLabel?: string;
  } {
    return { ...(stage && { stage: this.level(stage, label) }), ...(label && { stageLabel: label }) };
  }

  /** Keeps the guide's own name for a concept as one of its names. */
  private attest(concept: Concept, name: string | undefined): FactInput {
    const fact = attestation(concept, name);
    this.implied.push(fact);
    if (name !== undefined && isNameable(concept) && nameKey(name) !== nameKey(concept.name)) {
      this.implied.push({ fact: 'name', of: concept.id, text: name } as FactInput);
    }
    return fact;
  }
}

const worded = (concept: Concept, name: string): { wording?: string } => (name === concept.name ? {} : { wording: name });
