import { SOURCE } from './source.projection.js';

export const SOURCES_BY_IDS = `/* sourcesByIds */
UNWIND $ids AS id
MATCH (source:Source { id: id })
RETURN id AS key, ${SOURCE} AS value`;

export const ALL_SOURCES = `/* allSources */
MATCH (source:Source)
WITH source ORDER BY source.id
RETURN ${SOURCE} AS source`;

export const FACT_COUNTS_OF_SOURCES = `/* factCountsOfSources */
MATCH ()-[claim]->()
WHERE claim.source IN $ids AND type(claim) <> 'RELEASED_BY'
WITH claim.source AS id, type(claim) AS kind, count(*) AS count
ORDER BY id, kind
RETURN id AS key, collect({ kind: kind, count: count }) AS value`;
