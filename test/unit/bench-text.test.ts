import { describe, expect, it } from 'vitest';
import { captionsOf, characterErrors, editDistance } from '../bench/recognition/text.ts';

describe('the score of what was read', () => {
  it('takes captions with their frames from a manifest', () => {
    const manifest = `file\ton_screen_text\nvideo/a.mp4\tSIGN; ANNA / Head of Colour (frames 10-19); EXIT\nvideo/b.mp4\t`;
    expect(captionsOf(manifest)).toEqual([
      { file: 'video/a.mp4', lines: ['ANNA', 'Head of Colour'], firstFrame: 10, lastFrame: 19 },
    ]);
  });

  it('counts what would have to be changed', () => {
    expect(editDistance('Southern', 'Southem')).toBe(2);
    expect(editDistance('', 'abc')).toBe(3);
    expect(editDistance('same', 'same')).toBe(0);
  });

  it('uses each line once and counts a line that was not read as all wrong', () => {
    expect(characterErrors(['ANNA', 'BOB'], ['noise', 'ANNA'])).toEqual({ errors: 3, characters: 7 });
    expect(characterErrors(['ANNA', 'ANNA'], ['ANNA'])).toEqual({ errors: 4, characters: 8 });
    expect(characterErrors(['ANNA'], [])).toEqual({ errors: 4, characters: 4 });
  });
});
