import type { ReactElement } from 'react';
import { attempt } from '../../app/actions.ts';
import { useDesk } from '../../app/desk-store.ts';
import { useEnvironment } from '../../app/environment.ts';
import type { TimelineModel } from '../../canvas/model.ts';
import { placeOfSpan } from '../../canvas/plan.ts';
import { clampViewport, fitViewport, xOfFrame } from '../../canvas/viewport.ts';
import { renameTag } from './edits.ts';
import { useSelection } from './selection-store.ts';
import { TagPicker } from './tag-picker.tsx';
import { useTagging } from './tagging-store.ts';

const widthPx = 220;

/** Where the name of a tag is typed: on the lane, at the tag, so that no dialog stands in the way. */
export function TagNameField(props: {
  model: TimelineModel;
  scrollPx: number;
  widthPx: number;
}): ReactElement | null {
  const environment = useEnvironment();
  const renaming = useSelection((state) => state.renaming);
  const view = useDesk((state) => state.view);
  if (renaming === undefined || props.widthPx <= 0) return null;
  const place = placeOfSpan(props.model, renaming, props.scrollPx);
  if (place?.span.target.on !== 'tag') return null;
  const { tagId } = place.span.target;
  const { frameCount } = props.model;
  const shown = view
    ? clampViewport(view, frameCount, props.widthPx)
    : fitViewport(frameCount, props.widthPx);
  const left = Math.min(props.widthPx - widthPx - 4, Math.max(4, xOfFrame(shown, place.span.startFrame)));
  const close = (): void => {
    useSelection.getState().rename(undefined);
    document.body.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears that the focus has left the field inside
    <div
      className="tag-name"
      // A lane that is scrolled out of sight has its field at the lower edge.
      style={{ left, bottom: `max(4px, calc(100% - ${Math.max(120, place.y)}px))`, width: widthPx }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) close();
      }}
    >
      <TagPicker
        key={renaming}
        value={place.span.label}
        onClose={close}
        onTake={(name) => {
          close();
          if (name !== '') useTagging.getState().setTagName(name);
          attempt(renameTag(environment, tagId, name));
        }}
      />
    </div>
  );
}
