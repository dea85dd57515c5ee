import { dialog, shell } from 'electron';
import { CastlineError } from '../shared/errors.ts';

/** Hosts that Castline links to. Nothing else is ever handed to the system's browser. */
const allowedHosts: ReadonlySet<string> = new Set([
  'api.cometapi.com',
  'www.cometapi.com',
  'app.klingai.com',
  'klingai.com',
  'ffmpeg.org',
]);

/** The address as it may be opened; undefined for another host, another scheme, or one with a name, password or port. */
export function allowedLink(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const isPlain = url.protocol === 'https:' && url.username === '' && url.password === '' && url.port === '';
  return isPlain && allowedHosts.has(url.hostname) ? url.href : undefined;
}

/** Opens a page in the system's browser after a yes. True when it was opened. @throws CastlineError invalid-request */
export async function openLink(address: string): Promise<boolean> {
  const link = allowedLink(address);
  if (!link) throw new CastlineError('invalid-request', 'Castline opens only pages that it knows.');
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: `Open ${new URL(link).hostname} in your browser?`,
    detail: link,
    buttons: ['Open', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
  });
  if (response !== 0) return false;
  await shell.openExternal(link);
  return true;
}
