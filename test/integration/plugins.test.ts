import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportText } from '../../src/engine/export/index.ts';
import type { Manifest, ManifestMedia } from '../../src/shared/manifest.ts';
import { everything, oddManifest } from '../support/manifests.ts';

/** The plug-ins against objects of the documented shape: the programs themselves are not here. */
const plugins = join(import.meta.dirname, '../../resources/plugins');

interface Marker {
  readonly id: string;
  readonly name: string;
  readonly note: string;
  readonly start: bigint;
  readonly duration: bigint;
  readonly colour: number;
}
interface Plan {
  ticksOf(text: string): bigint;
  colourIndex(hex: string): number;
  mediaOf(manifest: Manifest, path: string): ManifestMedia | undefined;
  markersOf(manifest: Manifest, media: ManifestMedia): Marker[];
  inSequence(markers: readonly Marker[], part: { at: bigint; from: bigint; length: bigint }): Marker[];
}

/** A script of the panel, loaded as the panel's page does. */
function load<T>(name: string): T {
  const module = { exports: {} };
  new Function('module', readFileSync(join(plugins, 'premiere', name), 'utf8'))(module);
  return module.exports as T;
}

const [num, den] = [254_016_000_000n, 1n];
const framesOf = (media: ManifestMedia, ticks: bigint): number => {
  const [n = 1n, d = 1n] = media.video.frameRate.split('/').map(BigInt);
  expect((ticks * n) % (num * d * den)).toBe(0n);
  return Number((ticks * n) / (num * d));
};

/** Start and length in frames by the manifest, as a sum of its own. */
const expected = (manifest: Manifest, media: ManifestMedia): string[] =>
  manifest.elements
    .filter((element) => element.media === media.id)
    .map(({ range }) => {
      const [start, length] = [range.start, range.duration].map((text) => {
        const [a = 0, b = 1] = text.split('/').map(Number);
        const [n = 1, d = 1] = media.video.frameRate.split('/').map(Number);
        return Math.round((a * n) / (b * d));
      });
      return `${start}+${length}`;
    })
    .sort();

describe('the panel for Premiere', () => {
  const plan = load<Plan>('plan.js');
  const manifest = oddManifest();

  it('places every range on whole frames, exactly', () => {
    for (const media of manifest.media) {
      const markers = plan.markersOf(manifest, media);
      const read = markers.map(
        ({ start, duration }) => `${framesOf(media, start)}+${framesOf(media, duration)}`,
      );
      expect(read.sort(), media.name).toEqual(expected(manifest, media));
    }
    expect(plan.ticksOf('1001/30000')).toBe(8_475_667_200n);
    expect(plan.mediaOf(manifest, `D:\\Footage\\${manifest.media[0]?.name}`)).toBe(manifest.media[0]);
    expect(plan.mediaOf(manifest, '/nowhere.mov')).toBeUndefined();
  });

  it('cuts markers to the part that a sequence shows', () => {
    const marker = { id: 'e', name: 'n', note: '', start: 100n, duration: 50n, colour: 0 };
    const at = (from: bigint, length: bigint) => plan.inSequence([marker], { at: 1000n, from, length });
    expect(at(120n, 10n)).toMatchObject([{ start: 1000n, duration: 10n }]);
    expect(at(90n, 100n)).toMatchObject([{ start: 1010n, duration: 50n }]);
    expect(at(150n, 10n)).toEqual([]);
  });

  it('adds and colours in two steps to undo, and replaces only its own', async () => {
    const { putMarkers } = load<{ putMarkers: (...given: unknown[]) => Promise<number> }>('premiere.js');
    let isLocked = false;
    let steps = 0;
    const action = (run: () => void) => {
      if (!isLocked) throw new Error('actions are made inside of lockedAccess');
      return run;
    };
    interface Fake {
      comments: string;
      colour?: number;
      start: string;
      getComments(): string;
      createSetColorByIndexAction(index: number): () => void;
    }
    const fake = (comments: string, start: string): Fake => ({
      comments,
      start,
      getComments: () => comments,
      createSetColorByIndexAction(index) {
        return action(() => {
          this.colour = index;
        });
      },
    });
    let list = [fake('somebody else’s', '5'), fake('old [castline:x]', '6')];
    const ppro = {
      TickTime: { createWithTicks: (ticks: string) => ({ ticks }) },
      Markers: {
        getMarkers: async () => ({
          getMarkers: () => [...list],
          createRemoveMarkerAction: (marker: Fake) =>
            action(() => {
              list = list.filter((one) => one !== marker);
            }),
          createAddMarkerAction: (
            _: string,
            type: string,
            start: { ticks: string },
            __: object,
            note: string,
          ) => {
            expect(type).toBe('Comment');
            return action(() => list.push(fake(note, start.ticks)));
          },
        }),
      },
    };
    const project = {
      lockedAccess: (run: () => void) => {
        isLocked = true;
        run();
        isLocked = false;
      },
      executeTransaction: (run: (compound: { addAction: (one: () => void) => void }) => void) => {
        const actions: (() => void)[] = [];
        run({ addAction: (one) => actions.push(one) });
        for (const one of actions) one();
        steps += 1;
        return true;
      },
    };
    const media = manifest.media[0] as ManifestMedia;
    const markers = plan.markersOf(manifest, media);
    for (const _ of [1, 2]) expect(await putMarkers(ppro, project, {}, markers)).toBe(markers.length);
    expect(steps).toBe(4);
    expect(list).toHaveLength(markers.length + 1);
    expect(list.filter(({ colour }) => colour !== undefined)).toHaveLength(markers.length);
  });
});

const hasPython = spawnSync('python3', ['--version']).status === 0;
if (!hasPython) console.log('python3 is not here: the script for Resolve is not run.');

describe.runIf(hasPython)('the script for Resolve', () => {
  it('marks clips and the open timeline, once, a marker a frame, in exact frames', () => {
    const folder = mkdtempSync(join(tmpdir(), 'castline-plugins-'));
    const manifest = oddManifest();
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
    // What Python compiles stays out of the folder that is packed.
    const run = spawnSync(
      'python3',
      ['-B', '-c', fakeResolve, join(plugins, 'resolve'), join(folder, 'manifest.json')],
      { encoding: 'utf8' },
    );
    rmSync(folder, { recursive: true, force: true });
    expect(run.status, run.stderr).toBe(0);
    const { clips, timeline, again } = JSON.parse(run.stdout) as {
      clips: Record<string, string[]>;
      timeline: string[];
      again: boolean;
    };
    for (const media of manifest.media) {
      expect(clips[media.name]?.toSorted(), media.name).toEqual(expected(manifest, media));
    }
    // The timeline shows frames 300 to 400 of the first clip, 50 frames after its start.
    expect(timeline).toEqual(
      expect.arrayContaining([expect.stringMatching(/^50\+\d+$/), expect.stringMatching(/^51\+\d+$/)]),
    );
    expect(again).toBe(true);
  });
});

describe.runIf(hasPython)('the exported script for Resolve', () => {
  it('marks each clip of the media pool in exact frames', () => {
    const manifest = oddManifest();
    const folder = mkdtempSync(join(tmpdir(), 'castline-script-'));
    const options = { manifest, selection: everything, options: {}, title: 'Odd', outFolder: folder };
    const [file] = exportText({ ...options, format: 'resolve-script' }).files;
    writeFileSync(join(folder, 'exported.py'), file?.text ?? '');
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
    const text = fakeResolve
      .replace('import castline_markers as plugin', 'import exported as plugin')
      .replace(' and color in plugin.COLOURS', '')
      .replaceAll('plugin.run(Chain(), manifest, ', 'plugin.run(Chain(), ');
    const run = spawnSync('python3', ['-c', text, folder, join(folder, 'manifest.json')], {
      encoding: 'utf8',
    });
    rmSync(folder, { recursive: true, force: true });
    expect(run.status, run.stderr).toBe(0);
    const { clips, again } = JSON.parse(run.stdout) as { clips: Record<string, string[]>; again: boolean };
    for (const media of manifest.media) {
      expect(clips[media.name]?.toSorted(), media.name).toEqual(expected(manifest, media));
    }
    expect(again).toBe(true);
  });
});

/** Objects with the calls of Resolve's scripting README; AddMarker refuses a taken frame and what is no whole number. */
const fakeResolve = `
import json, sys
sys.path.insert(0, sys.argv[1])
import castline_markers as plugin
manifest = json.load(open(sys.argv[2], encoding='utf-8'))
class Markers:
    def __init__(self): self.markers = {}
    def GetMarkers(self): return dict(self.markers)
    def DeleteMarkerAtFrame(self, frame): return self.markers.pop(frame, None) is not None
    def AddMarker(self, frame, color, name, note, duration, data):
        assert type(frame) is int and type(duration) is int and duration > 0 and color in plugin.COLOURS
        if frame in self.markers: return False
        self.markers[frame] = {'customData': data, 'duration': duration}
        return True
class Clip(Markers):
    def __init__(self, media): Markers.__init__(self); self.media = media
    def GetClipProperty(self, key): return self.media['path'] if key == 'File Path' else ''
    def GetName(self): return self.media['name']
class Item:
    def __init__(self, clip): self.clip = clip
    def GetMediaPoolItem(self): return self.clip
    def GetName(self): return ''
    def GetStart(self): return 108050
    def GetLeftOffset(self): return 300
    def GetDuration(self): return 100
class Folder:
    def GetClipList(self): return clips
    def GetSubFolderList(self): return []
class Timeline(Markers):
    def GetName(self): return 'T'
    def GetStartFrame(self): return 108000
    def GetTrackCount(self, kind): return 1
    def GetItemListInTrack(self, kind, index): return [Item(clips[0])]
class Chain:
    def __getattr__(self, name):
        if name == 'GetRootFolder': return lambda: Folder()
        if name == 'GetCurrentTimeline': return lambda: timeline
        return lambda: self
clips = [Clip(media) for media in manifest['media']]
timeline = Timeline()
rows = lambda target: ['%d+%d' % (f, m['duration']) for f, m in sorted(target.markers.items())]
plugin.run(Chain(), manifest, lambda text: None)
first = [rows(one) for one in clips + [timeline]]
plugin.run(Chain(), manifest, lambda text: None)
print(json.dumps({'clips': {c.media['name']: rows(c) for c in clips}, 'timeline': rows(timeline), 'again': first == [rows(one) for one in clips + [timeline]]}))
`;
