import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { z } from 'zod';
import { launchShell, quantile, verdict } from './electron.ts';
import './page/window.ts';

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

const traceSchema = z.object({
  traceEvents: z.array(z.object({ name: z.string(), tdur: z.number().optional() })),
});

/**
 * Milliseconds of the window's own thread in each frame's callbacks while some work goes on, by Chromium's trace: what other
 * programs on the machine take in between is not in it, as it is in times by the clock.
 */
async function threadTimes<T>(
  app: ElectronApplication,
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly cpu: number[] }> {
  await app.evaluate(({ contentTracing }) =>
    contentTracing.startRecording({ included_categories: ['devtools.timeline'] }),
  );
  const value = await work();
  const path = await app.evaluate(({ contentTracing }) => contentTracing.stopRecording());
  const { traceEvents } = traceSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  rmSync(path, { force: true });
  const cpu = traceEvents.flatMap(({ name, tdur }) =>
    name === 'FireAnimationFrame' && tdur !== undefined ? [tdur / 1000] : [],
  );
  return { value, cpu };
}

/** Milliseconds of the window's thread a frame. */
export interface GestureFigures {
  readonly spans: number;
  readonly how: 'canvas' | 'elements';
  readonly gesture: 'pan' | 'zoom';
  readonly medianMs: number;
  readonly p95Ms: number;
}

/** One gesture over the timeline of the page, told as a line. Whether its limit holds, where it has one. */
async function measureGesture(
  app: ElectronApplication,
  page: Page,
  count: number,
  how: 'canvas' | 'elements',
  gesture: 'pan' | 'zoom',
  say: (line: string) => void,
): Promise<{ holds: boolean; figures: GestureFigures }> {
  const share = how === 'canvas' ? 1 : 4;
  const { value: clock, cpu } = await threadTimes(app, () =>
    page.evaluate(([way, what, part]) => window.moveTimeline(way, what, part), [
      how,
      gesture,
      share,
    ] as const),
  );
  const p95 = quantile(cpu, 0.95);
  const isJudged = how === 'canvas' && count === 100_000;
  const judgement = isJudged ? `  p95 <= ${limitMs}: ${verdict(p95, limitMs)}` : '';
  const name = `${String(count).padStart(7)} spans, ${how.padEnd(8)} ${gesture.padEnd(4)}`;
  say(`${name}  ${shown(cpu)}  [${shown(clock)}]  ${cpu.length} frames${judgement}`);
  return {
    holds: !isJudged || p95 <= limitMs,
    figures: { spans: count, how, gesture, medianMs: quantile(cpu, 0.5), p95Ms: p95 },
  };
}

/** Script time a frame of pan and zoom, on canvas and as virtualised elements, one after the other in one window. */
export async function benchTimeline(
  say: (line: string) => void,
): Promise<{ holds: boolean; figures: GestureFigures[] }> {
  const outDir = await buildPage();
  const app = await launchShell(join(outDir, 'index.html'));
  try {
    const page = await app.firstWindow();
    page.on('pageerror', (error) => console.error(String(error)));
    await page.waitForFunction(() => document.title === 'ready', undefined, { timeout: 60_000 });
    say("Script time a frame, ms: median / p95 / most, of the window's thread [by the clock]");
    const figures: GestureFigures[] = [];
    let holds = true;
    for (const count of counts) {
      await page.evaluate((spans) => window.prepareTimeline(spans), count);
      for (const how of ['canvas', 'elements'] as const) {
        // Once before: code is compiled and pictures are there.
        await page.evaluate((way) => window.moveTimeline(way, 'zoom', 6), how);
        for (const gesture of ['pan', 'zoom'] as const) {
          const measured = await measureGesture(app, page, count, how, gesture, say);
          figures.push(measured.figures);
          holds &&= measured.holds;
        }
      }
    }
    return { holds, figures };
  } finally {
    await app.close();
    rmSync(outDir, { recursive: true, force: true });
  }
}
