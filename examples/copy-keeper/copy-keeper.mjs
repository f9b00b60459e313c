// Keeps an exact copy of all roles and skills in a JSON file: fetches everything once, then follows `changes` and fetches
// anew only what changed.
//   node examples/copy-keeper/copy-keeper.mjs [--check] [--follow] [--file copy.json]
// --check reads the whole graph again at the end and compares it with the copy; --follow goes on until it is stopped.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual, parseArgs } from 'node:util';

const endpoint = process.env.CAREERGRAPH_URL ?? 'http://127.0.0.1:4000/graphql';
const options = { check: { type: 'boolean' }, follow: { type: 'boolean' }, file: { type: 'string', default: 'careergraph-copy.json' } };
const { check, follow, file } = parseArgs({ options }).values;
const followEveryMs = 2_000;

/** What the copy has of each: whatever is asked for here is kept up to date. */
const FIELDS = `
  fragment Kept on Node {
    __typename
    id
    ... on Role { title summary status revision levels { level { id } } skills(first: 60) { totalCount nodes { id } } progressesTo { to { id } } }
    ... on Skill { name description kind status revision broader { skill { id } } }
  }`;
const ALL = {
  roles: `query CopyRoles($after: String) { roles(first: 100, after: $after) { nodes { ...Kept } pageInfo { hasNextPage endCursor } } } ${FIELDS}`,
  skills: `query CopySkills($after: String) { skills(first: 100, after: $after) { nodes { ...Kept } pageInfo { hasNextPage endCursor } } } ${FIELDS}`,
};
const SOME = `query CopyNodes($ids: [ID!]!) { nodes(ids: $ids) { ...Kept } } ${FIELDS}`;
const CHANGES = `query CopyChanges($since: Int!, $after: String) {
  changes(since: $since, after: $after, first: 100) { revision endCursor hasMore nodes { subject } }
}`;

async function ask(query, variables) {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    if ((response.status === 429 || response.status === 503) && attempt < 5) {
      await sleep(1_000 * Number(response.headers.get('retry-after') ?? attempt));
      continue;
    }
    const { data, errors } = await response.json();
    if (errors) throw new Error(errors[0].message);
    return data;
  }
}

const currentRevision = async () => (await ask('query CopyRevision { graphInfo { revision } }')).graphInfo.revision;

/** Everything at one revision: where the graph moves meanwhile, the changes since the revision of before bring it up to date. */
async function fetchAll() {
  const copy = { revision: await currentRevision(), nodes: new Map() };
  for (const [list, query] of Object.entries(ALL)) {
    for (let after = null, more = true; more;) {
      const { nodes, pageInfo } = (await ask(query, { after }))[list];
      for (const node of nodes) copy.nodes.set(node.id, node);
      [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
    }
  }
  return copy;
}

/** Applies what changed since the copy's revision; answers how many of the copy's nodes that were. */
async function catchUp(copy) {
  let revision = copy.revision;
  const subjects = new Set();
  for (let after = null, more = true; more;) {
    const { changes } = await ask(CHANGES, { since: copy.revision, after });
    for (const { subject } of changes.nodes) if (/^(role|skill):/.test(subject)) subjects.add(subject);
    [revision, after, more] = [changes.revision, changes.endCursor, changes.hasMore];
  }
  const ids = [...subjects];
  for (let first = 0; first < ids.length; first += 100) {
    const some = ids.slice(first, first + 100);
    const { nodes } = await ask(SOME, { ids: some });
    nodes.forEach((node, index) => keep(copy, some[index], node));
  }
  copy.revision = revision;
  return ids.length;
}

/** Lists leave out what is retired, and so does the copy. */
function keep(copy, id, node) {
  if (node === null || node.status === 'RETIRED') copy.nodes.delete(id);
  else copy.nodes.set(id, node);
}

/** A copy that is cut off while it is written is no copy: it takes the old one's place only when it is whole. */
function save(copy) {
  writeFileSync(`${file}.part`, JSON.stringify({ revision: copy.revision, nodes: Object.fromEntries(copy.nodes) }));
  renameSync(`${file}.part`, file);
}

function load() {
  if (!existsSync(file)) return null;
  const { revision, nodes } = JSON.parse(readFileSync(file, 'utf8'));
  return { revision, nodes: new Map(Object.entries(nodes)) };
}

async function bringUpToDate(copy) {
  const before = copy.revision;
  const changed = await catchUp(copy);
  if (copy.revision !== before || !existsSync(file)) save(copy);
  if (copy.revision !== before) console.log(`Revision ${before} → ${copy.revision}: ${changed} roles and skills fetched anew.`);
}

/** Whether the copy is what the graph is, as long as nobody changes the graph meanwhile. */
async function compare(copy) {
  const whole = await fetchAll();
  await bringUpToDate(copy);
  if (copy.revision !== whole.revision) return compare(copy);
  const ids = new Set([...copy.nodes.keys(), ...whole.nodes.keys()]);
  const different = [...ids].filter((id) => !isDeepStrictEqual(copy.nodes.get(id), whole.nodes.get(id)));
  console.log(
    different.length === 0
      ? `Checked: the copy is exact at revision ${copy.revision}.`
      : `THE COPY DIFFERS in ${different.length}, such as ${different[0]}.`,
  );
  if (different.length > 0) process.exitCode = 1;
}

const kept = load();
const isOfThisGraph = kept !== null && kept.revision <= (await currentRevision()); // a graph that was made anew counts from the beginning
const copy = isOfThisGraph ? kept : await fetchAll();
await bringUpToDate(copy);
console.log(`${copy.nodes.size} roles and skills of revision ${copy.revision} are in ${file}.`);
if (check) await compare(copy);
while (follow) {
  await sleep(followEveryMs);
  await bringUpToDate(copy).catch((error) => console.error(`Not now: ${error.message}`)); // the next round catches up
}
