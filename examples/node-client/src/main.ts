import { ask } from './client.js';
import { FindRoleDocument, GapDocument, type MovesQuery, MovesDocument } from './generated.js';

const endpoint = process.env.CAREERGRAPH_URL ?? 'http://127.0.0.1:4000/graphql';
const [fromTitle = 'Data Analyst', toTitle = 'Machine Learning Engineer'] = process.argv.slice(2);

async function findRole(title: string): Promise<{ id: string; title: string }> {
  const { role } = await ask(endpoint, FindRoleDocument, { title });
  if (role === null) throw new Error(`No role is called "${title}".`);
  return role;
}

/** All moves, page by page. */
async function movesFrom(from: string): Promise<MovesQuery['recommendTransitions']['nodes']> {
  const moves = [];
  for (let after: string | null = null; ;) {
    const { recommendTransitions: page }: MovesQuery = await ask(endpoint, MovesDocument, { from, after });
    moves.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return moves;
    after = page.pageInfo.endCursor;
  }
}

const [from, to] = [await findRole(fromTitle), await findRole(toTitle)];
const { skillGap } = await ask(endpoint, GapDocument, { from: from.id, to: to.id });
const covered = skillGap.coverage === null ? 'an unknown share' : `${Math.round(skillGap.coverage * 100)}%`;
console.log(`From ${from.title} to ${to.title}: ${covered} of the skills are there, ${skillGap.missing.length} are missing, such as`);
for (const { skill } of skillGap.missing.slice(0, 5)) console.log(`  ${skill.name}`);
const moves = await movesFrom(from.id);
console.log(`${moves.length} moves from ${from.title}:`);
for (const { role, kind, effort } of moves.slice(0, 10)) console.log(`  ${role.title}: ${kind}, effort ${effort.total.toFixed(2)}`);
