import { ask } from './support/shared-graph.js';
test('x', async () => { console.log(JSON.stringify(await ask('{ levels { name rank } roles(first: 3) { totalCount nodes { title level { name } } } ladder(role: "role:machine-learning-engineer") { rungs { rank roles { role { title } claims { wording } } sources { id } } } }'))) });
