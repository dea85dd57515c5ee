import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { CustomScheme, Session } from 'electron';
import { mediaScheme } from '../shared/contract/media-urls.ts';

/** The window's own files come from here and not from file:, whose pages may read every file of the user's. */
export const appScheme = 'castline-app';
export const appUrl = `${appScheme}://window/index.html`;

export const appSchemePrivileges: CustomScheme = {
  scheme: appScheme,
  // Chromium keeps the compiled page, as it does for sites.
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};

/** Radix sets inline styles to place popovers; scripts come from the program's own files only. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  `img-src 'self' data: ${mediaScheme}:`,
  `media-src ${mediaScheme}:`,
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  // No text ever becomes markup or a script.
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.map': 'application/json',
};

/** The file that a URL of the window stands for; undefined for what lies outside the folder. */
export function windowFile(url: string, folder: string): string | undefined {
  const { hostname, pathname } = new URL(url);
  if (hostname !== 'window') return undefined;
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
  const path = normalize(join(folder, decoded));
  const isInside = path.startsWith(folder + sep) && path.length > folder.length + 1;
  return isInside && !decoded.includes('\0') ? path : undefined;
}

/** Serves the window's own files, from one folder and of known types, and nothing else. */
export function serveWindow(session: Session, folder: string): void {
  session.protocol.handle(appScheme, async (request) => {
    const path = windowFile(request.url, folder);
    const type = path && contentTypes[extname(path)];
    if (!path || !type) return new Response(null, { status: 404 });
    const body = await readFile(path).catch(() => undefined);
    if (!body) return new Response(null, { status: 404 });
    return new Response(new Uint8Array(body), {
      headers: {
        'content-type': type,
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
      },
    });
  });
}
