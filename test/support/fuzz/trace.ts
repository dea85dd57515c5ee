import { spawnSync } from 'node:child_process';

/** What a traced run did that it must not. */
export interface Trespass {
  readonly sockets: readonly string[];
  /** Files outside the allowed folders that were opened to write, made, renamed or removed. */
  readonly writes: readonly string[];
  /** Files that were read and are named in `secrets`. */
  readonly reads: readonly string[];
  readonly systemCalls: number;
}

const traced = 'socket,connect,openat,open,creat,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat';

/** True where strace is there and may trace. */
export const canTrace = (): boolean =>
  process.platform === 'linux' &&
  spawnSync('strace', ['-f', '--seccomp-bpf', '-o', '/dev/null', 'true']).status === 0;

/** The command line that traces a command and all that it starts into a file. */
export const tracing = (logFile: string, command: readonly string[]): string[] => [
  'strace',
  ...['-f', '--seccomp-bpf', '-s', '400', '-e', `trace=${traced}`, '-o', logFile],
  ...command,
];

const alwaysAllowed = /^\/(?:dev\/(?:null|tty|shm\/|pts\/)|proc\/)/;

/** Reads a log of strace: sockets to a network, and changes to files outside of some folders. */
export function trespassIn(log: string, allowed: readonly string[], secrets: readonly string[]): Trespass {
  const sockets: string[] = [];
  const writes: string[] = [];
  const reads: string[] = [];
  const lines = log.split('\n').filter((line) => /^\d+ +\w+\(/.test(line));
  for (const line of lines) {
    const isFailed = /= -1 E/.test(line);
    if (/ (?:socket|connect)\((?:.*?)(?:AF_INET6?|AF_PACKET|AF_NETLINK)/.test(line)) sockets.push(line);
    const paths = [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, path]) => path ?? '');
    const isOpen = / (?:open|openat)\(/.test(line);
    const isWrite = isOpen ? /O_(?:WRONLY|RDWR|CREAT|TRUNC)/.test(line) : !/ (?:socket|connect)\(/.test(line);
    if (isWrite && !isFailed) {
      const outside = paths.filter(
        (path) =>
          path.startsWith('/') && !alwaysAllowed.test(path) && !allowed.some((one) => path.startsWith(one)),
      );
      if (outside.length > 0) writes.push(line);
    }
    if (!isFailed && paths.some((path) => secrets.includes(path))) reads.push(line);
  }
  return { sockets, writes, reads, systemCalls: lines.length };
}

/** Whom a traced run spoke to, beyond this computer. */
export interface Contacts {
  readonly away: readonly string[];
  readonly calls: number;
}

const ownAddress =
  /sin_addr=inet_addr\("(?:127\.\d+\.\d+\.\d+|0\.0\.0\.0)"\)|inet_pton\(AF_INET6, "(?:::1|::|::ffff:127\.\d+\.\d+\.\d+)"/;

/** Reads a log of strace: every call that names an address of a network which is not this computer's own. */
export function contactsIn(log: string): Contacts {
  const lines = log.split('\n').filter((line) => /^\d+ +\w+\(/.test(line));
  const away = lines.filter(
    (line) => /sa_family=AF_(?:INET6?|PACKET|VSOCK|BLUETOOTH)/.test(line) && !ownAddress.test(line),
  );
  return { away, calls: lines.length };
}
