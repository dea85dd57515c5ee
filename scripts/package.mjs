// npm run package: builds the app and puts a Debian package together in dist/, from the Electron at hand and the settings in
// electron-builder.json. electron-builder itself fetches helper programs from the internet; where it can, `npx electron-builder`
// makes the AppImage, the NSIS and the dmg installers from the same file.
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { ensureBuild } from './lib/build.mjs';
import { ensureElectron } from './lib/electron.mjs';
import { createLog, runMain } from './lib/log.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { root } from './lib/paths.mjs';

await runMain(async () => {
  const log = createLog();
  await ensurePackages(log);
  await ensureBuild(log);
  const electron = await ensureElectron(log);
  const config = JSON.parse(await readFile(path.join(root, 'electron-builder.json'), 'utf8'));
  const { makeTree } = await import('./package/tree.mjs');
  const { makeDeb } = await import('./package/deb.mjs');
  const work = path.join(root, 'dist', 'deb');
  const tree = path.join(work, 'opt', config.productName);
  const facts = await log.step('Putting the program together', () => makeTree(tree, electron.binary, config));
  const file = path.join(root, 'dist', `castline_${facts.version}_amd64.deb`);
  const sizes = await log.step('Making the Debian package', () => makeDeb(work, file, config, facts.version));
  await rm(work, { recursive: true });
  const megabytes = (bytes) => `${Math.round(bytes / 1024 ** 2)} MB`;
  log.line(
    `${file}: ${megabytes(sizes.bytes)}, installed ${megabytes(sizes.installedBytes)}, ${electron.source}`,
  );
  return 0;
});
