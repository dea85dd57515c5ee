import type { ExportFormatId } from '../../../shared/contract/index.ts';
import { avidAleFormat, avidMarkersFormat } from './avid.ts';
import { ffmetadataFormat, matroskaChaptersFormat } from './chapters.ts';
import { cocoFormat } from './coco.ts';
import { csvFormat } from './csv.ts';
import { cvatFormat } from './cvat.ts';
import { fcpxmlFormat } from './fcpxml.ts';
import type { Format } from './format.ts';
import { kdenliveFormat, kdenliveGuidesFormat } from './kdenlive.ts';
import { labelStudioFormat } from './label-studio.ts';
import { losslessCutFormat } from './losslesscut.ts';
import { manifestFormat } from './manifest.ts';
import { otioFormat } from './otio.ts';
import { premiereXmlFormat } from './premiere-xml.ts';
import { resolveEdlFormat } from './resolve-edl.ts';
import { resolveScriptFormat } from './resolve-script.ts';
import { shotcutFormat } from './shotcut.ts';
import { webvttFormat } from './webvtt.ts';
import { xmpFormat } from './xmp.ts';

const byId: Readonly<Record<ExportFormatId, Format>> = {
  manifest: manifestFormat,
  csv: csvFormat,
  fcpxml: fcpxmlFormat,
  'resolve-edl': resolveEdlFormat,
  'resolve-script': resolveScriptFormat,
  'premiere-xml': premiereXmlFormat,
  otio: otioFormat,
  kdenlive: kdenliveFormat,
  'kdenlive-guides': kdenliveGuidesFormat,
  shotcut: shotcutFormat,
  'avid-markers': avidMarkersFormat,
  'avid-ale': avidAleFormat,
  losslesscut: losslessCutFormat,
  webvtt: webvttFormat,
  'matroska-chapters': matroskaChaptersFormat,
  ffmetadata: ffmetadataFormat,
  xmp: xmpFormat,
  coco: cocoFormat,
  cvat: cvatFormat,
  'label-studio': labelStudioFormat,
};

/** The format of an id. */
export const formatOf = (id: ExportFormatId): Format => byId[id];
export const allFormats: readonly Format[] = Object.values(byId);
