import { type FileHandle, lstat, open, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { CustomScheme, Session } from 'electron';
import { isMediaKey, mediaScheme } from '../shared/contract/media-urls.ts';

/** `stream` lets a video element ask for ranges. */
export const mediaSchemePrivileges: CustomScheme = {
  scheme: mediaScheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
};

/** What a media address names: a clip, a stored picture, a clip’s proxy. */
export type MediaKind = 'asset' | 'image' | 'proxy';
/** The file that an address names; undefined where there is none. */
export type Locate = (kind: MediaKind, key: string) => Promise<string | undefined>;

const contentTypes: Record<string, string> = {
  '.mp4': 'video/mp4',
  '.m4v': 'video/mp4',
  '.mov': 'video/mp4',
  '.webm': 'video/webm',
  '.mkv': 'video/x-matroska',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
};

/** Part of a file, in bytes. */
export interface ByteRange {
  readonly start: number;
  /** Last byte, inclusive. */
  readonly end: number;
}

/**
 * Reads a Range header by RFC 9110, section 14: one range of bytes. Undefined: none was asked for, or a form that may be
 * ignored; 'unsatisfiable': it begins past the end.
 */
export function parseRange(header: string | null, size: number): ByteRange | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  if (match[1] === '') {
    const length = Number(match[2]);
    return length === 0 || size === 0
      ? 'unsatisfiable'
      : { start: Math.max(0, size - length), end: size - 1 };
  }
  const start = Number(match[1]);
  const end = match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
  if (start >= size) return 'unsatisfiable';
  return end < start ? undefined : { start, end };
}

/** What a media URL names: `castline-media://asset/<id>`, `…://proxy/<id>` or `…://image/<hash>`, and nothing else. */
export function parseMediaUrl(url: string): { kind: MediaKind; key: string } | undefined {
  const [, kind, key = ''] = new RegExp(`^${mediaScheme}://(asset|image|proxy)/(.+)$`).exec(url) ?? [];
  return isMediaKey(key) ? { kind: kind as MediaKind, key } : undefined;
}

const chunkBytes = 256 * 1024;

/**
 * The bytes of a range, read when they are asked for. A player drops most of its requests half-way; then the file is closed
 * and nothing else happens.
 */
function streamOf(path: string, range: ByteRange): ReadableStream<Uint8Array> {
  let file: FileHandle | undefined;
  let position = range.start;
  const close = async (): Promise<void> => {
    const opened = file;
    file = undefined;
    await opened?.close();
  };
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        file ??= await open(path, 'r');
        const wanted = Math.min(chunkBytes, range.end + 1 - position);
        const { bytesRead, buffer } = await file.read(new Uint8Array(wanted), 0, wanted, position);
        position += bytesRead;
        if (bytesRead > 0) controller.enqueue(buffer.subarray(0, bytesRead));
        if (bytesRead > 0 && position <= range.end) return;
        await close();
        controller.close();
      } catch (thrown) {
        await close().catch(() => undefined);
        // A stream that was dropped meanwhile takes no error any more; one that is still wanted gets it.
        controller.error(thrown);
      }
    },
    cancel: close,
  });
}

async function answer(request: Request, locate: Locate): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405 });
  const named = parseMediaUrl(request.url);
  const path = named && (await locate(named.kind, named.key));
  // Footage may be a link that the user made; nobody makes links among Castline's own pictures.
  const look = named?.kind === 'asset' ? stat : lstat;
  const stats = path ? await look(path).catch(() => undefined) : undefined;
  if (!named || !path || !stats?.isFile()) return new Response(null, { status: 404 });
  const headers: Record<string, string> = {
    'content-type': contentTypes[extname(path).toLowerCase()] ?? 'application/octet-stream',
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
    'cache-control': named.kind === 'image' ? 'public, max-age=31536000, immutable' : 'no-store',
  };
  const range = parseRange(request.headers.get('range'), stats.size);
  if (range === 'unsatisfiable') {
    return new Response(null, {
      status: 416,
      headers: { ...headers, 'content-range': `bytes */${stats.size}` },
    });
  }
  const length = range ? range.end - range.start + 1 : stats.size;
  const body =
    request.method === 'HEAD' || length === 0
      ? null
      : streamOf(path, range ?? { start: 0, end: stats.size - 1 });
  headers['content-length'] = String(length);
  if (range) headers['content-range'] = `bytes ${range.start}-${range.end}/${stats.size}`;
  return new Response(body, { status: range ? 206 : 200, headers });
}

/**
 * Serves registered media, proxies and stored pictures by opaque id. Ranges are answered from a read stream: handing over to
 * `net.fetch('file://…')` would ignore them and nothing could be seeked (electron issue 38749).
 */
export function serveMedia(session: Session, locate: Locate): void {
  session.protocol.handle(mediaScheme, (request) =>
    answer(request, locate).catch(() => new Response(null, { status: 500 })),
  );
}
