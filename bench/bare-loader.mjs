// What a loader costs that knows nothing of sources, of earlier runs or of other writers: reads lines of nodes and relationships
// that are ready to be written, and creates them in batches. NEO4J_* name the database.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import neo4j from 'neo4j-driver';

const BATCH_SIZE = 5_000;

const { NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD, NEO4J_DATABASE } = process.env;
const driver = neo4j.driver(NEO4J_URI, neo4j.auth.basic(NEO4J_USER, NEO4J_PASSWORD));
let batch = [];
let kind = '';
for await (const line of createInterface({ input: createReadStream(process.argv[2]) })) {
  const row = JSON.parse(line, (_, value) =>
    value?.date === undefined ? value : neo4j.types.DateTime.fromStandardDate(new Date(value.date)),
  );
  const itsKind = row.label ?? `${row.type} ${row.from} ${row.to}`;
  if (itsKind !== kind || batch.length === BATCH_SIZE) await write();
  kind = itsKind;
  batch.push(row);
}
await write();
await driver.close();

async function write() {
  if (batch.length === 0) return;
  const { label, type, from, to } = batch[0];
  const cypher =
    label === undefined
      ? `UNWIND $rows AS row MATCH (from:${from} { id: row.start }) MATCH (to:${to} { id: row.end }) CREATE (from)-[claim:${type}]->(to) SET claim = row.properties`
      : `UNWIND $rows AS row CREATE (node:${label}) SET node = row.properties`;
  await driver.executeQuery(cypher, { rows: batch }, { database: NEO4J_DATABASE });
  batch = [];
}
