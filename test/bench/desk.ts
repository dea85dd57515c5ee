// npm run bench:desk [-- timeline | start | hour …] [--minutes N] [--json]: how quick and how steady the desk is, with its limits.
import { parseArgs } from 'node:util';
import { ensureBuild } from '../../scripts/lib/build.mjs';
import { createLog } from '../../scripts/lib/log.mjs';
import { withElectron } from './desk/electron.ts';
import { benchHour } from './desk/hour.ts';
import { benchStart } from './desk/start.ts';
import { benchTimeline } from './desk/timeline.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: 'string', default: '60' }, json: { type: 'boolean', default: false } },
});
const say = values.json ? console.error : console.log;

/** `hour` takes its time, so that it only runs when it is asked for. */
const parts: Readonly<Record<string, () => Promise<{ holds: boolean; figures: unknown }>>> = {
  timeline: () => benchTimeline(say),
  start: () => benchStart(say),
  hour: async () => ({ holds: await benchHour(Number(values.minutes)), figures: null }),
};
const asked = positionals.length > 0 ? positionals : ['timeline', 'start'];

await withElectron(async () => {
  await ensureBuild(createLog(process.stderr));
  const figures: Record<string, unknown> = {};
  for (const name of asked) {
    const part = parts[name];
    if (!part) throw new Error(`There is no part "${name}": ${Object.keys(parts).join(', ')}.`);
    const result = await part();
    figures[name] = result.figures;
    if (!result.holds) process.exitCode = 1;
  }
  if (values.json) console.log(JSON.stringify(figures, null, 1));
});
