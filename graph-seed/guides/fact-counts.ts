import { groupBy } from '../../src/group-by.js';
import type { Fact } from '../facts.js';
import { idRest } from '../ids.js';
import type { Guide } from './guide-facts.js';

/**
 * What docs/sources says of a guide: each of its sections, in its order, with how many facts it states and of which kinds,
 * or why it states none. A fact that several sections state counts in each.
 */
export function factCountsPage({ source, sections, facts }: Guide): string {
  const rows = sections.map(({ title, stated, none }) => `| ${cell(title)} | ${count(stated)} | ${cell(none ?? kinds(stated))} |`);
  return [
    `# ${source.name}`,
    '',
    `Source \`${source.id}\`; publisher: ${source.publisher}. What its sections state is in`,
    `[${idRest(source.id)}.yaml](../../graph-seed/guides/${idRest(source.id)}.yaml), in our own words. Written by \`npm run docs:sources\`; a test compares.`,
    '',
    `Its ${sections.length} sections state ${count(sections.flatMap(({ stated }) => stated))} facts: ${facts.length} different ones in the graph, with the names and concepts that they speak of.`,
    '',
    '| section | facts | of which kinds, or why none |',
    '| --- | ---: | --- |',
    ...rows,
    '',
  ].join('\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** Each point of advice counts. */
const count = (facts: readonly Fact[]): number => facts.reduce((sum, fact) => sum + (fact.fact === 'guidance' ? fact.points.length : 1), 0);

const kinds = (facts: readonly Fact[]): string =>
  [...groupBy(facts, ({ fact }) => fact)].map(([kind, ofKind]) => `${count(ofKind)} ${kind}`).join(', ');
