// npm run --silent castline -- <command>: the engine without a window, on the project's own Node.
// Set-up speaks on stderr only: stdout belongs to the command.
import path from 'node:path';
import { findElectron } from './lib/electron.mjs';
import { createLog, runMain } from './lib/log.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { compiledDir, projectNode, root, userDir } from './lib/paths.mjs';
import { runInherited } from './lib/processes.mjs';

const CANCELLED = 130;

await runMain(async () => {
  let interrupted = false;
  process.on('SIGINT', () => {
    interrupted = true;
  });
  await ensurePackages(createLog(process.stderr));
  if (interrupted) return CANCELLED;
  const entry = path.join(root, 'src', 'cli', 'main.ts');
  const args = process.argv.slice(2);
  // `doctor` also says which Electron the app would open in, and only the launcher knows.
  const electron = args[0] === 'doctor' ? await findElectron() : undefined;
  const env = { NODE_COMPILE_CACHE: compiledDir, ...process.env };
  if (electron) env.CASTLINE_ELECTRON = electron;
  return runInherited(projectNode, [entry, ...args], { cwd: userDir(), env });
});
