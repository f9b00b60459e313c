import { linkedNodesPage } from '../../graph/cypher.js';
import { oneOf } from '../../graph/projection.js';
import { ROLE } from '../role/role.projection.js';
import { LEVEL } from './level.projection.js';

export const LEVELS_BY_IDS = oneOf(LEVEL)`/* levelsByIds */
UNWIND $ids AS id
MATCH (level:Level { id: id })`;

export const LEVELS_OF_SCALE = `/* levelsOfScale */
MATCH (level:Level { scale: $scale })
WITH level ORDER BY level.rank
RETURN ${LEVEL} AS level`;

export const ROLES_AT_LEVELS = linkedNodesPage({
  name: 'rolesAtLevels',
  match: `MATCH (:Level { id: id })<-[:AT_LEVEL]-(role:Role { status: 'ACTIVE' })`,
  node: 'role',
  projection: ROLE,
});
