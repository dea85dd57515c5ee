import { describe, expect, it } from 'vitest';
import type { AssetId, IdentityId, ImageHash } from '../../shared/ids.ts';
import { type Candidate, chooseFrames } from './choose.ts';

let made = 0;

/** A keyframe that looks like no other, unless a likeness is given. */
function keyframe(shotId: string, given: Partial<Candidate> = {}): Candidate {
  made += 1;
  return {
    image: `${shotId}/${made}` as ImageHash,
    assetId: 'clip' as AssetId,
    shotId,
    sharpness: 0.1,
    likeness: ((BigInt(made) * 0x9e3779b97f4a7c15n) % 2n ** 64n).toString(16).padStart(16, '0'),
    people: [],
    faceless: 0,
    ...given,
  };
}

const sees = (...people: readonly [string, number, string?][]): Partial<Candidate> => ({
  people: people.map(([id, view, outfit]) => ({
    identityId: id as IdentityId,
    view,
    ...(outfit ? { outfit } : {}),
  })),
});

const choose = (candidates: readonly Candidate[], seconds: number, answered: readonly Candidate[] = []) =>
  chooseFrames(candidates, seconds, new Set(answered.map(({ image }) => image)));

describe('which keyframes are sent', () => {
  it('takes the frame that shows most people, and shows them best', () => {
    const one = keyframe('a', sees(['anna', 0.9]));
    const both = keyframe('a', sees(['anna', 0.5], ['bert', 0.5]));
    const bothBetter = keyframe('a', sees(['anna', 0.8], ['bert', 0.5]));
    expect(choose([one, both, bothBetter], 20)).toEqual([bothBetter]);
  });

  it('shows each outfit of a person', () => {
    const red = keyframe('a', sees(['anna', 0.9, 'red']));
    const green = keyframe('b', sees(['anna', 0.2, 'green']));
    expect(choose([red, green], 20)).toEqual([red, green]);
  });

  it('sends at most a tenth of one a second, those that were answered counted, and four of short footage', () => {
    const frames = Array.from({ length: 50 }, (_, index) => keyframe(`s${index}`, sees([`p${index}`, 0.5])));
    expect(choose(frames, 309)).toHaveLength(30);
    expect(choose(frames, 309, frames.slice(0, 12))).toHaveLength(18);
    expect(choose(frames, 2)).toHaveLength(4);
  });

  it('shows people without a face before it shows a sixth person of one shot', () => {
    const crowd = Array.from({ length: 6 }, (_, index) => keyframe('crowd', sees([`p${index}`, 0.9])));
    const away = keyframe('away', { faceless: 1 });
    expect(choose([...crowd, away], 30)).toContain(away);
  });

  it('shows shots without people last, and not one that looks like a frame that is sent', () => {
    const person = keyframe('a', sees(['anna', 0.1]));
    const table = keyframe('b', { sharpness: 0.2 });
    const blurred = keyframe('b', { sharpness: 0.1 });
    const same = keyframe('c', { likeness: person.likeness });
    expect(choose([same, blurred, table, person], 60)).toEqual([person, table]);
  });

  it('counts as shown what was answered', () => {
    const answered = keyframe('a', sees(['anna', 0.9]));
    const again = keyframe('a', sees(['anna', 0.8]));
    expect(choose([answered, again], 60, [answered])).toEqual([]);
  });

  it('does not send a frame of the same clip that looks like one that is sent, whoever is said to be in it', () => {
    const first = keyframe('a', sees(['anna', 0.9]));
    const flicker = keyframe('a', { ...sees(['nobody', 0.3]), likeness: first.likeness });
    const elsewhere = keyframe('b', {
      ...sees(['bert', 0.3]),
      likeness: first.likeness,
      assetId: 'other' as AssetId,
    });
    expect(choose([first, flicker, elsewhere], 60)).toEqual([first, elsewhere]);
  });
});
