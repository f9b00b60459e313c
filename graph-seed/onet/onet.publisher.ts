import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Fact, FactKind } from '../facts.js';
import { type ImportReport, type Publisher, PublisherFileError } from '../publisher.js';
import { ContentModel } from './content-model.js';
import { familyFacts, occupationFacts, relatedOccupationFacts, titleFacts } from './occupations.facts.js';
import { OnetFiles } from './onet.files.js';
import { Reading } from './onet.reading.js';
import { READ_ME, readSource } from './onet.source.js';
import { GIVES, type TableName, TABLES } from './onet.tables.js';
import { jobZoneFacts, preparationFacts } from './preparation.facts.js';
import { RATING_TABLES, ratingFacts } from './ratings.facts.js';
import { technologyFacts } from './technologies.facts.js';
import { activityFacts, taskFacts } from './work.facts.js';

/** Opens O*NET's text release in a folder: releases 25.0 to 30.x, and later ones of the same layout. */
export async function openOnet(folder: string): Promise<Publisher> {
  const files = await OnetFiles.open(folder);
  const source = await readSource(folder);
  return {
    source,
    kinds: kindsOf(files),
    unread: (Object.keys(CONCEPTS) as TableName[]).filter((name) => !files.holds(name)).flatMap((name) => CONCEPTS[name]!),
    facts: (report) => {
      tellMissing(folder, files, report);
      return facts(new Reading(files, report), folder);
    },
  };
}

async function* facts(reading: Reading, folder: string): AsyncGenerator<Fact> {
  yield* familyFacts();
  yield* jobZoneFacts(reading);
  yield* occupationFacts(reading);
  if (reading.occupations.size === 0) throw new PublisherFileError(`${TABLES.occupations.names[0]} in ${folder} names no occupation.`);
  yield* preparationFacts(reading);
  yield* titleFacts(reading);
  const model = await ContentModel.read(reading);
  for (const table of RATING_TABLES) yield* ratingFacts(reading, table, model);
  reading.remarkUnrated();
  yield* technologyFacts(reading, model);
  model.settle();
  yield* activityFacts(reading);
  yield* taskFacts(reading);
  yield* relatedOccupationFacts(reading);
}

/** The tables that together state all facts of a kind. Requirements come from several, each with skills of its own: see `CONCEPTS`. */
const STATED_BY: Partial<Record<FactKind, readonly TableName[]>> = {
  role: ['occupations'],
  family: ['occupations'],
  'in-family': ['occupations'],
  'external-id': ['occupations'],
  level: ['jobZoneReference'],
  'at-level': ['jobZones'],
  educated: ['education'],
  name: ['titles', 'reportedTitles'],
  skill: ['contentModel'],
  broader: ['contentModel'],
  requires: [],
  activity: ['activities'],
  involves: ['tasksToActivities'],
  'responsible-for': ['tasks'],
  'adjacent-to': ['relatedOccupations'],
};

const kindsOf = (files: OnetFiles): ReadonlySet<FactKind> =>
  new Set((Object.keys(STATED_BY) as FactKind[]).filter((kind) => STATED_BY[kind]!.every((name) => files.path(name) !== undefined)));

/** How the ids of the skills that a table speaks of begin. */
const CONCEPTS: Partial<Record<TableName, readonly string[]>> = {
  skills: ['skill:onet/2.A.'],
  transferableSkills: ['skill:onet/2.B.'],
  knowledge: ['skill:onet/2.C.'],
  abilities: ['skill:onet/1.A.'],
  technologies: ['skill:onet/technology/', 'skill:onet/unspsc/', 'skill:onet/software/'],
};

function tellMissing(folder: string, files: OnetFiles, report: ImportReport): void {
  for (const name of Object.keys(TABLES) as TableName[]) {
    if (!files.holds(name)) report.missing[TABLES[name].names.join(' or ')] = GIVES[name];
  }
  if (!existsSync(join(folder, READ_ME))) report.missing[READ_ME] = 'the version of the release';
}
