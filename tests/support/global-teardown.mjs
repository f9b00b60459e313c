import { rm } from 'node:fs/promises';

export default async function globalTeardown() {
  if (globalThis.sharedNeo4j === undefined) return;
  const { neo4j, home } = globalThis.sharedNeo4j;
  await neo4j.stop();
  await rm(home, { recursive: true, force: true });
}
