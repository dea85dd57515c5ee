// npm start [-- files and folders | --demo | --library <path>]: sets up what is missing, then opens the app.
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { ensureBuild } from './lib/build.mjs';
import { ensureElectron } from './lib/electron.mjs';
import { ensureLinuxLibraries, isRoot, lacksDisplay } from './lib/linux.mjs';
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
  await ensureLinuxLibraries(log, electron.binary);
  const wanted = process.argv.slice(2);
  const demo = wanted.includes('--demo');
  const args = await toAppArguments(wanted.filter((argument) => argument !== '--demo'));
  if (demo) args.push(...(await demoArguments(log)));
  if (process.platform === 'linux' && isRoot()) {
    log.line('Running as root: Chromium starts only without its sandbox, so --no-sandbox is passed');
    args.unshift('--no-sandbox');
  }
  log.line(`Opening Castline (${electron.source})`);
  return runInherited(electron.binary, moveSwitchesFirst(args), { cwd: userDir() });
});

/** Paths are made absolute from the folder the command was typed in; switches are left as they are. */
async function toAppArguments(args) {
  return args.map((argument, index) => {
    const isValue = argument.startsWith('-') && argument !== '-';
    if (isValue) return argument;
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

/** Makes the demo clip once and opens it in a library of its own. */
async function demoArguments(log) {
  const folder = path.join(cacheDir(), 'demo');
  const clip = path.join(folder, 'Castline demo.mp4');
  const library = path.join(folder, 'Castline demo.castline');
  if (!existsSync(clip)) {
    await mkdir(folder, { recursive: true });
    const code = await log.step('Making the demo clip (once)', () =>
      runInherited(projectNode, [path.join(root, 'scripts', 'demo.mjs'), clip], { cwd: root }),
    );
    if (code !== 0 || !existsSync(clip))
      throw new SetupError('The demo clip could not be made; the reason is above.');
  }
  return ['--library', library, clip];
}
