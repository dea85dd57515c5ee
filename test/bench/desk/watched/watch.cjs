// Runs before the page's own scripts; writes the times of the clock, in milliseconds, to the root element of the page.

/** Clips, cast, lanes and a picture of the place that was left are on screen. */
function isDrawn() {
  const stage = document.querySelector('[data-testid="stage"]');
  const still = stage?.querySelector('img.picture');
  const hasPicture = stage?.hasAttribute('data-shown-frame') || (still?.complete && still.naturalWidth > 0);
  const parts = ['.clip-main', '.person', '[data-testid="timeline"]'];
  return hasPicture && parts.every((part) => document.querySelector(part));
}

const timecode = () => document.querySelector('.timecode')?.textContent;

/** A key, as the keyboard gives it to the page; resolves when the playhead has moved. */
async function moveByKey() {
  const before = timecode();
  const key = { key: 'ArrowRight', code: 'ArrowRight', bubbles: true, cancelable: true };
  document.body.dispatchEvent(new KeyboardEvent('keydown', key));
  // The page answers in the microtasks of the key, or later.
  await undefined;
  while (timecode() === before) await new Promise((resolve) => setTimeout(resolve));
}

const note = (what) => {
  document.documentElement.dataset[what] ??= String(Date.now());
};

/** Looks at each frame that the page draws, and when a picture has come. */
function whenThere(isThere, then) {
  let wasThere = false;
  const look = () => {
    if (wasThere || !document.body || !isThere()) return;
    wasThere = true;
    then();
  };
  const eachFrame = () => {
    look();
    if (!wasThere) requestAnimationFrame(eachFrame);
  };
  document.addEventListener('load', look, { capture: true });
  requestAnimationFrame(eachFrame);
}

whenThere(
  () => document.querySelector('p'),
  () => note('bareAt'),
);
whenThere(isDrawn, async () => {
  await moveByKey();
  note('usableAt');
  // The second of two frames begins when the first has been painted.
  requestAnimationFrame(() => requestAnimationFrame(() => note('paintedAt')));
});
whenThere(
  () => document.querySelector('[data-testid="stage"][data-shown-frame]'),
  () => note('filmAt'),
);
