import { chmod, mkdir, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SetupError } from '../lib/log.mjs';
import { capture } from '../lib/processes.mjs';

const desktopEntry = (config) => `[Desktop Entry]
Type=Application
Name=${config.productName}
Comment=${config.linux.synopsis}
Exec=/opt/${config.productName}/${config.linux.executableName} %F
Icon=video-x-generic
Terminal=false
Categories=${config.linux.category};
MimeType=${config.fileAssociations[0].mimeType};
StartupWMClass=${config.productName}
`;

const mimeType = ({
  fileAssociations: [{ ext, name, mimeType: type }],
}) => `<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="${type}">
    <comment>${name}</comment>
    <glob pattern="*.${ext}"/>
    <magic priority="60"><match type="big32" offset="68" value="0x4353544c"/></magic>
  </mime-type>
</mime-info>
`;

/** Tells the desktop of the file type; a system without a desktop has neither program. */
const refresh = `#!/bin/sh
set -e
if command -v update-mime-database >/dev/null; then update-mime-database /usr/share/mime || true; fi
if command -v update-desktop-database >/dev/null; then update-desktop-database -q || true; fi
exit 0
`;

async function bytesIn(folder) {
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) bytes += (await stat(path.join(entry.parentPath, entry.name))).size;
  }
  return bytes;
}

/**
 * Makes a Debian package with dpkg-deb from the settings that electron-builder would use. `work` is a folder that already
 * holds the program under opt/.
 */
export async function makeDeb(work, outFile, config, version) {
  const put = async (place, text, mode = 0o644) => {
    const file = path.join(work, place);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
    await chmod(file, mode);
  };
  const { executableName, synopsis, maintainer } = config.linux;
  const program = path.join(work, 'opt', config.productName);
  await put(`usr/share/applications/${executableName}.desktop`, desktopEntry(config));
  await put(`usr/share/mime/packages/${executableName}.xml`, mimeType(config));
  await mkdir(path.join(work, 'usr', 'bin'), { recursive: true });
  await rm(path.join(work, 'usr', 'bin', executableName), { force: true });
  await symlink(
    `/opt/${config.productName}/${executableName}`,
    path.join(work, 'usr', 'bin', executableName),
  );
  const installed = Math.ceil((await bytesIn(program)) / 1024);
  await put(
    'DEBIAN/control',
    `Package: castline
Version: ${version}
Architecture: amd64
Maintainer: ${maintainer}
Installed-Size: ${installed}
Depends: ${config.deb.depends.join(', ')}
Section: video
Priority: optional
Description: ${synopsis}
 Finds shots and people in footage on this computer, and hands them to editing programs.
`,
  );
  await put('DEBIAN/postinst', refresh, 0o755);
  await put('DEBIAN/postrm', refresh, 0o755);
  await mkdir(path.dirname(outFile), { recursive: true });
  const { code, stderr } = await capture('dpkg-deb', [
    '--root-owner-group',
    '-Zzstd',
    '-z8',
    '--build',
    work,
    outFile,
  ]);
  if (code !== 0) throw new SetupError(`${stderr}\nThe Debian package could not be built.`);
  return { installedBytes: installed * 1024, bytes: (await stat(outFile)).size };
}
