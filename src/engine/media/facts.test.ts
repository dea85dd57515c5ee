import { describe, expect, it } from 'vitest';
import { type Rational, rational } from '../../shared/time.ts';
import { factsFromAnswer, timecodeRate } from './facts.ts';
import { type ProbeAnswer, probeAnswerSchema } from './probe-schema.ts';

const base = {
  index: 0,
  codec_type: 'video',
  codec_name: 'h264',
  width: 1920,
  height: 1080,
  r_frame_rate: '25/1',
  avg_frame_rate: '25/1',
  time_base: '1/12800',
};
const answer = (streams: object[], format: object = {}): ProbeAnswer =>
  probeAnswerSchema.parse({ streams, format: { format_name: 'mov,mp4', ...format } });
const video = (extra: object, others: object[] = []) =>
  factsFromAnswer(answer([{ ...base, ...extra }, ...others]), 'clip.mp4');

describe('the rate that timecode counts at', () => {
  it.each<[string, Rational | undefined, Rational | undefined, Rational | undefined, Rational]>([
    ['constant rate', rational(24000, 1001), rational(24000, 1001), undefined, rational(24000, 1001)],
    ['field rate reported', rational(50), rational(25), undefined, rational(25)],
    ['rounded average', rational(90000, 1), rational(2997, 100), undefined, rational(30000, 1001)],
    ['variable rate on a grid', rational(24), rational(15048, 829), undefined, rational(24)],
    [
      'timecode track decides',
      rational(30000, 1001),
      rational(2997, 100),
      rational(30000, 1001),
      rational(30000, 1001),
    ],
    ['unrelated timecode track', rational(25), rational(25), rational(30), rational(25)],
    ['nothing known', undefined, undefined, undefined, rational(25)],
  ])('%s', (_, real, average, track, expected) => {
    expect(timecodeRate(real, average, track)).toEqual(expected);
  });
});

describe('facts of a media file', () => {
  it('turns and stretches the picture upright', () => {
    const turned = video({ side_data_list: [{ side_data_type: 'Display Matrix', rotation: -90 }] }).video;
    expect(turned).toMatchObject({ rotationDegrees: 90, displayWidthPx: 1080, displayHeightPx: 1920 });
    expect(video({ tags: { rotate: '180' } }).video.rotationDegrees).toBe(180);
    expect(video({ side_data_list: [{ rotation: 90 }] }).video.rotationDegrees).toBe(270);
    const wide = video({ width: 720, height: 576, sample_aspect_ratio: '64:45' }).video;
    expect(wide).toMatchObject({ displayWidthPx: 1024, displayHeightPx: 576 });
  });

  it('passes over cover art and finds the picture track behind it', () => {
    const cover = { ...base, width: 600, height: 600, disposition: { attached_pic: 1 } };
    const facts = factsFromAnswer(answer([cover, { ...base, index: 1 }]), 'song.mp4');
    expect(facts.video).toMatchObject({ streamIndex: 1, codedWidthPx: 1920 });
    expect(() => factsFromAnswer(answer([cover]), 'song.mp4')).toThrow(
      expect.objectContaining({ code: 'no-video' }),
    );
  });

  it('reads the start timecode, drop-frame or not, and says when there is none', () => {
    const ntsc = { r_frame_rate: '30000/1001', avg_frame_rate: '30000/1001' };
    const tmcd = {
      index: 1,
      codec_type: 'data',
      codec_tag_string: 'tmcd',
      tags: { timecode: '00:01:00;02' },
    };
    expect(video(ntsc, [tmcd]).timecode).toEqual({
      text: '00:01:00;02',
      startFrame: 1800,
      dropFrame: true,
      assumed: false,
    });
    expect(video({ tags: { timecode: '01:00:00:00' } }).timecode).toMatchObject({
      startFrame: 90_000,
      assumed: false,
    });
    expect(video({ tags: { timecode: '99:99' } }).timecode).toMatchObject({
      text: '00:00:00:00',
      assumed: true,
    });
  });

  it('refuses a picture that no memory holds', () => {
    expect(() => video({ width: 16384, height: 8192 })).toThrow(
      expect.objectContaining({ code: 'media-too-large' }),
    );
  });
});
