import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Manifest } from '../../../shared/manifest.ts';
import { parseTimecode, type Rational } from '../../../shared/time.ts';
import { unguarded } from '../formats/csv.ts';
import { fraction } from '../plan/frames.ts';
import { type ExportedState, markInNote } from '../plan/mark.ts';
import type { ImportedRange } from './types.ts';

const rowSchema = z.looseObject({
  clip: z.string(),
  element: z.string().default(''),
  tags: z.string(),
  tc_in: z.string().default(''),
  tc_out: z.string().default(''),
  start_s: z.string().default(''),
  end_s: z.string().default(''),
  start_frame: z.string().default(''),
  end_frame: z.string().default(''),
  frames: z.string().default(''),
  name: z.string().default(''),
  note: z.string().default(''),
  rate: z.string().regex(/^[1-9]\d*\/[1-9]\d*$/),
});
type Row = z.infer<typeof rowSchema>;

const whole = (text: string): number[] => (/^\d+$/.test(text.trim()) ? [Number(text)] : []);

function framesOf(row: Row, which: 'start' | 'end', startFrame: number): number[] {
  const rate: Rational = fraction(row.rate);
  const [frame, seconds, timecode] =
    which === 'start' ? [row.start_frame, row.start_s, row.tc_in] : [row.end_frame, row.end_s, row.tc_out];
  const ofTimecode = parseTimecode(timecode, rate);
  const ofSeconds =
    seconds.trim() !== '' && Number.isFinite(Number(seconds.replace(',', '.')))
      ? [Math.round((Number(seconds.replace(',', '.')) * rate.num) / rate.den)]
      : [];
  return [...whole(frame), ...(ofTimecode ? [ofTimecode.frame - startFrame] : []), ...ofSeconds];
}

/** A new length ends the range where it now begins and so many frames later. */
function endByLength(row: Row, starts: readonly number[], exported: ExportedState | undefined): number[] {
  const [length] = whole(row.frames);
  if (!exported || !length || length === exported.endFrame - exported.startFrame) return [];
  const start = starts.find((frame) => frame !== exported.startFrame) ?? exported.startFrame;
  return [start + length];
}

/** Rows of our CSV, also when a spreadsheet has written it anew with semicolons. @throws Error where it is no such table */
export function readCsv(text: string, manifest: Manifest): ImportedRange[] {
  const header = text.slice(0, text.search(/\r?\n|$/));
  const delimiter = [',', ';', '\t'].find((one) => header.split(one).length > 5) ?? ',';
  const rows: unknown = parse(text, { columns: true, bom: true, delimiter, relax_column_count: true });
  return z
    .array(rowSchema)
    .parse(rows)
    .map((row) => {
      const media = unguarded(row.clip);
      const known = manifest.media.find(({ name }) => name === media);
      const startFrame = known?.timecode.startFrame ?? 0;
      const exported = markInNote(row.note)?.exported;
      const starts = framesOf(row, 'start', startFrame);
      return {
        id: row.element.trim() === '' ? undefined : row.element.trim(),
        exported,
        media,
        // A name by a template says who it is only where it is known to have been changed.
        names: (exported ? [row.tags, row.name] : [row.tags]).map(unguarded),
        starts,
        ends: [...framesOf(row, 'end', startFrame), ...endByLength(row, starts, exported)],
        rate: fraction(row.rate),
      };
    });
}
