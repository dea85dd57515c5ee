// A window of the same Electron that the app runs in, with nothing of the app: for the bench's page, or bare.
import { app, BrowserWindow, nativeImage, protocol } from 'electron';

const scheme = 'castline-media';
protocol.registerSchemesAsPrivileged([
  { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
]);

/** Pictures as the app's filmstrip has them: 160 x 90, each in another grey. */
function picture(seed) {
  const [width, height] = [160, 90];
  const pixels = Buffer.alloc(width * height * 4, 40 + (seed % 160));
  return nativeImage.createFromBitmap(pixels, { width, height }).toJPEG(80);
}

async function open() {
  protocol.handle(scheme, (request) => {
    const seed = [...request.url].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
    return new Response(picture(seed), { headers: { 'content-type': 'image/jpeg' } });
  });
  const page = process.argv.find((argument) => argument.endsWith('.html'));
  const size = { width: 1600, height: 900, useContentSize: true };
  const window = new BrowserWindow({ ...size, backgroundColor: '#0e0e0f' });
  await (page ? window.loadFile(page) : window.loadURL('data:text/html,<title>bare</title><p>bare</p>'));
}

app.on('window-all-closed', () => app.quit());
// Not awaited: Electron is ready only once this file has run.
void app.whenReady().then(open);
