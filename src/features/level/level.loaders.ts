import type { GraphLoaders } from '../../graphql/graph-loaders.js';
import type { Role } from '../role/role.type.js';
import { LEVELS_BY_IDS, ROLES_AT_LEVELS } from './level.queries.js';
import type { Level } from './level.type.js';

export const createLevelLoaders = ({ one, pages }: GraphLoaders) => ({
  byId: one<Level>(LEVELS_BY_IDS),
  roles: pages<{ node: Role }>(ROLES_AT_LEVELS),
});
