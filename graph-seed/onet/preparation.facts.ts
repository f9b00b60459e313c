import type { Fact } from '../facts.js';
import { dateOf, INCOMPLETE, REPEATED, type Reading, roleId, SUPPRESSED, textOf } from './onet.reading.js';
import { type Answer, categoryName, educationLevelOf, medianCategory, yearsOf, type YearsOfExperience } from './onet.rules.js';
import type { RowOf } from './onet.tables.js';

const levelId = (zone: string): string => `level:job-zone-${zone}`;

/** The job zones that the release knows; since release 30.2 the first and the second are one. */
export async function* jobZoneFacts(reading: Reading): AsyncGenerator<Fact> {
  const problemOf = (row: RowOf<'jobZoneReference'>): string | undefined => {
    if (!/^[1-9]$/.test(row['Job Zone'])) return 'has a job zone that is not a digit';
    if (reading.jobZones.has(row['Job Zone'])) return REPEATED;
    return textOf(row.Name) === undefined ? INCOMPLETE : undefined;
  };
  for await (const row of reading.rows('jobZoneReference', problemOf)) {
    const zone = row['Job Zone'];
    reading.jobZones.add(zone);
    yield { fact: 'level', id: levelId(zone), name: textOf(row.Name)!, scale: 'job-zone', rank: Number(zone) };
    reading.file('jobZoneReference').used += 1;
  }
}

/** Where occupations stand, and what education and experience they take. */
export async function* preparationFacts(reading: Reading): AsyncGenerator<Fact> {
  const questions = await readQuestions(reading);
  const zoned = new Set<string>();
  const problemOf = (row: RowOf<'jobZones'>): string | undefined => {
    if (!reading.jobZones.has(row['Job Zone'])) return 'has a job zone that Job Zone Reference has not got';
    return zoned.has(row['O*NET-SOC Code']) ? REPEATED : reading.occupationProblem(row);
  };
  for await (const row of reading.rows('jobZones', problemOf)) {
    const code = row['O*NET-SOC Code'];
    zoned.add(code);
    const years = questions.RW.medians.get(code)?.stated;
    yield { fact: 'at-level', role: roleId(code), level: levelId(row['Job Zone']), ...years, asOf: dateOf(row.Date) };
    reading.file('jobZones').used += 1;
  }
  for (const [code, { stated, asOf }] of questions.RL.medians) {
    yield { fact: 'educated', role: roleId(code), ...stated, fields: [], asOf };
  }
  settle(reading, questions.RL, () => undefined);
  settle(reading, questions.RW, (code) => (zoned.has(code) ? undefined : 'is about an occupation that has no job zone'));
}

/** One question that was asked about occupations: what its categories state, and what was answered, by occupation's code. */
class Question<S> {
  readonly categories = new Map<number, S>();
  readonly answers = new Map<string, AnswerRow[]>();
  readonly medians = new Map<string, { stated: S; asOf?: string }>();

  constructor(readonly understand: (description: string) => S | undefined) {}

  findMedians(): void {
    for (const [code, answers] of this.answers) {
      const median = medianCategory(answers);
      if (median !== undefined) this.medians.set(code, { stated: this.categories.get(median)!, asOf: answers[0]!.asOf });
    }
  }
}

type AnswerTable = 'education' | 'experience';
type AnswerRow = Answer & { table: AnswerTable; asOf?: string };

/** The questions that facts have words for, by their scales: required level of education, and related work experience. */
interface Questions {
  RL: Question<{ level: NonNullable<ReturnType<typeof educationLevelOf>>; wording: string }>;
  RW: Question<YearsOfExperience>;
}
const questionOf = (questions: Questions, scale: string): Question<unknown> | undefined =>
  scale === 'RL' || scale === 'RW' ? questions[scale] : undefined;
const noWords = (scale: string): string => `answers a question that facts have no words for: scale ${scale}`;

async function readQuestions(reading: Reading): Promise<Questions> {
  const questions: Questions = {
    RL: new Question((description) => {
      const level = educationLevelOf(description);
      return level && { level, wording: categoryName(description) };
    }),
    RW: new Question(yearsOf),
  };
  for (const name of ['educationCategories', 'experienceCategories'] as const) await readCategories(reading, name, questions);
  for (const name of ['education', 'experience'] as const) await readAnswers(reading, name, questions);
  questions.RL.findMedians();
  questions.RW.findMedians();
  return questions;
}

async function readCategories(reading: Reading, name: 'educationCategories' | 'experienceCategories', questions: Questions): Promise<void> {
  const problemOf = (row: RowOf<typeof name>): string | undefined => {
    const question = questionOf(questions, row['Scale ID']);
    if (question === undefined) return noWords(row['Scale ID']);
    if (question.categories.has(Number(row.Category))) return REPEATED;
    return question.understand(row['Category Description']) === undefined ? 'has a category that facts have no words for' : undefined;
  };
  for await (const row of reading.rows(name, problemOf)) {
    const question = questionOf(questions, row['Scale ID'])!;
    question.categories.set(Number(row.Category), question.understand(row['Category Description']));
    reading.file(name).used += 1;
  }
}

async function readAnswers(reading: Reading, name: AnswerTable, questions: Questions): Promise<void> {
  const answersOf = (row: RowOf<AnswerTable>): AnswerRow[] =>
    questionOf(questions, row['Scale ID'])!.answers.get(row['O*NET-SOC Code']) ?? [];
  const problemOf = (row: RowOf<AnswerTable>): string | undefined => {
    const question = questionOf(questions, row['Scale ID']);
    if (question === undefined) return noWords(row['Scale ID']);
    const share = Number(textOf(row['Data Value']) ?? NaN);
    if (!(share >= 0 && share <= 100)) return 'has a share that is not 0 to 100 percent';
    if (!question.categories.has(Number(row.Category))) return 'has a category that the categories file does not explain';
    if (row['Recommend Suppress'] === 'Y') return SUPPRESSED;
    if (answersOf(row).some(({ category }) => category === Number(row.Category))) return REPEATED;
    return reading.occupationProblem(row);
  };
  for await (const row of reading.rows(name, problemOf)) {
    const answer = { category: Number(row.Category), share: Number(row['Data Value']), table: name, asOf: dateOf(row.Date) };
    questionOf(questions, row['Scale ID'])!.answers.set(row['O*NET-SOC Code'], [...answersOf(row), answer]);
  }
}

/** Tells the report what became of the answers to a question. */
function settle<S>(reading: Reading, question: Question<S>, problemOf: (code: string) => string | undefined): void {
  for (const [code, answers] of question.answers) {
    const problem = question.medians.has(code) ? problemOf(code) : 'is of a distribution of which less than half of the answers remain';
    for (const { table, category, share } of answers) {
      if (problem === undefined) reading.file(table).used += 1;
      else reading.file(table).skip(problem, `${code}, category ${category}: ${share} %`);
    }
  }
}
