import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { useDesk } from '../../../../src/renderer/app/desk-store.ts';
import type { TimelineModel } from '../../../../src/renderer/canvas/model.ts';
import type { Viewport } from '../../../../src/renderer/canvas/viewport.ts';
import { Painter } from '../../../../src/renderer/features/timeline/painter.ts';
import '../../../../src/renderer/app/styles/tokens.css';
import { crowdedModel } from './crowd.ts';
import { scriptedViews } from './gestures.ts';
import { VirtualLanes } from './virtual-lanes.tsx';

/** Milliseconds a frame. */
export interface Times {
  readonly pan: number[];
  readonly zoom: number[];
}

const [widthPx, heightPx] = [1400, 700];
const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

/** The app's own painter on two canvases; all that its frame callbacks and the store take is counted. */
async function measureCanvas(model: TimelineModel): Promise<Times> {
  const area = document.createElement('div');
  area.style.cssText = `position: relative; width: ${widthPx}px; height: ${heightPx}px`;
  const canvases = [document.createElement('canvas'), document.createElement('canvas')] as const;
  for (const canvas of canvases) {
    canvas.style.cssText = 'position: absolute; inset: 0; width: 100%; height: 100%';
    area.append(canvas);
  }
  document.body.replaceChildren(area);
  let spent = 0;
  const ask = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) =>
    ask((time) => {
      const begun = performance.now();
      callback(time);
      spent += performance.now() - begun;
    });
  const painter = new Painter(area, ...canvases);
  painter.update({ model, widthPx, heightPx, scrollPx: 0, focused: undefined });
  const play = async (views: readonly Viewport[]): Promise<number[]> => {
    const times: number[] = [];
    for (const view of views) {
      spent = 0;
      const begun = performance.now();
      useDesk.getState().setView(view);
      spent += performance.now() - begun;
      await new Promise((resolve) => ask(() => setTimeout(resolve)));
      times.push(spent);
    }
    return times;
  };
  const { pan, zoom } = scriptedViews(model.frameCount, widthPx);
  // Once before: code is compiled and pictures are there.
  await play(zoom.slice(0, 140));
  const times = { pan: await play(pan), zoom: await play(zoom) };
  painter.dispose();
  window.requestAnimationFrame = ask;
  return times;
}

/** The same movements over lanes of elements, virtualised; script and layout, as the browser needs both for a frame. */
async function measureElements(model: TimelineModel): Promise<Times> {
  const place = document.createElement('div');
  document.body.replaceChildren(place);
  const root = createRoot(place);
  const { pan, zoom } = scriptedViews(model.frameCount, widthPx);
  const play = async (views: readonly Viewport[]): Promise<number[]> => {
    const times: number[] = [];
    for (const view of views) {
      const begun = performance.now();
      flushSync(() => root.render(<VirtualLanes model={model} view={view} widthPx={widthPx} />));
      times.push(performance.now() - begun);
      await nextFrame();
    }
    return times;
  };
  const some = (views: readonly Viewport[]): Viewport[] => views.filter((_, index) => index % 4 === 0);
  await play(some(zoom).slice(0, 20));
  const times = { pan: await play(some(pan)), zoom: await play(some(zoom)) };
  root.unmount();
  return times;
}

declare global {
  interface Window {
    /** What the bench calls from outside. */
    measureTimeline(count: number, how: 'canvas' | 'elements'): Promise<Times>;
  }
}

window.measureTimeline = (count, how) => {
  const model = crowdedModel(count);
  return how === 'canvas' ? measureCanvas(model) : measureElements(model);
};
document.title = 'ready';
