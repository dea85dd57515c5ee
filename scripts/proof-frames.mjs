#!/usr/bin/env node
/** Shows in the real window that each of 100 random seeks and 50 steps each way shows the frame asked for, at every rate. */

process.env.CASTLINE_PROOF = 'frames';
process.argv.splice(2, process.argv.length, 'e2e', 'frames');
await import('./test.mjs');
