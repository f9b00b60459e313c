/** Where a Neo4j database is and how to get in; the embedded server and the settings both come down to this. */
export interface Neo4jConnection {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}
