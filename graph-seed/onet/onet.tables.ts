import type { Row, Table } from '../publisher.js';

const table = <const C extends string, const O extends string = never>(tsv: {
  names: readonly string[];
  columns: readonly C[];
  optional?: readonly O[];
  called?: Partial<Record<C, string>>;
}): Table<C, O> => ({ ...tsv, format: 'tsv' });

const RATED = ['O*NET-SOC Code', 'Element ID', 'Element Name', 'Scale ID', 'Data Value', 'Recommend Suppress', 'Not Relevant'] as const;
const ANSWERED = ['O*NET-SOC Code', 'Scale ID', 'Category', 'Data Value', 'Recommend Suppress'] as const;
const CATEGORIES = ['Scale ID', 'Category', 'Category Description'] as const;

/** The files of the text release that are read. Release 30.3 renamed or split most of them: its names come first. */
export const TABLES = {
  occupations: table({ names: ['Occupation Data.txt'], columns: ['O*NET-SOC Code', 'Title', 'Description'] }),
  titles: table({
    names: ['Job Titles.txt', 'Alternate Titles.txt'],
    columns: ['O*NET-SOC Code', 'Job Title', 'Short Title'],
    called: { 'Job Title': 'Alternate Title' },
  }),
  reportedTitles: table({ names: ['Sample of Reported Titles.txt'], columns: ['O*NET-SOC Code', 'Reported Job Title'] }),
  jobZones: table({ names: ['Job Zones.txt'], columns: ['O*NET-SOC Code', 'Job Zone'], optional: ['Date'] }),
  jobZoneReference: table({ names: ['Job Zone Reference.txt'], columns: ['Job Zone', 'Name'] }),
  contentModel: table({ names: ['Content Model Reference.txt'], columns: ['Element ID', 'Element Name', 'Description'] }),
  skills: table({ names: ['Essential Skills.txt', 'Skills.txt'], columns: RATED, optional: ['Date'] }),
  transferableSkills: table({ names: ['Transferable Skills.txt'], columns: RATED, optional: ['Date'] }),
  knowledge: table({ names: ['Knowledge.txt'], columns: RATED, optional: ['Date'] }),
  abilities: table({ names: ['Abilities.txt'], columns: RATED, optional: ['Date'] }),
  technologies: table({
    names: ['Software Skills.txt', 'Technology Skills.txt'],
    columns: ['O*NET-SOC Code', 'Workplace Example', 'Element ID', 'Element Name', 'Hot Technology'],
    optional: ['In Demand'],
    called: { 'Workplace Example': 'Example', 'Element ID': 'Commodity Code', 'Element Name': 'Commodity Title' },
  }),
  tasks: table({ names: ['Task Statements.txt'], columns: ['O*NET-SOC Code', 'Task'], optional: ['Date'] }),
  activities: table({
    names: ['GWAs to IWAs to DWAs.txt', 'DWA Reference.txt'],
    columns: ['DWA Element ID', 'DWA Element Name'],
    called: { 'DWA Element ID': 'DWA ID', 'DWA Element Name': 'DWA Title' },
  }),
  tasksToActivities: table({
    names: ['Tasks to DWAs.txt'],
    columns: ['O*NET-SOC Code', 'DWA Element ID'],
    optional: ['Date'],
    called: { 'DWA Element ID': 'DWA ID' },
  }),
  education: table({ names: ['Education.txt', 'Education, Training, and Experience.txt'], columns: ANSWERED, optional: ['Date'] }),
  educationCategories: table({
    names: ['Education Categories.txt', 'Education, Training, and Experience Categories.txt'],
    columns: CATEGORIES,
  }),
  experience: table({ names: ['Training and Experience.txt'], columns: ANSWERED, optional: ['Date'] }),
  experienceCategories: table({ names: ['Training and Experience Categories.txt'], columns: CATEGORIES }),
  relatedOccupations: table({
    names: ['Related Occupations.txt'],
    columns: ['O*NET-SOC Code', 'Related O*NET-SOC Code', 'Index'],
  }),
} as const;

export type TableName = keyof typeof TABLES;
export type RowOf<K extends TableName> = (typeof TABLES)[K] extends Table<infer C, infer O> ? Row<C, O> : never;

/** Before release 30.3 the older file of the one table held the rows of the other too. */
export const SPLIT_FROM: Partial<Record<TableName, TableName>> = {
  transferableSkills: 'skills',
  experience: 'education',
  experienceCategories: 'educationCategories',
};

/** Tables that cannot be read without another. */
export const NEEDS: Partial<Record<TableName, TableName>> = {
  jobZones: 'jobZoneReference',
  tasksToActivities: 'activities',
  education: 'educationCategories',
  experience: 'experienceCategories',
};

/** What is not read where a table is not there. */
export const GIVES: Record<TableName, string> = {
  occupations: 'occupations',
  titles: 'alternate titles',
  reportedTitles: 'reported titles',
  jobZones: 'the job zones of occupations, and the years of related experience that go with them',
  jobZoneReference: 'job zones',
  contentModel: 'descriptions of skills, and the groups that they belong to',
  skills: 'skills',
  transferableSkills: 'transferable skills',
  knowledge: 'knowledge',
  abilities: 'abilities',
  technologies: 'technology skills',
  tasks: 'tasks',
  activities: 'detailed work activities',
  tasksToActivities: 'the detailed work activities of occupations',
  education: 'required education',
  educationCategories: 'required education, whose categories it explains',
  experience: 'years of related experience',
  experienceCategories: 'years of related experience, whose categories it explains',
  relatedOccupations: 'related occupations',
};
