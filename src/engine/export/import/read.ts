import { z } from 'zod';
import { CastlineError } from '../../../shared/errors.ts';
import type { Manifest } from '../../../shared/manifest.ts';
import { fraction, frameRange } from '../plan/frames.ts';
import { readExported } from '../plan/mark.ts';
import { readCsv } from './csv.ts';
import { readFcpxml } from './fcpxml.ts';
import { readOtio } from './otio.ts';
import { readResolveEdl } from './resolve-edl.ts';
import type { Imported, ImportedRange, ImportFormat } from './types.ts';

const fractionText = z.string().regex(/^\d{1,15}\/[1-9]\d{0,9}$/);

/** What is compared of a manifest; what else is in it, as of a newer version with the same major number, does not matter. */
const returnedSchema = z.object({
  schema: z.literal('element-manifest'),
  version: z.string().regex(/^1\.\d+\.\d+$/),
  media: z.array(z.object({ id: z.string(), video: z.object({ frameRate: fractionText }) })),
  tags: z.array(z.object({ id: z.string(), name: z.string() })),
  elements: z.array(
    z.object({
      id: z.string(),
      media: z.string(),
      tags: z.array(z.string()),
      range: z.object({ start: fractionText, duration: fractionText }),
      status: z.enum(['proposed', 'confirmed', 'rejected']),
      source: z.record(z.string(), z.unknown()),
    }),
  ),
});

/** A manifest that came back. */
function readManifest(json: object): Imported {
  const { media, tags, elements } = returnedSchema.parse(json);
  const names = new Map(tags.map(({ id, name }) => [id, name]));
  const ofId = new Map(media.map((one) => [one.id, one]));
  const ranges = elements.flatMap((element): ImportedRange[] => {
    const clip = ofId.get(element.media);
    if (!clip || element.status === 'rejected') return [];
    const rate = fraction(clip.video.frameRate);
    const { startFrame, endFrame } = frameRange(element.range, rate, Number.MAX_SAFE_INTEGER);
    return [
      {
        id: element.id,
        exported: readExported(element.source.exported),
        media: clip.id,
        names: [element.tags.map((id) => names.get(id) ?? id).join('; ')],
        starts: [startFrame],
        ends: [endFrame],
        rate,
      },
    ];
  });
  return { format: 'manifest', ranges, tagNames: names };
}

/** Far more than an editor's markers, and few enough to be compared while somebody waits. */
const mostRanges = 200_000;

/** Holds numbers to what can be counted with. @throws Error for others, CastlineError import-too-large */
function sound(imported: Imported): Imported {
  const { ranges } = imported;
  if (ranges.length > mostRanges) {
    throw new CastlineError(
      'import-too-large',
      `The file has ${ranges.length} ranges; at most ${mostRanges} are read.`,
    );
  }
  const isCounted = (value: number): boolean => Number.isSafeInteger(value);
  for (const { starts, ends, rate } of ranges) {
    const isSound = [...starts, ...ends].every(isCounted) && [rate.num, rate.den].every(isCounted);
    if (!isSound || rate.num < 1 || rate.den < 1) throw new Error('A time or a rate is no usable number.');
  }
  return imported;
}

function readJson(text: string): Imported {
  const json: unknown = JSON.parse(text);
  if (typeof json === 'object' && json !== null && 'schema' in json) return readManifest(json);
  return { format: 'otio', ranges: readOtio(json), tagNames: new Map() };
}

/**
 * Reads what came back from an editing program: a manifest, CSV, FCPXML, OTIO or a marker EDL, told apart by what they hold.
 *
 * @throws CastlineError invalid-request: it is none of these, or damaged; import-too-large
 */
export function readImport(text: string, manifest: Manifest): Imported {
  const begin = text
    .replace(/^\ufeff/, '')
    .trimStart()
    .slice(0, 400);
  const plain = (format: ImportFormat, ranges: ImportedRange[]): Imported =>
    sound({ format, ranges, tagNames: new Map() });
  try {
    if (begin.startsWith('{')) return sound(readJson(text.replace(/^\ufeff/, '')));
    if (begin.startsWith('TITLE:')) return plain('resolve-edl', readResolveEdl(text, manifest));
    if (/<fcpxml[\s>]/.test(begin) || /<!DOCTYPE fcpxml/.test(begin))
      return plain('fcpxml', readFcpxml(text));
    if (/(?:^|[",;\t])tc_in(?:[",;\t\r\n]|$)/.test(begin)) return plain('csv', readCsv(text, manifest));
  } catch (thrown) {
    if (thrown instanceof CastlineError) throw thrown;
    const details = thrown instanceof Error ? thrown.message : String(thrown);
    throw new CastlineError('invalid-request', 'The file cannot be read: it is damaged or of another make.', {
      cause: thrown,
      details,
    });
  }
  throw new CastlineError(
    'invalid-request',
    'This is no manifest, CSV, FCPXML, OTIO or marker EDL that Castline knows.',
  );
}
