// npm run bench:desk [-- timeline | start | hour …] [--minutes N]: how quick and how steady the desk is, with its limits.
import { parseArgs } from 'node:util';
import { ensureBuild } from '../../scripts/lib/build.mjs';
import { createLog } from '../../scripts/lib/log.mjs';
import { withElectron } from './desk/electron.ts';
import { benchHour } from './desk/hour.ts';
import { benchStart } from './desk/start.ts';
import { benchTimeline } from './desk/timeline.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: 'string', default: '60' } },
});

/** `hour` takes its time, so that it only runs when it is asked for. */
const parts: Readonly<Record<string, () => Promise<boolean>>> = {
  timeline: benchTimeline,
  start: benchStart,
  hour: () => benchHour(Number(values.minutes)),
};
const asked = positionals.length > 0 ? positionals : ['timeline', 'start'];

const results = await withElectron(async () => {
  await ensureBuild(createLog());
  const kept: boolean[] = [];
  for (const name of asked) {
    const part = parts[name];
    if (!part) throw new Error(`There is no part "${name}": ${Object.keys(parts).join(', ')}.`);
    kept.push(await part());
  }
  return kept;
});
process.exitCode = results.every(Boolean) ? 0 : 1;
