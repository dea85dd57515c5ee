// What is marked where: pure, with exact times. Nothing here knows of Premiere.

/** Premiere's clock: divides evenly by the frames of every usual rate. */
const TICKS_PER_SECOND = 254016000000n;
/** Premiere's eight marker colours, by index. */
const COLOURS = ['#718637', '#d22c36', '#af8bb1', '#e96f24', '#d0a12b', '#ffffff', '#428df6', '#19f4d6'];

/** Ticks of a time "n/d" in seconds, to the nearest one. */
function ticksOf(text) {
  const [num, den = 1n] = text.split('/').map(BigInt);
  return (num * TICKS_PER_SECOND * 2n + den) / (2n * den);
}

/** Index of the colour that is nearest to #rrggbb. */
function colourIndex(hex) {
  const parts = (text) => [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16));
  const wanted = parts(hex);
  const far = COLOURS.map((colour) =>
    parts(colour).reduce((sum, value, at) => sum + (value - wanted[at]) ** 2, 0),
  );
  return far.indexOf(Math.min(...far));
}

const baseName = (path) => path.split(/[\\/]/).at(-1);

/** The medium of a manifest that a file is; by path, else by name. */
function mediaOf(manifest, path) {
  return (
    manifest.media.find((media) => media.path === path) ??
    manifest.media.find((media) => media.name === baseName(path))
  );
}

/** Markers of a medium from its first frame, in order. Shots and rejected ranges are left out. */
function markersOf(manifest, media) {
  const tags = new Map(manifest.tags.map((tag) => [tag.id, tag]));
  return manifest.elements
    .filter(({ media: id, status, tags: own }) => id === media.id && status !== 'rejected' && !own.includes('shot'))
    .map((element) => {
      const own = element.tags.flatMap((id) => tags.get(id) ?? []);
      return {
        id: element.id,
        name: own.map(({ name }) => name).join(' + '),
        note: `${element.status} [castline:${element.id}]`,
        start: ticksOf(element.range.start),
        duration: ticksOf(element.range.duration),
        colour: colourIndex(own[0]?.color ?? '#428df6'),
      };
    })
    .sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
}

/** The markers that a part of a sequence shows, in the sequence's time and cut to the part. All in ticks. */
function inSequence(markers, { at, from, length }) {
  return markers.flatMap((marker) => {
    const start = marker.start > from ? marker.start : from;
    const markerEnd = marker.start + marker.duration;
    const end = markerEnd < from + length ? markerEnd : from + length;
    return start < end ? [{ ...marker, start: at + start - from, duration: end - start }] : [];
  });
}

if (typeof module !== 'undefined') {
  module.exports = { TICKS_PER_SECOND, ticksOf, colourIndex, mediaOf, markersOf, inSequence };
}
