import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { useDesk } from '../../../../src/renderer/app/desk-store.ts';
import type { TimelineModel } from '../../../../src/renderer/canvas/model.ts';
import type { Viewport } from '../../../../src/renderer/canvas/viewport.ts';
import { Painter } from '../../../../src/renderer/features/timeline/painter.ts';
import '../../../../src/renderer/app/styles/tokens.css';
import { crowdedModel } from './crowd.ts';
import { scriptedViews } from './gestures.ts';
import './window.ts';
import { VirtualLanes } from './virtual-lanes.tsx';

const [widthPx, heightPx] = [1400, 700];
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Callbacks of frames so far, and the milliseconds by the clock that they took. */
const run = { callbacks: 0, ms: 0 };

// Counted wherever they were asked for: a picture that has come in asks for a frame as well, and a change then asks for no other.
const ask = window.requestAnimationFrame.bind(window);
window.requestAnimationFrame = (callback) =>
  ask((time) => {
    const begun = performance.now();
    callback(time);
    run.ms += performance.now() - begun;
    run.callbacks += 1;
  });

/** Makes a change and waits until a frame's callbacks have run after it. Milliseconds by the clock that both took. */
async function frameOf(change: () => void): Promise<number> {
  const before = { ...run };
  const begun = performance.now();
  change();
  const spent = performance.now() - begun;
  while (run.callbacks === before.callbacks) await pause(1);
  return spent + run.ms - before.ms;
}

/** The app's own painter on two canvases. */
async function measureCanvas(model: TimelineModel, views: readonly Viewport[]): Promise<number[]> {
  const area = document.createElement('div');
  area.style.cssText = `position: relative; width: ${widthPx}px; height: ${heightPx}px`;
  const canvases = [document.createElement('canvas'), document.createElement('canvas')] as const;
  for (const canvas of canvases) {
    canvas.style.cssText = 'position: absolute; inset: 0; width: 100%; height: 100%';
    area.append(canvas);
  }
  document.body.replaceChildren(area);
  const painter = new Painter(area, ...canvases);
  painter.update({ model, widthPx, heightPx, scrollPx: 0, focused: undefined });
  await pause(50);
  const times: number[] = [];
  for (const view of views) times.push(await frameOf(() => useDesk.getState().setView(view)));
  painter.dispose();
  return times;
}

/** The same movements over lanes of elements, virtualised, in a frame's callback as well. */
async function measureElements(model: TimelineModel, views: readonly Viewport[]): Promise<number[]> {
  const place = document.createElement('div');
  document.body.replaceChildren(place);
  const root = createRoot(place);
  const times: number[] = [];
  for (const view of views) {
    const render = (): void =>
      flushSync(() => root.render(<VirtualLanes model={model} view={view} widthPx={widthPx} />));
    times.push(await frameOf(() => requestAnimationFrame(render)));
  }
  root.unmount();
  return times;
}

let model: TimelineModel | undefined;

window.prepareTimeline = (count) => {
  model = crowdedModel(count);
};
window.moveTimeline = (how, gesture, share) => {
  if (!model) throw new Error('There is no timeline to move over.');
  const views = scriptedViews(model.frameCount, widthPx)[gesture].filter((_, index) => index % share === 0);
  return how === 'canvas' ? measureCanvas(model, views) : measureElements(model, views);
};
document.title = 'ready';
