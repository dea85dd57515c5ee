/**
 * Draws films from photographs: camera moves over stills, joined by cuts, dissolves, fades and wipes, with what is *not* a
 * cut mixed in (flashes, captions, whip pans). Since every frame is drawn by rule, the truth is exact.
 */

const smooth = (t) => t * t * (3 - 2 * t);
const mix = (a, b, t) => a + (b - a) * t;

/**
 * The part of a photograph that the camera sees `t` (0 to 1) of the way through a shot, in pixels of the photograph. The
 * move from `from` to `to` takes the time between `moveFrom` and `moveTo` (0 and 1), so a short one is a whip pan.
 */
export function cameraAt(shot, t) {
  const start = shot.moveFrom ?? 0;
  const eased = smooth(Math.min(1, Math.max(0, (t - start) / ((shot.moveTo ?? 1) - start))));
  const from = shot.from;
  const to = shot.to ?? shot.from;
  return {
    x: mix(from.x, to.x, eased),
    y: mix(from.y, to.y, eased),
    width: mix(from.width, to.width, eased),
  };
}

/** Where the columns (or rows) of the picture fall on the photograph: pairs of neighbours and the share of the second. */
function taps(start, length, count, limit) {
  const low = new Int32Array(count);
  const share = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const at = Math.min(limit - 1.001, Math.max(0, start + ((i + 0.5) * length) / count - 0.5));
    low[i] = Math.floor(at);
    share[i] = at - low[i];
  }
  return { low, share };
}

/** Samples the rectangle with centre (x, y) and the given width from a photograph, bilinear, into `out` (RGB). */
export function drawView(photo, view, size, out) {
  const height = (view.width * size.height) / size.width;
  const columns = taps(view.x - view.width / 2, view.width, size.width, photo.width);
  const rows = taps(view.y - height / 2, height, size.height, photo.height);
  const { rgb } = photo;
  const stride = photo.width * 3;
  let at = 0;
  for (let y = 0; y < size.height; y++) {
    const row = rows.low[y] * stride;
    const down = rows.share[y];
    for (let x = 0; x < size.width; x++) {
      const i = row + columns.low[x] * 3;
      const right = columns.share[x];
      for (let c = 0; c < 3; c++) {
        const a = rgb[i + c];
        const b = rgb[i + stride + c];
        const top = a + (rgb[i + 3 + c] - a) * right;
        const bottom = b + (rgb[i + stride + 3 + c] - b) * right;
        out[at++] = top + (bottom - top) * down + 0.5;
      }
    }
  }
}

/** Where shots and transitions lie: frame numbers, half-open; a gradual transition is shared by both shots. */
export function layOut(shots) {
  const laid = [];
  let next = 0;
  for (const [index, shot] of shots.entries()) {
    const join = index === 0 ? { kind: 'start', frames: 0 } : (shot.join ?? { kind: 'cut', frames: 0 });
    const first = next - join.frames;
    laid.push({ shot, join, from: first, to: first + shot.frames });
    next = first + shot.frames;
  }
  return { laid, frames: next };
}

function wipeFrom(edge, share, a, b, { width, height }, out) {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const passed = { right: 1 - x / width, top: y / height, bottom: 1 - y / height }[edge] < share;
      const source = passed ? b : a;
      const at = (y * width + x) * 3;
      for (let c = at; c < at + 3; c++) out[c] = source[c];
    }
  }
}

/** Mixes two RGB pictures, `share` (0 to 1) of the way from one to the other; a wipe runs from `edge`. */
export function blend(kind, share, a, b, size, out, edge = 'left') {
  if (kind === 'wipe' && edge !== 'left') {
    wipeFrom(edge, share, a, b, size, out);
    return;
  }
  if (kind === 'wipe') {
    const reached = Math.round(share * size.width) * 3;
    const stride = size.width * 3;
    for (let y = 0; y < size.height; y++) {
      const row = y * stride;
      out.set(b.subarray(row, row + reached), row);
      out.set(a.subarray(row + reached, row + stride), row + reached);
    }
    return;
  }
  if (kind === 'fade' || kind === 'fade-white') {
    // Down to black (or up to white) in the first half, back in the second.
    const empty = kind === 'fade' ? 0 : 255;
    const [picture, light] = share < 0.5 ? [a, 1 - 2 * share] : [b, 2 * share - 1];
    for (let i = 0; i < out.length; i++) out[i] = empty + (picture[i] - empty) * light;
    return;
  }
  for (let i = 0; i < out.length; i++) out[i] = a[i] + (b[i] - a[i]) * share;
}

/** Lays an effect of one shot over a picture: `flash`, `dim` (an exposure step) or `caption`. */
function applyEffect(effect, picture, size) {
  if (effect.kind === 'caption') {
    const top = Math.round(size.height * 0.78);
    const bottom = Math.round(size.height * 0.92);
    for (let i = top * size.width * 3; i < bottom * size.width * 3; i++) picture[i] = picture[i] * 0.3;
    // Bars that stand for lettering.
    for (let y = top + 6; y < bottom - 6; y++) {
      for (let x = Math.round(size.width * 0.06); x < size.width * 0.5; x++) {
        if (x % 9 < 6) picture.fill(235, (y * size.width + x) * 3, (y * size.width + x) * 3 + 3);
      }
    }
    return;
  }
  const [gain, lift] = effect.kind === 'flash' ? [0.35, 165] : [effect.gain ?? 0.7, 0];
  for (let i = 0; i < picture.length; i++) picture[i] = Math.min(255, picture[i] * gain + lift);
}

/**
 * Draws a film frame by frame.
 * @param film `{ size: { width, height }, shots: [{ photo, from, to?, frames, join?, effects?, persons? }] }`; a `join` is
 *   `{ kind: 'cut' | 'dissolve' | 'fade' | 'fade-white' | 'wipe', frames }`, an effect `{ kind, from, to }` in frames of its shot
 * @param photos by the names that the shots use: `{ width, height, rgb }`
 * @returns one RGB buffer per frame; the same one again and again
 */
export function* drawFilm(film, photos) {
  const { laid, frames } = layOut(film.shots);
  const bytes = film.size.width * film.size.height * 3;
  const pictures = [new Uint8ClampedArray(bytes), new Uint8ClampedArray(bytes)];
  const mixed = new Uint8ClampedArray(bytes);
  const draw = ({ shot, from }, frame, out) => {
    const position = frame - from;
    const t = shot.frames > 1 ? position / (shot.frames - 1) : 0;
    drawView(photos[shot.photo], cameraAt(shot, t), film.size, out);
    for (const effect of shot.effects ?? []) {
      if (position >= effect.from && position < effect.to) applyEffect(effect, out, film.size);
    }
  };
  for (let frame = 0; frame < frames; frame++) {
    const shown = laid.filter(({ from, to }) => frame >= from && frame < to);
    const [old, fresh] = shown;
    draw(old, frame, pictures[0]);
    if (!fresh) {
      yield pictures[0];
      continue;
    }
    draw(fresh, frame, pictures[1]);
    blend(fresh.join.kind, (frame - fresh.from + 1) / (fresh.join.frames + 1), ...pictures, film.size, mixed);
    yield mixed;
  }
}

/** The truth about a film, as `../shared/footage/truth` writes it: a gradual transition's shot begins in its middle. */
export function truthOf(film) {
  const { laid, frames } = layOut(film.shots);
  const starts = laid.map(({ from, join }) => from + Math.floor(join.frames / 2));
  return {
    frames,
    shots: laid.map(({ shot, join, from }, index) => ({
      index,
      first_frame: starts[index],
      end_frame: starts[index + 1] ?? frames,
      persons: shot.persons ?? [],
      ...(index === 0
        ? {}
        : { transition_in: { type: join.kind, first_frame: from, end_frame: from + join.frames } }),
    })),
    not_cuts: laid.flatMap(({ shot, from }) =>
      (shot.effects ?? []).map((effect) => ({
        type: effect.kind,
        first_frame: from + effect.from,
        end_frame: from + effect.to,
      })),
    ),
  };
}
