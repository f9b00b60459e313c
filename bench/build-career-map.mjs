// Builds the career map as the server does, in a thread beside it, and tells in JSON what it took: from the first query on, in a
// process that has loaded what the server has, and does nothing else.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { buildInWorker } from '../dist/src/career-map-keeper.js';
import '../dist/src/v8-flags.js';
import '../dist/src/serve.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

collectGarbage();
const before = process.memoryUsage();
const startedAt = performance.now();
const map = await buildInWorker({
  uri: process.env.NEO4J_URI,
  user: process.env.NEO4J_USER,
  password: process.env.NEO4J_PASSWORD,
  database: process.env.NEO4J_DATABASE,
});
const ms = performance.now() - startedAt;
const added = process.resourceUsage().maxRSS * 1024 - before.rss;
collectGarbage();
const after = process.memoryUsage();
const held = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
console.log(JSON.stringify({ ms, added, held, stops: map.stops.count, moves: map.moves.to.length }));
