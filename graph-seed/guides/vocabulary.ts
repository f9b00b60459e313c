import { nameKey } from '../../src/graph/names.js';
import type { Fact, FactInput, FactOf } from '../facts.js';
import { slug } from '../ids.js';
import type { VocabularyFile } from './guide-file.js';

type SkillKind = keyof VocabularyFile['skills'];
export type CareerStage = keyof VocabularyFile['levels'];
export type ConceptType = 'role' | 'skill' | 'certification' | 'industry' | 'employer' | 'family';
export interface Concept {
  id: string;
  name: string;
  type: ConceptType;
  kind?: SkillKind;
}
/** Tells what is wrong, and where in the file it is. */
export type Report = (path: readonly PropertyKey[], message: string) => void;

/** The names that guides may use, and the one concept that each stands for. */
export class Vocabulary {
  readonly source: VocabularyFile['source'];
  private readonly byKey = new Map<string, Concept>();
  private readonly aliases: { concept: Concept; text: string }[] = [];

  constructor(
    private readonly file: VocabularyFile,
    report: Report,
  ) {
    this.source = file.source;
    const { roles, skills, certifications, industries, employers, families } = file;
    this.add('role', roles, ['roles'], report);
    for (const kind of Object.keys(skills) as SkillKind[]) this.add('skill', skills[kind], ['skills', kind], report, kind);
    this.add('certification', certifications, ['certifications'], report);
    this.add('industry', industries, ['industries'], report);
    this.add('employer', employers, ['employers'], report);
    this.add('family', families, ['families'], report);
  }

  find(type: ConceptType, name: string): Concept | undefined {
    return this.byKey.get(`${type}:${nameKey(name)}`);
  }

  concepts(): Concept[] {
    return [...new Set(this.byKey.values())];
  }

  /** A rung of the scale onto which each guide's own is mapped, under the guide's name for it. */
  level(stage: CareerStage, wording: string | undefined): FactOf<'level'> {
    const { name, rank } = this.file.levels[stage];
    return { fact: 'level', id: `level:${stage}`, name, scale: 'career-stage', rank, ...(wording !== name && { wording }) };
  }

  /** What the vocabulary itself says: the scale of levels, and which names mean the same. Each alias is its claim. */
  *facts(attested: ReadonlySet<string>): Generator<Fact> {
    for (const stage of Object.keys(this.file.levels) as CareerStage[]) yield this.level(stage, undefined);
    for (const { concept, text } of this.aliases) {
      if (attested.has(concept.id) && isNameable(concept)) yield { fact: 'name', of: concept.id, text };
    }
  }

  private add(
    type: ConceptType,
    names: Record<string, { aliases?: string[] | undefined } | null>,
    path: readonly string[],
    report: Report,
    kind?: SkillKind,
  ): void {
    for (const [name, details] of Object.entries(names)) {
      const concept: Concept = { id: `${type}:${slug(name)}`, name, type, ...(kind && { kind }) };
      for (const text of [name, ...(details?.aliases ?? [])]) {
        const key = `${type}:${nameKey(text)}`;
        const taken = this.byKey.get(key);
        if (taken) report([...path, name], `the name "${text}" already stands for ${taken.name}`);
        this.byKey.set(key, concept);
        if (text !== name) this.aliases.push({ concept, text });
      }
    }
  }
}

/** Whether other names of it are kept in the graph. */
export const isNameable = ({ type }: Concept): boolean => type !== 'family';

/** The fact that a source speaks of a concept, under `wording` where its own name for it differs. */
export function attestation({ type, id, name, kind }: Concept, wording: string | undefined): FactInput {
  const named = wording === undefined || wording === name ? {} : { wording };
  if (type === 'role') return { fact: type, id, scheme: 'guide', title: name, ...named };
  if (type === 'family') return { fact: type, id, scheme: 'guide', name, ...named };
  if (type === 'skill') return { fact: type, id, name, kind, ...named };
  return { fact: type, id, name, ...named };
}
