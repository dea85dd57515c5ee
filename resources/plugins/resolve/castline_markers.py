"""Castline markers for DaVinci Resolve.

Reads a Castline manifest and marks the clips of the media pool, and the open timeline wherever it shows them. Markers of an
earlier run are replaced; no other is touched. Times are exact fractions until they become frames.

Install: put this file into Fusion/Scripts/Edit of Resolve's support folder. Run: Workspace > Scripts > castline_markers.
"""
import json
import os
from fractions import Fraction

MARK = 'castline:'
COLOURS = {
    'Blue': 0x007FE3, 'Cyan': 0x00CED0, 'Green': 0x00AD00, 'Yellow': 0xF09D00, 'Red': 0xE12401, 'Pink': 0xFF44C8,
    'Purple': 0x9013FE, 'Fuchsia': 0xC02E6F, 'Rose': 0xFFA1B9, 'Lavender': 0xA193C8, 'Sky': 0x92E2FD, 'Mint': 0x72DB00,
    'Lemon': 0xDCE95A, 'Sand': 0xC4915E, 'Cocoa': 0x6E5143, 'Cream': 0xF5EBE1,
}


def nearest_colour(text):
    """Resolve's colour that is nearest to #rrggbb."""
    def parts(value):
        return (value >> 16, value >> 8 & 255, value & 255)
    wanted = parts(int(text[1:], 16))
    return min(COLOURS, key=lambda name: sum((a - b) ** 2 for a, b in zip(wanted, parts(COLOURS[name]))))


def frame_of(seconds, rate):
    """The nearest frame, halves up."""
    return int(Fraction(seconds) * Fraction(rate) + Fraction(1, 2))


def markers_of(manifest, media):
    """Markers of one medium in its own frames, in order; one a frame, as Resolve keeps them. Rejected ones are left out."""
    tags = {tag['id']: tag for tag in manifest['tags']}
    rate = media['video']['frameRate']
    last = media['video']['frameCount'] - 1
    rows = []
    for element in manifest['elements']:
        if element['media'] != media['id'] or element['status'] == 'rejected' or 'shot' in element['tags']:
            continue
        own = [tags[tag] for tag in element['tags'] if tag in tags]
        start = Fraction(element['range']['start'])
        first = min(frame_of(start, rate), last)
        end = max(first + 1, frame_of(start + Fraction(element['range']['duration']), rate))
        rows.append({
            'id': element['id'],
            'start': first,
            'end': min(end, last + 1),
            'name': ' + '.join(tag['name'] for tag in own),
            'note': element['status'],
            'color': nearest_colour(own[0]['color']) if own else 'Blue',
        })
    taken = set()
    for row in sorted(rows, key=lambda row: (row['start'], -row['end'])):
        while row['start'] in taken and row['start'] < last:
            row['start'] += 1
        taken.add(row['start'])
        row['end'] = max(row['end'], row['start'] + 1)
    return sorted(rows, key=lambda row: row['start'])


def on_timeline(rows, at, source_in, length):
    """Those rows that an item of a timeline shows, cut to it. `at`: frames from the timeline's start."""
    shown = []
    for row in rows:
        start, end = max(row['start'], source_in), min(row['end'], source_in + length)
        if start < end:
            shown.append(dict(row, start=at + start - source_in, end=at + end - source_in))
    return shown


def mark(target, rows):
    """Puts rows on a Timeline or a MediaPoolItem; gives how many it refused."""
    for frame, marker in list((target.GetMarkers() or {}).items()):
        if str(marker.get('customData', '')).startswith(MARK):
            target.DeleteMarkerAtFrame(frame)
    return sum(
        0 if target.AddMarker(row['start'], row['color'], row['name'], row['note'], row['end'] - row['start'],
                              MARK + row['id']) else 1
        for row in rows)


def walk(folder):
    for clip in folder.GetClipList() or []:
        yield clip
    for inner in folder.GetSubFolderList() or []:
        for clip in walk(inner):
            yield clip


def run(resolve, manifest, say=print):
    project = resolve.GetProjectManager().GetCurrentProject()
    by_path = {media['path']: media for media in manifest['media']}
    by_name = {media['name']: media for media in manifest['media']}

    def media_of(item):
        path = item.GetClipProperty('File Path') if item else None
        return by_path.get(path) or by_name.get(os.path.basename(path or '')) or (item and by_name.get(item.GetName()))

    for item in walk(project.GetMediaPool().GetRootFolder()):
        media = media_of(item)
        if media:
            rows = markers_of(manifest, media)
            refused = mark(item, rows)
            say('%s: %d markers, %d refused' % (media['name'], len(rows) - refused, refused))
    timeline = project.GetCurrentTimeline()
    if not timeline:
        return
    rows = []
    for track in range(1, int(timeline.GetTrackCount('video')) + 1):
        for item in timeline.GetItemListInTrack('video', track) or []:
            media = media_of(item.GetMediaPoolItem())
            if media:
                rows += on_timeline(markers_of(manifest, media), item.GetStart() - timeline.GetStartFrame(),
                                    item.GetLeftOffset(), item.GetDuration())
    refused = mark(timeline, rows)
    say('%s: %d markers, %d refused' % (timeline.GetName(), len(rows) - refused, refused))


if 'resolve' in globals() and 'fusion' in globals():
    chosen = globals()['fusion'].RequestFile()
    if chosen:
        with open(chosen, encoding='utf-8') as file:
            run(globals()['resolve'], json.load(file))
