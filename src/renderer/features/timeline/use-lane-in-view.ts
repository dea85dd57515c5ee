import { type RefObject, useEffect, useRef } from 'react';
import { useTags } from '../../app/queries.ts';
import type { TimelineModel } from '../../canvas/model.ts';
import { useSelection } from './selection-store.ts';
import { useTagging } from './tagging-store.ts';

/** Keeps the lane on screen on which something is chosen, is being tagged, or was tagged: nothing is edited out of sight. */
export function useLaneInView(model: TimelineModel, scroller: RefObject<HTMLUListElement | null>): void {
  const chosen = useSelection(({ chosen: keys }) => keys.at(-1));
  const subject = useTagging(({ runs }) => runs.at(-1)?.subject);
  const tagCount = model.lanes.find(({ kind }) => kind === 'tags')?.spans.length ?? 0;
  const areRead = useTags().isSuccess;
  const before = useRef<number>(undefined);
  const show = (isMeant: (lane: TimelineModel['lanes'][number]) => boolean): void => {
    const id = model.lanes.find(isMeant)?.id;
    const items = [...(scroller.current?.querySelectorAll<HTMLElement>('[data-lane]') ?? [])];
    items.find((item) => item.dataset.lane === id)?.scrollIntoView({ block: 'nearest' });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is chosen is shown when it is chosen, not when lanes change
  useEffect(() => {
    if (chosen !== undefined) show(({ spans }) => spans.some(({ key }) => key === chosen));
  }, [chosen]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useEffect(() => {
    if (subject?.on === 'tag') show(({ kind }) => kind === 'tags');
    if (subject?.on === 'person') show(({ identityId }) => identityId === subject.identityId);
  }, [subject]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useEffect(() => {
    if (!areRead) return;
    if (tagCount > (before.current ?? tagCount)) show(({ kind }) => kind === 'tags');
    before.current = tagCount;
  }, [tagCount, areRead]);
}
