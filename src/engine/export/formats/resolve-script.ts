import { nominalRate, toNumber } from '../../../shared/time.ts';
import { paletteFor } from '../plan/colours.ts';
import { spreadMarkers } from '../plan/spread.ts';
import type { ExportPlan } from '../plan/types.ts';
import { oneLine, withoutControls } from '../text/clean.ts';
import { type Format, filesNamed } from './format.ts';
import { resolveColours } from './resolve-colours.ts';

/**
 * A Python script for Resolve's Workspace > Scripts, with the ranges in it. `AddMarker` takes frames from the start of the
 * timeline or clip, refuses a frame that has a marker, and keeps our id as custom data.
 */

const program = `# DaVinci Resolve: put this file in Fusion/Scripts/Edit and run it from Workspace > Scripts.
# It marks the clips in the media pool that have the names below, and the timeline that is open where it begins with one
# of them and is as long. Markers that were put by an earlier run are replaced; no other is touched.
import json

CLIPS = json.loads(DATA)
MARK = 'castline:'


def mark(target, rows):
    """Adds rows to a Timeline or a MediaPoolItem; gives how many were refused."""
    for frame, marker in list((target.GetMarkers() or {}).items()):
        if str(marker.get('customData', '')).startswith(MARK):
            target.DeleteMarkerAtFrame(frame)
    refused = 0
    for row in rows:
        added = target.AddMarker(row['start'], row['color'], row['name'], row['note'], row['frames'], MARK + row['id'])
        refused += 0 if added else 1
    return refused


def walk(folder):
    """Every clip of a folder of the media pool and of those in it."""
    for clip in folder.GetClipList() or []:
        yield clip
    for inner in folder.GetSubFolderList() or []:
        for clip in walk(inner):
            yield clip


def first_item(timeline):
    items = timeline.GetItemListInTrack('video', 1) or []
    return items[0] if items else None


def run(resolve, say=print):
    project = resolve.GetProjectManager().GetCurrentProject()
    by_name = dict((clip['file'], clip) for clip in CLIPS)
    for item in walk(project.GetMediaPool().GetRootFolder()):
        clip = by_name.get(item.GetClipProperty('File Name')) or by_name.get(item.GetName())
        if clip:
            refused = mark(item, clip['markers'])
            say('%s: %d markers on the clip, %d refused' % (clip['file'], len(clip['markers']) - refused, refused))
    timeline = project.GetCurrentTimeline()
    first = timeline and first_item(timeline)
    clip = first and by_name.get(first.GetName())
    if clip and first.GetStart() == timeline.GetStartFrame() and first.GetLeftOffset() == 0:
        refused = mark(timeline, clip['markers'])
        say('%s: %d markers on the timeline, %d refused' % (timeline.GetName(), len(clip['markers']) - refused, refused))


if 'resolve' in globals():
    run(globals()['resolve'])
`;

/** Pure ASCII, so that neither Python's nor Resolve's idea of the file's encoding matters. */
const ascii = (text: string): string =>
  text.replaceAll(/[\u007f-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

function write(plan: ExportPlan) {
  const colourOf = paletteFor(
    plan.clips.flatMap(({ ranges }) => ranges),
    resolveColours,
  );
  const spread = plan.clips.map((clip) => ({
    clip,
    ...spreadMarkers(
      clip.ranges.map((range) => ({ range, startFrame: range.startFrame, endFrame: range.endFrame })),
      clip.frames,
      'Resolve',
    ),
  }));
  const data = spread.map(({ clip, markers }) => ({
    file: withoutControls(clip.media.name),
    rate: toNumber(clip.rate),
    timebase: nominalRate(clip.rate),
    frames: clip.frames,
    markers: markers.map(({ range, startFrame, endFrame }) => ({
      id: range.element.id,
      start: startFrame,
      frames: endFrame - startFrame,
      name: oneLine(range.name),
      note: oneLine(range.note),
      color: colourOf(range),
    })),
  }));
  const literal = JSON.stringify(ascii(JSON.stringify(data)));
  return {
    files: filesNamed([{ name: `${plan.title} resolve` }], '.py', () => `DATA = ${literal}\n${program}`),
    warnings: spread.flatMap(({ warnings }) => warnings),
  };
}

export const resolveScriptFormat: Format = {
  id: 'resolve-script',
  name: 'Resolve script',
  program: 'DaVinci Resolve',
  extension: '.py',
  per: 'library',
  steps: [
    'Put the file in Fusion/Scripts/Edit of Resolve’s support folder.',
    'Workspace > Scripts > the file’s name, with the project open.',
  ],
  shapes: ['annotated'],
  options: ['nameTemplate', 'colourBy', 'frameRate'],
  defaults: {},
  checkedWith: 'Python 3, with an object that has the documented calls',
  notRunIn: 'DaVinci Resolve',
  needs: { rates: 'standard', usesTimecode: false },
  write,
};
