/** Pieces of Cypher that queries of all features are made of. A claim relationship is always called `claim`. */

/** What every claim says of itself. */
export const CLAIM = `claim { .id, sourceId: claim.source, .wording, .asOf }`;

export interface Linked {
  /** The query's name in the database's log. */
  name: string;
  /** Binds `claim` and what it is about, given the subject's `id`. */
  match: string;
  /** What tells facts apart: claims that agree on it are claims of one fact. */
  by: string;
  /** The fact, as a map; `claims` holds its claims. */
  fact: string;
  /** Expressions that order the facts, ascending; together they are unique. */
  orderBy: string[];
  /** What a claim says of itself, where it says more than every claim does. */
  claim?: string;
  /** More to gather from the claims of one fact, e.g. `avg(claim.importance) AS importance`. */
  gather?: string[];
  /** What must hold of the fact. */
  where?: string;
}

/** The facts of each subject in `$ids`: parallel claims of several sources come back as one fact. */
export const linked = (query: Linked): string => `${facts(query)}
RETURN id AS key, collect(fact) AS value`;

/** A page of the facts of each subject in `$ids`, from the place `$after` on, and how many there are in all. */
export const linkedPage = (query: Linked): string => `${facts(query)}
WITH id, collect(fact { .*, place: place }) AS facts
RETURN id AS key, { total: size(facts), rows: [fact IN facts WHERE $after IS NULL OR fact.place > $after][..toInteger($take)] } AS value`;

const facts = ({ name, match, by, fact, orderBy, claim = CLAIM, gather = [], where }: Linked): string => `/* ${name} */
UNWIND $ids AS id
${match}
WITH id, ${by}, claim ORDER BY claim.source, claim.id
WITH ${['id', by, `collect(${claim}) AS claims`, ...gather].join(', ')}${where === undefined ? '' : `\nWHERE ${where}`}
WITH id, ${fact} AS fact, [${orderBy.join(', ')}] AS place
ORDER BY place`;
