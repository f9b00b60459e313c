import { listOf, oneOf, record } from '../../graph/projection.js';
import { SOURCE } from './source.projection.js';

export const SOURCES_BY_IDS = oneOf(SOURCE)`/* sourcesByIds */
UNWIND $ids AS id
MATCH (source:Source { id: id })`;

export const ALL_SOURCES = `/* allSources */
MATCH (source:Source)
WITH source ORDER BY source.id
RETURN ${SOURCE} AS source`;

export const FACT_COUNTS_OF_SOURCES = listOf(record({ kind: 'kind', count: 'count' }))`/* factCountsOfSources */
MATCH ()-[claim]->()
WHERE claim.source IN $ids AND type(claim) <> 'RELEASED_BY'
WITH claim.source AS id, type(claim) AS kind, count(*) AS count
ORDER BY id, kind`;
