import type { Manifest, ManifestMedia } from '../../../shared/manifest.ts';
import { canDropFrames, parseTimecode, type Rational } from '../../../shared/time.ts';
import { fraction, frameRange, standardRateFor } from '../plan/frames.ts';
import { markInNote } from '../plan/mark.ts';
import type { ImportedRange } from './types.ts';

interface Event {
  readonly timecode: string;
  readonly note: string;
  readonly name: string;
  readonly frames: number;
}

const eventLine = /^\d{3,}\s+\S+\s+V\s+C\s+(\S+)\s/;

function eventsOf(lines: readonly string[]): Event[] {
  return lines.flatMap((line, index): Event[] => {
    const timecode = eventLine.exec(line)?.[1];
    if (!timecode) return [];
    const [note = '', ...fields] = (lines[index + 1] ?? '').split('|');
    const field = (key: string): string =>
      fields
        .find((one) => one.startsWith(`${key}:`))
        ?.slice(key.length + 1)
        .trim() ?? '';
    return [{ timecode, note: note.trim(), name: field('M'), frames: Number(field('D') || 1) }];
  });
}

const normal = (text: string): string =>
  text.replaceAll(/[|¦]/g, '').replaceAll(/\s+/g, ' ').trim().toLowerCase();

/**
 * Where the timeline began cannot be read from the file: of the starts that are usual, the one at which most events are
 * where the elements of their ids are.
 */
function originOf(
  events: readonly Event[],
  media: ManifestMedia,
  manifest: Manifest,
  rate: Rational,
): number {
  const drop = media.timecode.dropFrame && canDropFrames(rate);
  const hour = parseTimecode(drop ? '01:00:00;00' : '01:00:00:00', rate)?.frame ?? 0;
  const starts = new Map(
    manifest.elements.map((one) => [one.id, frameRange(one.range, rate, Number.MAX_SAFE_INTEGER).startFrame]),
  );
  const score = (origin: number): number =>
    events.filter((event) => {
      const mark = markInNote(event.note);
      const start = mark?.exported?.startFrame ?? starts.get(mark?.id ?? '');
      const at = parseTimecode(event.timecode, rate)?.frame;
      return start !== undefined && at !== undefined && at - origin - (mark?.shift.start ?? 0) === start;
    }).length;
  const usual = [hour, media.timecode.startFrame, 0];
  return usual.reduce((best, one) => (score(one) > score(best) ? one : best));
}

/** Timeline markers; the title names the clip. @throws Error where it is no marker EDL of a known clip */
export function readResolveEdl(text: string, manifest: Manifest): ImportedRange[] {
  const lines = text.split(/\r?\n/);
  const title = /^TITLE:\s*(.*)$/.exec(lines[0] ?? '')?.[1] ?? '';
  const events = eventsOf(lines);
  const ids = new Set(events.map(({ note }) => markInNote(note)?.id));
  const named = manifest.media.find(({ name }) => normal(title).startsWith(normal(name)));
  const owner = manifest.elements.find(({ id }) => ids.has(id));
  const media = manifest.media.find(({ id }) => id === owner?.media) ?? named;
  if (!media) throw new Error(`The title "${title}" names no clip of the library.`);
  const rate = standardRateFor(fraction(media.video.frameRate));
  const origin = originOf(events, media, manifest, rate);
  return events.flatMap((event) => {
    const at = parseTimecode(event.timecode, rate)?.frame;
    if (at === undefined) return [];
    const mark = markInNote(event.note);
    const start = at - origin - (mark?.shift.start ?? 0);
    const end = at - origin + event.frames - (mark?.shift.end ?? 0);
    return [
      {
        id: mark?.id,
        exported: mark?.exported,
        media: media.name,
        names: [event.name],
        starts: [start],
        ends: [end],
        rate,
      },
    ];
  });
}
