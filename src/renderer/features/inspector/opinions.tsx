import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { AssetDetail, ElementView, KeyframeView } from '../../../shared/contract/index.ts';
import { useDesk } from '../../app/desk-store.ts';
import { useEnvironment } from '../../app/environment.ts';
import { keys } from '../../app/queries.ts';
import { texts } from '../../texts/index.ts';
import { CloudOpinion } from '../cloud/opinion.tsx';
import { keyframeFor } from '../viewer/faces-at.ts';
import { garmentText, objectText } from '../wardrobe/words.ts';
import type { Chosen } from './chosen.ts';

/** The keyframe by which the selection is judged: the one at the playhead, or of a range that it is not in, the first. */
function keyframeOf(detail: AssetDetail, chosen: Chosen, frame: number): KeyframeView | undefined {
  if (chosen.kind !== 'span') return keyframeFor(detail.keyframes, frame);
  const { startFrame, endFrame } = chosen.span;
  const isInside = frame >= startFrame && frame < endFrame;
  const within = detail.keyframes.filter((one) => one.frame >= startFrame && one.frame < endFrame);
  return isInside
    ? keyframeFor(detail.keyframes, frame)
    : (within[0] ?? keyframeFor(detail.keyframes, startFrame));
}

/** The words for what an element is. */
function wordOf(element: ElementView): string {
  const words = texts().inspector;
  switch (element.kind) {
    case 'garment':
      return garmentText(element.attributes);
    case 'object':
      return objectText(element.attributes.class);
    case 'text':
      return `“${element.attributes.text}”`;
    default:
      return words[element.kind];
  }
}

function isOf(element: ElementView, chosen: Chosen): boolean {
  if (chosen.kind === 'person') return element.identityId === chosen.person.id;
  if (chosen.kind !== 'span') return true;
  const { target } = chosen.span;
  switch (target.on) {
    case 'appearance':
      return element.identityId === target.identityId;
    case 'outfit':
      return element.identityId === target.identityId && /^(garment|clothing)$/.test(element.kind);
    case 'seen':
      return element.kind === target.seen.kind && wordOf(element).includes(target.seen.label);
    case 'tag':
      return true;
    default:
      return target satisfies never;
  }
}

/** What each recogniser saw in the keyframe here, how sure it is, and by which model. */
export function Opinions({ detail, chosen }: { detail: AssetDetail; chosen: Chosen }): ReactElement | null {
  const { client } = useEnvironment();
  const frame = useDesk((state) => state.frame);
  const playing = useDesk((state) => state.speed !== 0);
  const keyframe = keyframeOf(detail, chosen, frame);
  const keyframeId = keyframe?.id;
  const words = texts().inspector;
  const seen = useQuery({
    queryKey: [...keys.detail(detail.summary.id), 'elements', keyframeId],
    enabled: keyframeId !== undefined && !playing,
    queryFn: () => (keyframeId ? client.assets.elements({ keyframeId }) : null),
  }).data;
  const answer = useQuery({
    queryKey: [...keys.cloud, 'answer', keyframeId],
    enabled: keyframeId !== undefined && !playing,
    queryFn: () => (keyframeId ? client.cloud.answer({ keyframeId }) : null),
  }).data;
  if (!keyframe) return null;
  const elements = (seen?.elements ?? []).filter((element) => isOf(element, chosen));
  return (
    <>
      <h3>{words.opinions}</h3>
      {seen && elements.length === 0 ? <p className="quiet-text">{words.opinionsNone}</p> : null}
      <ul className="inspector-list opinions">
        {elements.map((element) => (
          <li key={element.id}>
            <span>{wordOf(element)}</span>
            <small className="numbers quiet-text">
              {texts().timeline.percent(Math.round(100 * Math.min(1, element.score)))} ·{' '}
              {element.model ?? words.onDevice}
            </small>
          </li>
        ))}
      </ul>
      {answer && answer.state !== 'unasked' ? (
        <>
          <h3>{texts().cloud.opinion.heading}</h3>
          <CloudOpinion key={keyframe.id} keyframeId={keyframe.id} />
        </>
      ) : null}
    </>
  );
}
