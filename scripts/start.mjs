// npm start [-- files and folders | --demo | --library <path>]: sets up what is missing, then opens the app.
import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { ensureBuild } from './lib/build.mjs';
import { ensureElectron } from './lib/electron.mjs';
import { ensureLinuxRuns, isRoot, lacksDisplay } from './lib/linux.mjs';
import { createLog, runMain, SetupError } from './lib/log.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { cacheDir, projectNode, root, userDir } from './lib/paths.mjs';
import { runInherited } from './lib/processes.mjs';

await runMain(async () => {
  const noDisplay = lacksDisplay();
  if (noDisplay) throw new SetupError(noDisplay);
  const log = createLog();
  await ensurePackages(log);
  await ensureBuild(log);
  const electron = await ensureElectron(log);
  await ensureLinuxRuns(log, electron.binary);
  const wanted = process.argv.slice(2);
  const demo = wanted.includes('--demo');
  const args = toAppArguments(wanted.filter((argument) => argument !== '--demo'));
  if (demo) args.push(...(await demoArguments(log)));
  if (process.platform === 'linux' && isRoot()) {
    log.line('Running as root: Chromium starts only without its sandbox, so --no-sandbox is passed');
    args.unshift('--no-sandbox');
  }
  log.line(`Opening Castline (${electron.source})`);
  return runInherited(electron.binary, moveSwitchesFirst(args), { cwd: userDir() });
});

/** Paths are made absolute from the folder the command was typed in; switches are left as they are. */
function toAppArguments(args) {
  return args.map((argument, index) => {
    if (argument.startsWith('-')) return argument;
    const file = path.resolve(userDir(), argument);
    const namesLibrary = args[index - 1] === '--library'; // may not exist yet
    if (!namesLibrary && !existsSync(file)) throw new SetupError(`There is no file or folder ${file}.`);
    return file;
  });
}

/** Chromium reads its switches anywhere, but the app's folder is the first argument that is not one. */
function moveSwitchesFirst(args) {
  const isChromiumSwitch = (argument) =>
    argument === '--no-sandbox' || argument.startsWith('--user-data-dir=');
  return [...args.filter(isChromiumSwitch), root, ...args.filter((argument) => !isChromiumSwitch(argument))];
}

/** Makes the demo clip once, under another name until it is whole, and opens it in a library of its own. */
async function demoArguments(log) {
  const folder = path.join(cacheDir(), 'demo');
  const clip = path.join(folder, 'Castline demo.mp4');
  if (!existsSync(clip)) {
    await mkdir(folder, { recursive: true });
    const unfinished = path.join(folder, 'unfinished.mp4');
    const code = await log.step('Making the demo clip (once)', () =>
      runInherited(projectNode, [path.join(root, 'scripts', 'demo.mjs'), unfinished], { cwd: root }),
    );
    if (code !== 0) throw new SetupError('The demo clip could not be made; the reason is above.');
    await rename(unfinished, clip);
  }
  return ['--library', path.join(folder, 'Castline demo.castline'), clip];
}
