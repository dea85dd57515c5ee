// Runs on the project's Node (Electron's download library needs Node 22): fetches the pinned release into that
// library's own cache, printing the percentage as it goes, then lets Electron's installer unpack it.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const packageDir = process.argv[2];
const fromElectron = createRequire(path.join(packageDir, 'package.json'));
const { version } = fromElectron('./package.json');
const { downloadArtifact } = await import(pathToFileURL(fromElectron.resolve('@electron/get')).href);

let lastPercent = -1;
try {
  await downloadArtifact({
    version,
    artifactName: 'electron',
    platform: process.platform,
    arch: process.arch,
    checksums: JSON.parse(readFileSync(path.join(packageDir, 'checksums.json'), 'utf8')),
    downloadOptions: {
      quiet: true,
      getProgressCallback: ({ percent }) => {
        const rounded = Math.floor(percent * 100);
        if (rounded === lastPercent) return;
        lastPercent = rounded;
        process.stdout.write(`${rounded}\n`);
      },
    },
  });
} catch (error) {
  const causes = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    causes.push(cause.code ?? cause.message);
  process.stderr.write(`${causes.filter(Boolean).join(': ')}\n`);
  process.exit(1);
}
process.exitCode =
  spawnSync(process.execPath, [path.join(packageDir, 'install.js')], { stdio: 'inherit' }).status ?? 1;
