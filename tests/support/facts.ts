import { fact, type FactInput, type SourceRecord } from '../../graph-seed/facts.js';
import type { SourceFacts } from '../../graph-seed/writer.js';

export const sourceA: SourceRecord = {
  id: 'source:a',
  name: 'Source A',
  publisher: 'A',
  sourceKind: 'CAREER_GUIDE',
  url: 'https://example.org/a',
  licence: 'CC BY 4.0',
  attribution: 'By A.',
  version: '1.0',
  asOf: '2024-01-01',
};
export const sourceB: SourceRecord = { id: 'source:b', name: 'Source B', publisher: 'B', sourceKind: 'TAXONOMY' };

export const claimedBy = (source: SourceRecord, ...facts: FactInput[]): SourceFacts => ({
  source,
  facts: facts.map((input) => fact.parse(input)),
});

export const baker = { fact: 'role', id: 'role:baker', scheme: 'guide', title: 'Baker', summary: 'Bakes bread.' } satisfies FactInput;
export const pastryCook = { fact: 'role', id: 'role:pastry-cook', scheme: 'guide', title: 'Pastry Cook' } satisfies FactInput;
export const kneading = { fact: 'skill', id: 'skill:kneading', name: 'Kneading', kind: 'COMPETENCE' } satisfies FactInput;

/** Facts of every kind there is, so that every label, relationship and property is in the graph. */
export const factsOfEveryKind: FactInput[] = [
  { ...baker, regulatedProfessionNote: 'In some countries by a guild.', wording: 'Bread baker', asOf: '2024-01-01' },
  { ...pastryCook },
  { fact: 'role', id: 'role:master-baker', scheme: 'guide', title: 'Master Baker' },
  kneading,
  { fact: 'skill', id: 'skill:handwork', name: 'Handwork', description: 'Working with one’s hands.' },
  { fact: 'certification', id: 'certification:bakers-guild', name: 'Bakers’ Guild Certificate', issuer: 'Guild', summary: 'One can bake.', url: 'https://example.org/guild' },
  { fact: 'family', id: 'family:food', name: 'Food', scheme: 'guide' },
  { fact: 'family', id: 'family:crafts', name: 'Crafts', scheme: 'guide' },
  { fact: 'level', id: 'level:entry', name: 'Entry', scale: 'career-stage', rank: 2 },
  { fact: 'level', id: 'level:senior', name: 'Senior', scale: 'career-stage', rank: 4 },
  { fact: 'industry', id: 'industry:bakeries', name: 'Bakeries' },
  { fact: 'employer', id: 'employer:crust-and-co', name: 'Crust & Co' },
  { fact: 'activity', id: 'activity:bake', name: 'Bake goods' },
  { fact: 'name', of: 'role:baker', text: 'Boulanger' },
  { fact: 'external-id', of: 'role:baker', scheme: 'isco', value: '7512', url: 'https://example.org/isco/7512' },
  { fact: 'at-level', role: 'role:baker', level: 'level:entry', label: 'Apprentice', minYears: 0, maxYears: 3 },
  { fact: 'at-level', role: 'role:master-baker', level: 'level:senior', label: 'Master', minYears: 6 },
  { fact: 'in-family', role: 'role:baker', family: 'family:food' },
  { fact: 'broader', narrower: 'family:food', broader: 'family:crafts' },
  { fact: 'broader', narrower: 'role:pastry-cook', broader: 'role:baker' },
  { fact: 'broader', narrower: 'skill:kneading', broader: 'skill:handwork' },
  { fact: 'requires', role: 'role:baker', skill: 'skill:kneading', importance: 0.8, level: 0.5, necessity: 'ESSENTIAL', anyOf: 'hands', hotTechnology: false, inDemand: true },
  { fact: 'requires', role: 'role:baker', skill: 'skill:kneading', stage: 'level:senior', stageLabel: 'Master' },
  { fact: 'related-to', from: 'skill:kneading', to: 'skill:handwork', necessity: 'OPTIONAL' },
  { fact: 'involves', role: 'role:baker', activity: 'activity:bake' },
  { fact: 'validates', certification: 'certification:bakers-guild', skill: 'skill:kneading' },
  { fact: 'recommended-for', certification: 'certification:bakers-guild', role: 'role:baker' },
  { fact: 'progresses-to', from: 'role:baker', to: 'role:master-baker' },
  { fact: 'adjacent-to', from: 'role:baker', to: 'role:pastry-cook', kind: 'ALTERNATIVE', difference: 'Sweeter.', strength: 0.7 },
  { fact: 'same-as', a: 'role:baker', b: 'role:pastry-cook', match: 'BROAD', confidence: 0.5 },
  { fact: 'same-as', a: 'skill:kneading', b: 'skill:handwork', match: 'CLOSE' },
  { fact: 'replaced-by', old: 'role:pastry-cook', by: 'role:baker' },
  { fact: 'replaced-by', old: 'skill:handwork', by: 'skill:kneading' },
  { fact: 'in-industry', role: 'role:baker', industry: 'industry:bakeries' },
  { fact: 'employed-by', role: 'role:baker', employer: 'employer:crust-and-co' },
  { fact: 'responsible-for', role: 'role:baker', text: 'Bake bread', stage: 'level:entry', stageLabel: 'Apprentice' },
  { fact: 'works', role: 'role:baker', text: 'At night' },
  { fact: 'educated', role: 'role:baker', level: 'SECONDARY', fields: ['Baking'], alternative: 'An apprenticeship', necessity: 'OPTIONAL' },
  { fact: 'pays', id: 'salary:baker/a/all', role: 'role:baker', country: 'US', currency: 'USD', period: 'HOUR', min: 15, max: 30, mean: 20, median: 19, p10: 15, p25: 17, p75: 24, p90: 29, openEnded: true, level: 'level:senior', label: 'Master', minYears: 6, maxYears: 20, note: 'With tips.' },
  { fact: 'outlook', id: 'outlook:baker/a', role: 'role:baker', growthPercent: 5, fromYear: 2024, toYear: 2034, horizonYears: 10, demand: 'Steady', openingsPerYear: 100, note: 'Bread is eaten.' },
  { fact: 'guidance', id: 'guidance:baker/a/becoming', role: 'role:baker', topic: 'BECOMING', title: 'Start early', points: ['Rise at three.'], stage: 'level:entry', stageLabel: 'Apprentice' },
  { fact: 'mentions', guidance: 'guidance:baker/a/becoming', skill: 'skill:kneading' },
]; // prettier-ignore
