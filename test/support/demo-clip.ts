import { demoFilm } from '../../scripts/demo.mjs';
import { type Fixture, makeFixture } from './edit-generator.ts';

/** The film of `npm start -- --demo`, with the truth about it; drawn once a machine. */
export const demoClip = (): Promise<Fixture> =>
  makeFixture(demoFilm, {
    name: 'demo.mp4',
    audio: true,
    output: ['-timecode', '01:00:00:00', '-movflags', '+faststart'],
  });
