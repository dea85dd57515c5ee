import type { CSSProperties, ReactElement } from 'react';
import type { AssetDetail, OutfitView } from '../../../shared/contract/index.ts';
import { imageUrl } from '../../../shared/contract/media-urls.ts';
import { ticksToSeconds, toNumber } from '../../../shared/time.ts';
import { useWardrobe } from '../../app/queries.ts';
import type { LaneSpan } from '../../canvas/model.ts';
import { texts } from '../../texts/index.ts';
import { cropStyle } from '../../ui/face.tsx';
import { durationText, frameTimecode } from '../../ui/texts.ts';
import { garmentFacts } from '../wardrobe/words.ts';

function kindOf({ target, startFrame, endFrame }: LaneSpan): string {
  const words = texts().inspector;
  switch (target.on) {
    case 'appearance':
      return words.appearance;
    case 'outfit':
      return words.outfit;
    case 'seen':
      return target.seen.kind === 'object' ? words.object : words.text;
    case 'tag':
      return endFrame - startFrame === 1 ? words.marker : words.tag;
    default:
      return target satisfies never;
  }
}

/** One range: its picture, where it is, how sure, and what is worn in it. */
export function SpanFacts({ span, detail }: { span: LaneSpan; detail: AssetDetail }): ReactElement {
  const words = texts().inspector;
  const { startFrame, endFrame, picture } = span;
  const { frameTicks, facts } = detail;
  const ticks = (frameTicks[endFrame] ?? 0) - (frameTicks[startFrame] ?? 0);
  const seconds = toNumber(ticksToSeconds(ticks, facts.video.timeBase));
  return (
    <>
      <div className="inspector-head">
        {picture ? (
          <span
            className="face"
            style={{ width: 72, height: 72, ['--person' as string]: span.colour } as CSSProperties}
            aria-hidden="true"
          >
            <img src={imageUrl(picture.image)} alt="" draggable={false} style={cropStyle(picture.part)} />
          </span>
        ) : null}
        <div>
          <small className="quiet-text">{kindOf(span)}</small>
          <b>{span.label}</b>
        </div>
      </div>
      <dl className="inspector-facts numbers">
        <dt>{words.from}</dt>
        <dd>{frameTimecode(facts, startFrame)}</dd>
        <dt>{words.to}</dt>
        <dd>{frameTimecode(facts, endFrame - 1)}</dd>
        <dt>{words.length}</dt>
        <dd>
          {texts().count.frames(endFrame - startFrame)} · {durationText(seconds)}
        </dd>
        {span.target.on === 'tag' ? null : (
          <>
            <dt>{words.sureness}</dt>
            <dd>
              {span.confidence === undefined
                ? words.byYou
                : texts().timeline.percent(Math.round(100 * span.confidence))}
            </dd>
          </>
        )}
      </dl>
      <Worn span={span} detail={detail} />
    </>
  );
}

/** The clothes of the person in this range: each kind with its colours and its pattern. */
function Worn({ span, detail }: { span: LaneSpan; detail: AssetDetail }): ReactElement | null {
  const { target } = span;
  const outfits = useWardrobe().data ?? [];
  const isWorn = ({ spans }: OutfitView): boolean =>
    spans.some(
      (one) =>
        one.assetId === detail.summary.id && one.startFrame < span.endFrame && one.endFrame > span.startFrame,
    );
  const here = outfits.filter((outfit) => {
    if (target.on === 'outfit') return outfit.id === target.outfitId;
    return target.on === 'appearance' && outfit.identityId === target.identityId && isWorn(outfit);
  });
  const garments = here.flatMap((outfit) => outfit.garments);
  if (garments.length === 0) return null;
  return (
    <>
      <h3>{texts().inspector.wears}</h3>
      <ul className="inspector-list">
        {garments.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an outfit may have two garments that are alike
          <li key={index}>
            <span className="swatches" aria-hidden>
              {one.colours.map((colour) => (
                <i
                  key={`${colour.name}${colour.share}`}
                  style={{ background: `lab(${colour.lab[0]} ${colour.lab[1]} ${colour.lab[2]})` }}
                />
              ))}
            </span>
            <span>{garmentFacts(one)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
