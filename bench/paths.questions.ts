import type { Question } from './client.js';

const PATHS = `query Paths($from: ID!, $to: ID!) {
  transitionPaths(from: { currentRoles: [$from] }, to: [$to], constraints: { maxSteps: 4 }, limit: 5) {
    exhaustive
    paths {
      totalEffort estimated stepCount payChange { ratio }
      moves {
        from { title } to { title } kind evidence payChange { ratio } sources { name }
        effort { total skillGap levelGap educationGap unfamiliarity }
      }
    }
  }
}`;

const RECOMMENDATIONS = `query Recommendations($from: ID!) {
  recommendTransitions(from: { currentRoles: [$from] }, first: 20) {
    totalCount
    nodes { role { title } kind score evidence payChange { ratio } effort { total } reasons { text } sources { name } }
  }
}`;

export const pathsQuestion = (from: string, to: string): Question => ({ query: PATHS, variables: { from, to } });
export const recommendationsQuestion = (from: string): Question => ({ query: RECOMMENDATIONS, variables: { from } });
export const REVISION: Question = { query: '{ graphInfo { revision } }', variables: {} };

export interface PathsAnswer {
  transitionPaths: { exhaustive: boolean; paths: unknown[] };
}

/** The cheapest simple paths of at most four moves, of all that there are. */
export const CYPHER_CHEAPEST = `/* cypherCheapest */
MATCH path = (:Stop { place: toInteger($from) })-[moves:MOVE]->{1,4}(:Stop { place: toInteger($to) })
WITH nodes(path) AS stops, reduce(sum = 0.0, move IN moves | sum + move.effort) AS weight
WHERE all(at IN range(0, size(stops) - 2) WHERE NOT stops[at] IN stops[at + 1..])
RETURN weight ORDER BY weight LIMIT toInteger($limit)`;
