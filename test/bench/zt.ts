import { join } from 'node:path';
import { withElectron } from './desk/electron.ts';
import { launchCastline } from '../support/electron.ts';
const folder = process.argv[2]!;
await withElectron(async () => {
  for (let i = 0; i < 2; i++) {
    const { page, close } = await launchCastline({ library: join(folder, 'Many.castline'), userDataDir: join(folder, 'profile'), args: ['--trace-startup=toplevel,blink,v8,loading,devtools.timeline,disabled-by-default-v8.compile,disabled-by-default-v8.cpu_profiler', '--trace-startup-file=/tmp/many/trace.json', '--trace-startup-duration=4', '--trace-startup-format=json'] });
    await page.waitForFunction(() => document.querySelector('[data-testid="stage"][data-shown-frame]') !== null, null, { polling: 'raf' });
    await page.waitForTimeout(5000);
    await close();
  }
});
