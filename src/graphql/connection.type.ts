import { type ClassType, Field, Int, ObjectType, Root } from 'type-graphql';
import { cursorOf, PageInfo, type Place } from './pagination.js';

/** The connection and edge types of lists of `Node`, e.g. `RoleConnection` and `RoleEdge`. */
export function connectionType(name: string, node: () => ClassType<object>, description: string): ClassType<object> {
  @ObjectType(`${name}Edge`, { description: `One of ${description}, and its place in the list.`, simpleResolvers: true })
  class Edge {
    @Field(() => String, { description: 'Pass it as `after` to go on from here.' })
    cursor(@Root() edge: { place: Place }): string {
      return cursorOf(edge);
    }

    @Field(() => node(), { description: 'What stands there.' })
    node!: object;
  }
  return connectionOf(name, () => Edge, node, description);
}

/** For edges that say more than a cursor and a node. */
export function connectionOf(
  name: string,
  edge: () => ClassType<object>,
  node: () => ClassType<object>,
  description: string,
): ClassType<object> {
  @ObjectType(`${name}Connection`, { description: `A page of ${description}.`, simpleResolvers: true })
  class Connection {
    @Field(() => [edge()], { description: 'The page’s rows, each with its place.' })
    edges!: object[];

    @Field(() => [node()], { description: 'The edges’ nodes, for those who need no cursors.' })
    nodes!: object[];

    @Field(() => PageInfo, { description: 'Whether there is more, and how to go on.' })
    pageInfo!: PageInfo;

    // Not simple: it may have to be counted first.
    @Field(() => Int, { description: 'How many there are on all pages.', simple: false })
    totalCount!: number;
  }
  return Connection;
}
