import { Popover } from 'radix-ui';
import { type ReactElement, useState } from 'react';
import type { AssetDetail } from '../../../shared/contract/index.ts';
import { attempt } from '../../app/actions.ts';
import { useEnvironment } from '../../app/environment.ts';
import type { LaneSpan } from '../../canvas/model.ts';
import { texts } from '../../texts/index.ts';
import { overDesk } from '../../ui/portal.ts';
import { deleteChosen, editRanges } from '../timeline/edits.ts';
import { TagPicker } from '../timeline/tag-picker.tsx';
import { rangeTarget } from './chosen.ts';

/** Several ranges: what can be done with all of them, each as one step to undo. */
export function SeveralRanges(props: {
  spans: readonly LaneSpan[];
  detail: AssetDetail | undefined;
}): ReactElement {
  const { spans, detail } = props;
  const environment = useEnvironment();
  const words = texts().inspector;
  const count = texts().count.ranges(spans.length);
  const tagIds = spans.flatMap(({ target }) => (target.on === 'tag' ? [target.tagId] : []));
  const tagAll = (name: string): void => {
    if (!detail) return;
    const add = spans.map((span) => ({ name, target: rangeTarget(span, detail) }));
    const said = words.tagged(count, name);
    attempt(editRanges(environment, { add }, said));
  };
  const renameAll = (name: string): void => {
    const said = words.retagged(count, name);
    attempt(editRanges(environment, { change: tagIds.map((tagId) => ({ tagId, name })) }, said));
  };
  return (
    <>
      <div className="inspector-head">
        <b>{count}</b>
      </div>
      <div className="inspector-buttons">
        <PickButton label={words.tagAll} onTake={tagAll} />
        {tagIds.length > 0 ? <PickButton label={words.renameAll} onTake={renameAll} /> : null}
        <button type="button" className="button plain" onClick={() => attempt(deleteChosen(environment))}>
          {words.removeAll}
        </button>
      </div>
    </>
  );
}

/** A button that asks for a tag. */
export function PickButton({
  label,
  onTake,
}: {
  label: string;
  onTake: (name: string) => void;
}): ReactElement {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button type="button" className="button plain">
          {label}
        </button>
      </Popover.Trigger>
      <Popover.Portal container={overDesk()}>
        <Popover.Content
          className="menu tag-popover"
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
        >
          <TagPicker
            value=""
            onClose={() => setOpen(false)}
            onTake={(name) => {
              setOpen(false);
              if (name !== '') onTake(name);
            }}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
