import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AssetSummary } from '../../shared/contract/index.ts';
import type { AssetId, IdentityId } from '../../shared/ids.ts';
import { useDesk } from './desk-store.ts';
import { goBack, keepPlace, parsePlace } from './place.ts';

const [clip, person] = ['a1' as AssetId, 'p1' as IdentityId];
const assets = [{ id: clip }] as AssetSummary[];
const fresh = useDesk.getState();
afterEach(() => useDesk.setState(fresh, true));

function memory() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

describe('the place where the desk was left', () => {
  it('is found again, for the library in which it was', () => {
    vi.useFakeTimers();
    const storage = memory();
    const stop = keepPlace(useDesk, storage, '/a.castline');
    useDesk.getState().show(clip, 120);
    useDesk.getState().setView({ startFrame: 100, pxPerFrame: 4 });
    useDesk.getState().selectPerson(person);
    useDesk.getState().toggleBoxes();
    vi.advanceTimersByTime(1000);
    stop();
    vi.useRealTimers();
    useDesk.setState(fresh, true);
    expect(goBack(useDesk, storage, '/b.castline', assets)).toBe(false);
    expect(goBack(useDesk, storage, '/a.castline', assets)).toBe(true);
    expect(useDesk.getState()).toMatchObject({
      assetId: clip,
      frame: 120,
      view: { startFrame: 100, pxPerFrame: 4 },
      personId: person,
      boxesShown: false,
    });
  });

  it('is forgotten with its clip', () => {
    const storage = memory();
    storage.setItem(
      'castline.place /a',
      JSON.stringify({
        assetId: 'gone',
        frame: 1,
        view: null,
        personId: null,
        boxesShown: true,
        muted: false,
      }),
    );
    expect(goBack(useDesk, storage, '/a', assets)).toBe(false);
    expect(useDesk.getState().assetId).toBeUndefined();
  });

  it.each([null, '', '{', '{"assetId": 3}', '[]'])('is no place: %j', (text) => {
    expect(parsePlace(text)).toBeUndefined();
  });
});
