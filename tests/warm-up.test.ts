import { ask, cypherSent, sharedGraph, stateOf } from './support/shared-graph.js';
import { planLookUp, planUsual } from '../src/warm-up.js';

test('What a first look-up, a role’s page and a search read is planned before anybody asks', async () => {
  const graph = await sharedGraph();
  const planned = await cypherSent(graph, async () => {
    await planLookUp(stateOf(graph));
    stateOf(graph).cache.clear();
    await planUsual(stateOf(graph));
  });
  const read = await cypherSent(graph, async () => {
    await ask('{ role(title: "Machine learning engineer") { title } }');
    await ask(`{ role(id: "role:machine-learning-engineer") { title summary levels { level { name } claims { source { id } } }
      skills(first: 30) { edges { importance claims { source { id } } node { name } } }
      adjacentRoles(evidence: DOCUMENTED, first: 20) { nodes { strength to { title } } }
      salaries { median claims { source { id } } } progressesTo { to { title } } sources { name } } }`);
    await ask('{ search(text: "machine lear") { hits { score node { __typename } } } }');
  });
  expect(read.length).toBeGreaterThan(8);
  expect(read.filter((cypher) => !planned.includes(cypher))).toEqual([]);
});
