import { ROLE } from '../role/role.projection.js';
import { LEVEL } from './level.projection.js';

export const LEVELS_BY_IDS = `/* levelsByIds */
UNWIND $ids AS id
MATCH (level:Level { id: id })
RETURN id AS key, ${LEVEL} AS value`;

export const LEVELS_OF_SCALE = `/* levelsOfScale */
MATCH (level:Level { scale: $scale })
WITH level ORDER BY level.rank
RETURN ${LEVEL} AS level`;

export const ROLES_AT_LEVELS = `/* rolesAtLevels */
UNWIND $ids AS id
MATCH (:Level { id: id })<-[:AT_LEVEL]-(role:Role { status: 'ACTIVE' })
WITH DISTINCT id, role, [role.sortName, role.id] AS place ORDER BY place
WITH id, collect({ node: ${ROLE}, place: place }) AS facts
RETURN id AS key, { total: size(facts), rows: [fact IN facts WHERE $after IS NULL OR fact.place > $after][..toInteger($take)] } AS value`;
