import { beforeEach, describe, expect, it, vi } from 'vitest';
import type {
  AssetDetail,
  CastlineBridge,
  PersonView,
  RangeEdits,
  TagView,
} from '../../../shared/contract/index.ts';
import type { AssetId } from '../../../shared/ids.ts';
import { createClient } from '../../app/bridge.ts';
import { useDesk } from '../../app/desk-store.ts';
import type { Environment } from '../../app/environment.ts';
import { createQueries, keys } from '../../app/queries.ts';
import { addRangeTag } from './edits.ts';
import { useSelection } from './selection-store.ts';
import { numberedTags, personOfKey, pressSubject, releaseSubject } from './tagging.ts';
import { type RunSubject, useTagging } from './tagging-store.ts';

const clip = 'clip' as AssetId;
const vfx: RunSubject = { on: 'tag', name: 'VFX' };

/** A desk whose engine takes edits down. */
function deskWith(): { environment: Environment; edits: RangeEdits[] } {
  const edits: RangeEdits[] = [];
  const bridge: CastlineBridge = {
    call: async ({ input }) => {
      edits.push(input as RangeEdits);
      return { ok: true, output: [] };
    },
    onEvent: () => () => undefined,
    pathForFile: () => '',
  };
  return {
    environment: { client: createClient(bridge), queries: createQueries(), bridge, desk: useDesk },
    edits,
  };
}

const ranges = (edits: readonly RangeEdits[]) =>
  edits.flatMap(({ add = [] }) =>
    add.map(({ name, target }) => (target.on === 'range' ? [name, target.startFrame, target.endFrame] : [])),
  );

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  useTagging.getState().endAll();
  useDesk.getState().selectAsset(undefined);
  useDesk.getState().selectAsset(clip);
  useDesk.getState().arriveAt(100);
  return () => vi.useRealTimers();
});

describe('a tag put while playing', () => {
  it('starts the clip and lasts as long as the key is held', async () => {
    const { environment, edits } = deskWith();
    pressSubject(environment, vfx);
    expect(useDesk.getState().speed).toBe(1);
    vi.advanceTimersByTime(900);
    useDesk.getState().arriveAt(122);
    releaseSubject(environment, vfx);
    await vi.waitFor(() => expect(ranges(edits)).toEqual([['VFX', 100, 123]]));
    expect(useTagging.getState().runs).toEqual([]);
  });

  it('runs on after a tap, and ends by another one', async () => {
    const { environment, edits } = deskWith();
    pressSubject(environment, vfx);
    vi.advanceTimersByTime(90);
    releaseSubject(environment, vfx);
    expect(useTagging.getState().runs).toHaveLength(1);
    useDesk.getState().arriveAt(180);
    pressSubject(environment, vfx);
    releaseSubject(environment, vfx);
    await vi.waitFor(() => expect(ranges(edits)).toEqual([['VFX', 100, 181]]));
  });

  it('covers what was played backwards', async () => {
    const { environment, edits } = deskWith();
    useDesk.getState().setSpeed(-1);
    pressSubject(environment, vfx);
    expect(useDesk.getState().speed).toBe(-1);
    vi.advanceTimersByTime(900);
    useDesk.getState().arriveAt(60);
    releaseSubject(environment, vfx);
    await vi.waitFor(() => expect(ranges(edits)).toEqual([['VFX', 60, 101]]));
  });
});

it('number keys stand for the tag of T first, then for those in use, the most used first', () => {
  const { environment } = deskWith();
  const tags = ['a', 'b', 'b', 'VFX'].map((name, index) => ({ id: String(index), name }));
  environment.queries.setQueryData<TagView[]>(keys.tags, tags);
  useTagging.getState().setTagName('VFX');
  expect(numberedTags(environment)).toEqual(['VFX', 'b', 'a']);
});

it('number keys stand for the cards of the cast: who is hidden or unsorted has none', () => {
  const { environment } = deskWith();
  const person = (id: string, put: Partial<PersonView>) =>
    ({
      id,
      name: null,
      number: 1,
      isHidden: false,
      isUnsorted: false,
      screenSeconds: 1,
      ...put,
    }) as PersonView;
  const seen = (identityId: string, frames: number) => ({ identityId, startFrame: 0, endFrame: frames });
  environment.queries.setQueryData<PersonView[]>(keys.cast, [
    person('stranger', { isHidden: true }),
    person('weak', { isUnsorted: true }),
    person('anna', { name: 'Anna' }),
    person('bob', { name: 'Bob' }),
  ]);
  const appearances = [seen('stranger', 90), seen('weak', 80), seen('bob', 20), seen('anna', 40)];
  environment.queries.setQueryData(keys.detail(clip), { appearances } as unknown as AssetDetail);
  const idOf = (key: number) => personOfKey(environment, key)?.identityId;
  expect([1, 2, 3].map(idOf)).toEqual(['anna', 'bob', undefined]);
});

describe('a tag put where it is already', () => {
  it('chooses the one that is there; another name is another tag', async () => {
    const { environment, edits } = deskWith();
    const there: TagView = { id: 't1', name: 'Select', assetId: clip, startFrame: 10, endFrame: 20 };
    environment.queries.setQueryData<TagView[]>(keys.tags, [there]);
    await addRangeTag(environment, 'Select', { startFrame: 10, endFrame: 20 });
    expect(edits).toEqual([]);
    expect(useSelection.getState().chosen).toEqual(['tag t1']);
    await addRangeTag(environment, 'VFX', { startFrame: 10, endFrame: 20 });
    await addRangeTag(environment, 'Select', { startFrame: 10, endFrame: 21 });
    expect(ranges(edits)).toEqual([
      ['VFX', 10, 20],
      ['Select', 10, 21],
    ]);
  });
});
