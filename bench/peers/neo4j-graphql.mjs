// The peer: @neo4j/graphql on Apollo's standalone server, with the schema that its own users would write for this graph.
// NEO4J_* name the database.
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { Neo4jGraphQL } from '@neo4j/graphql';
import neo4j from 'neo4j-driver';

const typeDefs = `#graphql
  type Claim @relationshipProperties { id: ID! source: String! }
  type Requirement @relationshipProperties { id: ID! source: String! importance: Float level: Float necessity: String }
  type Neighbourhood @relationshipProperties { id: ID! source: String! kind: String! strength: Float }
  type Role @node {
    id: ID! title: String! sortName: String! summary: String scheme: String! status: String!
    levels: [Level!]! @relationship(type: "AT_LEVEL", direction: OUT, properties: "Claim")
    skills: [Skill!]! @relationship(type: "REQUIRES", direction: OUT, properties: "Requirement")
    neighbours: [Role!]! @relationship(type: "ADJACENT_TO", direction: OUT, properties: "Neighbourhood")
    salaries: [SalaryEstimate!]! @relationship(type: "PAYS", direction: OUT, properties: "Claim")
    progressesTo: [Role!]! @relationship(type: "PROGRESSES_TO", direction: OUT, properties: "Claim")
    sources: [Source!]! @relationship(type: "ATTESTED_BY", direction: OUT, properties: "Claim")
  }
  type Skill @node {
    id: ID! name: String! sortName: String! status: String!
    certifications: [Certification!]! @relationship(type: "VALIDATES", direction: IN, properties: "Claim")
    roles: [Role!]! @relationship(type: "REQUIRES", direction: IN, properties: "Requirement")
  }
  type Level @node { id: ID! name: String! }
  type Certification @node { id: ID! name: String! sortName: String! }
  type SalaryEstimate @node { id: ID! median: Float mean: Float p10: Float p90: Float }
  type Source @node { id: ID! name: String! }
  type Name @node @fulltext(indexes: [{ indexName: "names", queryName: "searchNames", fields: ["text"] }]) {
    text: String!
    roles: [Role!]! @relationship(type: "NAMES", direction: OUT, properties: "Claim")
  }
`;

const { NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD, NEO4J_DATABASE } = process.env;
const driver = neo4j.driver(NEO4J_URI, neo4j.auth.basic(NEO4J_USER, NEO4J_PASSWORD));
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema();
const server = new ApolloServer({ schema, introspection: true });
const context = async () => ({ sessionConfig: { database: NEO4J_DATABASE } });
const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' }, context });
console.log(`Ready: ${url.replace(/\/$/, '')}/graphql`);
