import {
  type ExportFormat,
  type ExportFormatId,
  type ExportPreview,
  type ExportRequest,
  type ExportSelection,
  type ExportWarning,
  exportDefaults,
  exportFormatSchema,
  exportOptionsSchema,
} from '../../shared/contract/index.ts';
import { CastlineError } from '../../shared/errors.ts';
import type { Manifest } from '../../shared/manifest.ts';
import { formatTimecode, type Rational } from '../../shared/time.ts';
import { allFormats, formatOf } from './formats/index.ts';
import { stillOf, xmpText } from './formats/xmp.ts';
import { buildPlan } from './plan/build.ts';
import { nearestFrame } from './plan/frames.ts';
import type { ExportFile, ExportPlan } from './plan/types.ts';

/** What is to be exported; `options` that are left out are the format's, then everyone's. */
export interface ExportJob {
  readonly manifest: Manifest;
  readonly format: ExportFormatId;
  readonly selection: ExportSelection;
  readonly options: ExportRequest['options'];
  /** Names the library in titles and file names. */
  readonly title: string;
  /** The folder in which the files will lie. */
  readonly outFolder: string;
}

/** An export as text: its plan, its files, and what a program will not show. */
export interface ExportText {
  readonly plan: ExportPlan;
  readonly files: readonly ExportFile[];
  readonly warnings: readonly ExportWarning[];
}

/** Every format with what is said of it. */
export function listFormats(): ExportFormat[] {
  return allFormats.map((format) => exportFormatSchema.parse(format));
}

/** The text of all files of an export: pure. @throws CastlineError invalid-request: a shape that the format does not have */
export function exportText(job: ExportJob): ExportText {
  const format = formatOf(job.format);
  const asked = Object.fromEntries(Object.entries(job.options).filter(([, value]) => value !== undefined));
  const options = exportOptionsSchema.parse({ ...exportDefaults, ...format.defaults, ...asked });
  if (!format.shapes.includes(options.shape)) {
    throw new CastlineError(
      'invalid-request',
      `${format.name} is written as ${format.shapes.join(' or ')} only.`,
    );
  }
  const plan = buildPlan({ ...job, options, needs: format.needs });
  const written = plan.clips.length === 0 ? { files: [], warnings: [] } : format.write(plan);
  return { plan, files: written.files, warnings: [...plan.warnings, ...written.warnings] };
}

/**
 * The XMP packet of the frame that is shown `seconds` after the first of a clip: who is where in it. Nothing where nobody is.
 */
export function stillPacket(manifest: Manifest, mediaId: string, seconds: Rational): string | undefined {
  const own = manifest.elements.filter(({ media }) => media === mediaId);
  const plan = buildPlan({
    manifest: { ...manifest, elements: own },
    selection: { confirmedOnly: false, appearances: true, shots: false },
    options: exportDefaults,
    needs: formatOf('xmp').needs,
    title: '',
    outFolder: '/',
  });
  const [clip] = plan.clips;
  const still = clip && stillOf(clip, nearestFrame(seconds, clip.rate));
  return still && still.regions.length > 0 ? xmpText(still) : undefined;
}

const mostPreviewRanges = 1000;
const mostHeadLength = 4000;

/** What a dialog shows before anything is written. */
export function exportPreview(job: ExportJob): ExportPreview {
  const { plan, files, warnings } = exportText(job);
  const all = plan.clips.flatMap((clip) => clip.ranges.map((range) => ({ clip, range })));
  return {
    files: files.map(({ name, text }) => ({
      name,
      bytes: Buffer.byteLength(text),
      head: text.slice(0, mostHeadLength).toWellFormed(),
    })),
    ranges: all.slice(0, mostPreviewRanges).map(({ clip, range }) => {
      const timecode = (frame: number): string =>
        formatTimecode(clip.startFrame + frame, clip.rate, clip.dropFrame);
      return {
        clip: clip.media.name,
        name: range.name,
        colour: range.colour,
        startFrame: range.startFrame,
        endFrame: range.endFrame,
        startTimecode: timecode(range.startFrame),
        endTimecode: timecode(range.endFrame),
        status: range.element.status === 'confirmed' ? 'confirmed' : 'proposed',
      };
    }),
    rangeCount: all.length,
    warnings: [...warnings],
  };
}
