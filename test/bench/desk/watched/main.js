// Stands before another program and notes in its window, from within, when what is waited for is there: CASTLINE_BENCH_PROGRAM is
// the program's entry. A driver that looks from outside would time its own way into a busy page.
import { join } from 'node:path';
import { app } from 'electron';

const watch = join(import.meta.dirname, 'watch.cjs');
app.on('session-created', (session) => session.setPreloads([watch]));
await import(process.env.CASTLINE_BENCH_PROGRAM);
