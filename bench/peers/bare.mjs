// An HTTP server without GraphQL that answers each question by one Cypher query written for it. NEO4J_* name the database.
import { createServer } from 'node:http';
import neo4j from 'neo4j-driver';

const SKILL = `skill { .id, .name, certifications: COLLECT {
  MATCH (skill)<-[:VALIDATES]-(c:Certification) WITH DISTINCT c ORDER BY c.sortName, c.id RETURN { certification: c { .id, .name } } } }`;
const SKILLS = (which, node) => `COLLECT {
  MATCH (role)-[claim:REQUIRES]->(skill:Skill { status: 'ACTIVE' }) ${which}
  RETURN { importance: claim.importance, level: claim.level, claims: [{ source: { id: claim.source } }], node: ${node} } }`;
const FIRST = (first) => `WHERE claim.importance IS NOT NULL
  WITH skill, claim ORDER BY claim.importance DESC, skill.sortName, skill.id LIMIT ${first}`;
const ALL = 'WITH skill, claim ORDER BY skill.sortName, skill.id';
const FIFTY = (which) => `MATCH (role:Role) WHERE role.id IN $ids WITH role ORDER BY role.id
RETURN collect(role { .id, .title, skills: { edges: ${SKILLS(which, 'skill { .id, .name }')} } }) AS nodes`;

const QUERIES = {
  page: `MATCH (role:Role { id: $id })
RETURN role { .id, .title, .summary,
  levels: COLLECT { MATCH (role)-[claim:AT_LEVEL]->(level:Level) RETURN { level: level { .id, .name }, claims: [{ source: { id: claim.source } }] } },
  skills: { edges: ${SKILLS(FIRST(30), SKILL)} },
  adjacentRoles: { nodes: COLLECT {
    MATCH (role)-[claim:ADJACENT_TO]->(to:Role { status: 'ACTIVE' })
    WITH to, claim ORDER BY claim.strength DESC, to.sortName, to.id LIMIT 20
    RETURN { strength: claim.strength, kind: claim.kind, to: to { .id, .title }, claims: [{ source: { id: claim.source } }] } } },
  salaries: COLLECT { MATCH (role)-[claim:PAYS]->(pay:SalaryEstimate) RETURN pay { .id, .median, .mean, .p10, .p90, claims: [{ source: { id: claim.source } }] } },
  progressesTo: COLLECT { MATCH (role)-[claim:PROGRESSES_TO]->(to:Role) RETURN { to: to { .id, .title }, claims: [{ source: { id: claim.source } }] } },
  sources: COLLECT { MATCH (role)-[:ATTESTED_BY]->(source:Source) WITH source ORDER BY source.id RETURN source { .id, .name } }
} AS role`,
  fifty: FIFTY(FIRST(20)),
  fiftyWithAll: FIFTY(ALL),
  skill: `MATCH (skill:Skill { id: $id })
RETURN skill { .id, .name, roles: { edges: COLLECT {
  MATCH (skill)<-[claim:REQUIRES]-(role:Role { status: 'ACTIVE' }) WHERE claim.importance IS NOT NULL
  WITH role, claim ORDER BY claim.importance DESC, role.sortName, role.id LIMIT 50
  RETURN { importance: claim.importance, node: role { .id, .title } } } } } AS skill`,
  search: `CALL db.index.fulltext.queryNodes('names', $lucene, { limit: 40 }) YIELD node, score
MATCH (node)-[:NAMES]->{0,1}(concept:Role|Skill|Certification) RETURN concept { .id, name: coalesce(concept.title, concept.name) } AS node, max(score) AS score
ORDER BY score DESC, node.id LIMIT 10`,
  deep: `MATCH (role:Role { status: 'ACTIVE' }) WHERE role.sortName >= $sortName AND (role.sortName > $sortName OR role.id > $id)
WITH role ORDER BY role.status, role.sortName, role.id LIMIT 20
RETURN collect(role { .id, .title, .summary }) AS nodes`,
  ids: `UNWIND $ids AS id MATCH (role:Role { id: id }) RETURN collect(role { .id, .title }) AS nodes`,
};

const { NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD, NEO4J_DATABASE } = process.env;
const driver = neo4j.driver(NEO4J_URI, neo4j.auth.basic(NEO4J_USER, NEO4J_PASSWORD), { disableLosslessIntegers: true });

async function answer(body) {
  const { question, variables } = JSON.parse(body);
  const session = driver.session({ database: NEO4J_DATABASE, defaultAccessMode: neo4j.session.READ });
  const { records } = await session.run(QUERIES[question], variables);
  await session.close();
  const rows = records.map((record) => record.toObject());
  return JSON.stringify({ data: rows.length === 1 ? rows[0] : { rows } });
}

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', async () => {
    const text = await answer(Buffer.concat(chunks).toString());
    response.writeHead(200, { 'content-type': 'application/json' }).end(text);
  });
});
server.listen(0, '127.0.0.1', () => console.log(`Ready: http://127.0.0.1:${server.address().port}/graphql`));
