import type { AssetDetail } from '../../../shared/contract/index.ts';
import { nominalRate } from '../../../shared/time.ts';
import type { Lane, TimelineModel } from '../../canvas/model.ts';
import { frameTimecode } from '../../ui/texts.ts';

/** What the timeline shows of a clip. */
export function timelineModel(detail: AssetDetail, lanes: readonly Lane[]): TimelineModel {
  const { facts } = detail;
  return {
    frameCount: detail.frameCount,
    nominalRate: nominalRate(facts.video.frameRate),
    timecodeStart: facts.timecode.startFrame,
    timecodeOf: (frame) => frameTimecode(facts, frame),
    pictureShape: facts.video.displayWidthPx / facts.video.displayHeightPx,
    film: detail.filmstrip,
    shots: detail.shots,
    lanes,
  };
}
