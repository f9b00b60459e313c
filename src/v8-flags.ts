import { setFlagsFromString } from 'node:v8';

// How V8 collects, wherever the server or a bench of its parts runs: imported for its effect, before anything else.

// On a machine with much memory V8 otherwise collects so late that a minute of new questions each takes 300 MB more than what is alive.
setFlagsFromString('--heap-growing-percent=100');
// V8 otherwise comes to make the lists of the driver's sessions as old objects from the beginning, and each of these keeps all that its query has read until
// old objects are collected.
setFlagsFromString('--no-allocation-site-pretenuring');
