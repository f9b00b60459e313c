import type { Fact } from '../facts.js';
import { dateOf, INCOMPLETE, isCode, REPEATED, type Reading, roleId, textOf } from './onet.reading.js';
import type { RowOf } from './onet.tables.js';

export const SAME_ACTIVITY = 'is of a task that involves the same activity as another task of the occupation';

const activityId = (code: string): string => `activity:onet/${code}`;

/** Detailed work activities, and which occupations involve them. */
export async function* activityFacts(reading: Reading): AsyncGenerator<Fact> {
  const activities = new Set<string>();
  const problemOf = (row: RowOf<'activities'>): string | undefined => {
    if (!isCode(row['DWA Element ID']) || textOf(row['DWA Element Name']) === undefined) return INCOMPLETE;
    return activities.has(row['DWA Element ID']) ? REPEATED : undefined;
  };
  for await (const row of reading.rows('activities', problemOf)) {
    activities.add(row['DWA Element ID']);
    yield { fact: 'activity', id: activityId(row['DWA Element ID']), name: textOf(row['DWA Element Name'])! };
    reading.file('activities').used += 1;
  }
  yield* involvementFacts(reading, activities);
}

/** O*NET links activities to tasks; that an occupation involves one is said once, as of the latest of those links. */
async function* involvementFacts(reading: Reading, activities: ReadonlySet<string>): AsyncGenerator<Fact> {
  const involved = new Map<string, { code: string; activity: string; asOf?: string }>();
  const problemOf = (row: RowOf<'tasksToActivities'>): string | undefined =>
    activities.has(row['DWA Element ID']) ? reading.occupationProblem(row) : 'names an activity that the reference file has not got';
  for await (const row of reading.rows('tasksToActivities', problemOf)) {
    const { 'O*NET-SOC Code': code, 'DWA Element ID': activity } = row;
    const key = `${code} ${activity}`;
    const [known, asOf] = [involved.get(key), dateOf(row.Date)];
    if (known === undefined) {
      involved.set(key, { code, activity, asOf });
      reading.file('tasksToActivities').used += 1;
    } else {
      if (asOf !== undefined && (known.asOf ?? '') < asOf) known.asOf = asOf;
      reading.skip('tasksToActivities', SAME_ACTIVITY, row);
    }
  }
  for (const { code, activity, asOf } of involved.values()) {
    yield { fact: 'involves', role: roleId(code), activity: activityId(activity), asOf };
  }
}

export async function* taskFacts(reading: Reading): AsyncGenerator<Fact> {
  const told = new Set<string>();
  const keyOf = (row: RowOf<'tasks'>): string => `${row['O*NET-SOC Code']} ${textOf(row.Task)}`;
  const problemOf = (row: RowOf<'tasks'>): string | undefined => {
    if (textOf(row.Task) === undefined) return INCOMPLETE;
    return told.has(keyOf(row)) ? REPEATED : reading.occupationProblem(row);
  };
  for await (const row of reading.rows('tasks', problemOf)) {
    told.add(keyOf(row));
    yield { fact: 'responsible-for', role: roleId(row['O*NET-SOC Code']), text: textOf(row.Task)!, asOf: dateOf(row.Date) };
    reading.file('tasks').used += 1;
  }
}
