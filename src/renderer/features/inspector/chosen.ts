import type { AssetDetail, NoteTarget, PersonView, TagTarget } from '../../../shared/contract/index.ts';
import type { LaneSpan } from '../../canvas/model.ts';

/** What the inspector tells about. */
export type Chosen =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'several'; readonly spans: readonly LaneSpan[] }
  | { readonly kind: 'span'; readonly span: LaneSpan }
  | { readonly kind: 'person'; readonly person: PersonView }
  | { readonly kind: 'clip'; readonly detail: AssetDetail };

/** What is chosen on the timeline goes before who is selected, and that before the clip. */
export function chosenOf(
  spans: readonly LaneSpan[],
  person: PersonView | undefined,
  detail: AssetDetail | undefined,
): Chosen {
  const [first] = spans;
  if (first) return spans.length === 1 ? { kind: 'span', span: first } : { kind: 'several', spans };
  if (person) return { kind: 'person', person };
  return detail ? { kind: 'clip', detail } : { kind: 'nothing' };
}

/** What a note on the selection is kept with: things that stay the same when footage is analysed anew. */
export function noteTargetOf(chosen: Chosen, detail: AssetDetail | undefined): NoteTarget | undefined {
  switch (chosen.kind) {
    case 'person':
      return { on: 'identity', identityId: chosen.person.id };
    case 'clip':
      return { on: 'asset', assetId: chosen.detail.summary.id };
    case 'span': {
      const { target, startFrame, endFrame } = chosen.span;
      if (target.on === 'tag') return { on: 'tag', tagId: target.tagId };
      if (target.on === 'outfit') return { on: 'identity', identityId: target.outfitId };
      return detail && { on: 'range', assetId: detail.summary.id, startFrame, endFrame };
    }
    default:
      return undefined;
  }
}

/** What a tag on the selection is put on. */
export function tagTargetOf(chosen: Chosen, detail: AssetDetail | undefined): TagTarget | undefined {
  if (chosen.kind === 'person') return { on: 'identity', identityId: chosen.person.id };
  if (!detail) return undefined;
  const assetId = detail.summary.id;
  if (chosen.kind === 'clip') return { on: 'range', assetId, startFrame: 0, endFrame: detail.frameCount };
  return chosen.kind === 'span' ? rangeTarget(chosen.span, detail) : undefined;
}

/** Where a tag goes that is put on a range; on somebody's range it is about that person, too. */
export function rangeTarget({ startFrame, endFrame, target }: LaneSpan, detail: AssetDetail): TagTarget {
  const assetId = detail.summary.id;
  const who = target.on === 'appearance' ? { identityId: target.identityId } : {};
  return { on: 'range', assetId, startFrame, endFrame, ...who };
}

export const sameNoteTarget = (a: NoteTarget, b: NoteTarget): boolean =>
  JSON.stringify(a) === JSON.stringify(b);
