// `npm start`: the set-up, and then the server, in one process, which is a tenth of a second faster than two.
import './set-up.mjs';

if (process.exitCode === undefined) await import('../dist/src/main.js');
