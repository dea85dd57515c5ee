import { type StatsFs, statfsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { CastlineError } from '../../shared/errors.ts';

/** Magic numbers of file systems that other machines may write to (statfs(2)): NFS, SMB, CIFS, SMB2, AFS, Coda, 9P, Ceph. */
const sharedFileSystems: ReadonlySet<number> = new Set([
  0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x5346414f, 0x73757245, 0x01021997, 0x00c36400,
]);

/**
 * SQLite's log is shared memory of one machine (sqlite.org/wal.html): two machines that write through a network share would
 * damage the library. Known on Linux and macOS by the type of the file system, elsewhere by a path that names a server.
 *
 * @throws CastlineError library-on-share
 */
export function refuseShare(
  path: string,
  statfs: (folder: string) => Pick<StatsFs, 'type'> | undefined = typeOf,
): void {
  const isShare = path.startsWith('\\\\') || sharedFileSystems.has((statfs(dirname(path))?.type ?? 0) >>> 0);
  if (isShare) {
    throw new CastlineError('library-on-share', `"${basename(path)}" lies on a network share.`);
  }
}

function typeOf(folder: string): Pick<StatsFs, 'type'> | undefined {
  try {
    return statfsSync(folder);
  } catch {
    return undefined;
  }
}
