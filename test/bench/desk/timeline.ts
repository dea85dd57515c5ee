import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { launchShell, quantile, verdict } from './electron.ts';
import type { Times } from './page/main.tsx';

const counts = [1_000, 20_000, 100_000];
const limitMs = 4;

/** The page with the app's painter, built as the app is; it has no bridge, so that no frame can wait on the engine. */
async function buildPage(): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'castline-bench-'));
  await build({
    root: join(import.meta.dirname, 'page'),
    base: './',
    logLevel: 'error',
    plugins: [
      react(),
      {
        // A page from a file has no origin for modules to come from.
        name: 'no-origin',
        transformIndexHtml: (html: string) => html.replaceAll(' crossorigin', ''),
      },
    ],
    build: { outDir, target: 'chrome130' },
  });
  return outDir;
}

const shown = (times: readonly number[]): string =>
  `${quantile(times, 0.5).toFixed(2)} / ${quantile(times, 0.95).toFixed(2)} / ${Math.max(...times).toFixed(1)}`;

/** Script time a frame of pan and zoom, on canvas and as virtualised elements, one after the other in one window. */
export async function benchTimeline(): Promise<boolean> {
  const outDir = await buildPage();
  const app = await launchShell(join(outDir, 'index.html'));
  try {
    const page = await app.firstWindow();
    page.on('pageerror', (error) => console.log(String(error)));
    await page.waitForFunction(() => document.title === 'ready', undefined, { timeout: 30_000 });
    console.log('Script time a frame, ms: median / p95 / most');
    let holds = true;
    for (const count of counts) {
      for (const how of ['canvas', 'elements'] as const) {
        const { pan, zoom } = await page.evaluate<Times, [number, typeof how]>(
          ([spans, way]) => window.measureTimeline(spans, way),
          [count, how],
        );
        const p95 = Math.max(quantile(pan, 0.95), quantile(zoom, 0.95));
        const judged = how === 'canvas' && count === 100_000;
        if (judged && p95 > limitMs) holds = false;
        console.log(
          `${String(count).padStart(7)} spans, ${how.padEnd(8)}  pan ${shown(pan)}  zoom ${shown(zoom)}  (${pan.length}+${zoom.length} frames)${judged ? `  p95 <= ${limitMs}: ${verdict(p95, limitMs)}` : ''}`,
        );
      }
    }
    return holds;
  } finally {
    await app.close();
    rmSync(outDir, { recursive: true, force: true });
  }
}
