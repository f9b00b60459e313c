import { Arg, Field, Int, ObjectType } from 'type-graphql';
import type { Selection } from '../graph/projection.js';
import { onceEach } from '../once-each.js';
import { badUserInput } from './errors.js';
import { merged } from './selection.js';

export const MAX_PAGE_SIZE = 200;

/** A place in an order: the values that the order compares, first to last. All ascend. */
export type Place = (string | number)[];

/** What a query is asked for: one row more than shown tells whether there are more. */
export interface PageRequest {
  take: number;
  after: Place | null;
}

/** What a query answers: how many there are in all, and the rows from the place asked for. */
export interface Page<R> {
  /** Undefined where nobody asks for it. */
  total?: number | (() => Promise<number>);
  rows: (R & { place: Place })[];
}

/** What is read of a page, for what is selected of a connection. */
export const pageSelection = onceEach(({ edges, nodes, pageInfo, totalCount }: Selection): Selection => {
  const cursor = edges?.cursor ?? pageInfo?.startCursor ?? pageInfo?.endCursor;
  return {
    rows: merged(edges, nodes && { node: nodes }, cursor && { place: cursor }),
    ...(totalCount && { total: totalCount }),
  };
});

export interface Connection<E extends { node: unknown }> {
  edges: (E & { place: Place })[];
  readonly nodes: E['node'][];
  pageInfo: PageInfo;
  readonly totalCount: number | undefined | Promise<number>;
}

@ObjectType({ description: 'Where a page stands in its list.', simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follow; ask for them with `after: endCursor`.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether the page begins after a cursor.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'The first edge’s cursor; null on an empty page.' })
  readonly startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'The last edge’s cursor; null on an empty page.' })
  readonly endCursor!: string | null;
}

/** The two arguments of every connection. */
export const First = (pageSize: number) =>
  Arg('first', () => Int, {
    nullable: true,
    defaultValue: pageSize,
    description: `How many, 1 to ${MAX_PAGE_SIZE}; more is BAD_USER_INPUT.`,
  });
export const After = () =>
  Arg('after', () => String, {
    nullable: true,
    description: 'A cursor of this list: the page begins after its place, even if its row is gone.',
  });

/** Checks the arguments. An explicit null means the default. */
export function pageRequest(first: number | null | undefined, after: string | null | undefined, pageSize: number): PageRequest {
  const size = checkedSize(first ?? pageSize);
  return { take: size + 1, after: after === null || after === undefined ? null : decodeCursor(after) };
}

export function checkedSize(first: number, max: number = MAX_PAGE_SIZE, argument: string = 'first'): number {
  if (first < 1 || first > max) throw badUserInput(argument, `a whole number from 1 to ${max}`, first);
  return first;
}

/** Rows are edges: they hold a `node` and whatever else belongs to it. */
export const toConnection = <E extends { node: unknown }>(page: Page<E>, request: PageRequest): Connection<E> =>
  new PageOfEdges(page, request);

/**
 * Cursors, nodes and totals are made when they are asked for, by getters of the class: those of an object of its own V8 keeps in the description of the
 * object's shape, with all that the request loaded, until the next collection of old objects.
 */
class PageOfEdges<E extends { node: unknown }> implements Connection<E> {
  readonly edges: (E & { place: Place })[];
  readonly pageInfo: PageInfo;
  private readonly total: Page<E>['total'];

  constructor({ total, rows }: Page<E>, { take, after }: PageRequest) {
    this.edges = rows.slice(0, take - 1);
    this.pageInfo = new PlaceOfPage(this.edges, rows.length >= take, after !== null);
    this.total = total;
  }

  get nodes(): E['node'][] {
    return this.edges.map(({ node }) => node);
  }

  get totalCount(): number | undefined | Promise<number> {
    return typeof this.total === 'function' ? this.total() : this.total;
  }
}

class PlaceOfPage implements PageInfo {
  constructor(
    private readonly edges: readonly { place: Place }[],
    readonly hasNextPage: boolean,
    readonly hasPreviousPage: boolean,
  ) {}

  get startCursor(): string | null {
    return this.cursorAt(0);
  }

  get endCursor(): string | null {
    return this.cursorAt(-1);
  }

  private cursorAt(index: number): string | null {
    return this.edges.length === 0 ? null : cursorOf(this.edges.at(index)!);
  }
}

/** As Cypher compares lists: what a page holds that is made in memory. */
export function comesAfter(place: Place, other: Place): boolean {
  const at = place.findIndex((value, index) => value !== other[index]);
  return at >= 0 && (other[at] === undefined || place[at]! > other[at]!);
}

export const EMPTY_PAGE: Page<never> = { total: 0, rows: [] };

/** A cursor holds the place itself, not an offset, so that it stays valid when rows come and go. */
export const cursorOf = ({ place }: { place: Place }): string => Buffer.from(JSON.stringify(place)).toString('base64url');

function decodeCursor(cursor: string): Place {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(place) && place.length > 0 && place.every((value) => typeof value === 'string' || typeof value === 'number'))
      return place;
  } catch {
    // Not a cursor: refused below.
  }
  throw badUserInput('after', 'a cursor that this list gave', cursor);
}
