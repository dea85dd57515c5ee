/** One run of the cloud queue over a library, to be killed at any instant: `node cloud-run.ts <library> <server>`. */
import { openCloud } from './cloud-library.ts';
import { testAccount } from './kling-server/start.ts';

const [library = '', server = ''] = process.argv.slice(2);
const cloud = openCloud(library, testAccount(server, 'cometapi', { route: 'comet' }), {
  waitScale: 0.002,
  deadlineMs: 1500,
});
// Whoever kills by the clock begins to count here.
process.stdout.write('open\n');
cloud.queue.wake();
await cloud.queue.whenAtRest();
const { activity } = cloud.queue;
await cloud.close();
process.stdout.write(`${JSON.stringify(activity)}\n`);
