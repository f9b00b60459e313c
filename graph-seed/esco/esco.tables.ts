import type { Row as RowOf, Table } from '../publisher.js';

/** ESCO 1.2 added the language to the names of the files that have no language. */
const table = <const C extends string, const O extends string = never>(
  name: string,
  columns: readonly C[],
  optional?: readonly O[],
): Table<C, O> => ({ names: [`${name}_en.csv`, `${name}.csv`], columns, optional, format: 'csv' });

/** Every table that is read. Each is part of every download. */
export const TABLES = {
  iscoGroups: table('ISCOGroups', ['conceptUri', 'preferredLabel', 'status']),
  occupations: table(
    'occupations',
    ['conceptUri', 'iscoGroup', 'preferredLabel', 'altLabels', 'hiddenLabels', 'status', 'regulatedProfessionNote', 'definition', 'description'],
    ['code'],
  ),
  broaderOccupations: table('broaderRelationsOccPillar', ['conceptUri', 'broaderUri']),
  skillGroups: table('skillGroups', ['conceptUri', 'preferredLabel', 'altLabels', 'hiddenLabels', 'status', 'description'], ['code']),
  skills: table('skills', [
    'conceptUri', 'skillType', 'preferredLabel', 'altLabels', 'hiddenLabels', 'status', 'definition', 'inScheme', 'description',
  ]),
  broaderSkills: table('broaderRelationsSkillPillar', ['conceptUri', 'broaderUri']),
  /** Its rows end with their last code: that of a group of level 1 has no cells for the codes of levels 2 and 3. */
  skillsHierarchy: {
    ...table('skillsHierarchy', [
      'Level 0 URI', 'Level 1 URI', 'Level 2 URI', 'Level 3 URI', 'Level 0 code', 'Level 1 code', 'Level 2 code', 'Level 3 code',
    ]),
    ragged: true as const,
  },
  skillSkills: table('skillSkillRelations', ['originalSkillUri', 'relationType', 'relatedSkillUri']),
  occupationSkills: table('occupationSkillRelations', ['occupationUri', 'relationType', 'skillUri']),
}; // prettier-ignore

export type TableName = keyof typeof TABLES;
export type Row<T extends TableName> = (typeof TABLES)[T] extends Table<infer C, infer O> ? RowOf<C, O> : never;
