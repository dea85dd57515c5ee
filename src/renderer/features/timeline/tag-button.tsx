import { ChevronDown } from 'lucide-react';
import { Popover } from 'radix-ui';
import type { ReactElement } from 'react';
import { texts } from '../../texts/index.ts';
import { CommandButton, keepFocus } from '../../ui/button.tsx';
import { overDesk } from '../../ui/portal.ts';
import { KeyHint } from '../cuts/key-hint.tsx';
import { TagPicker } from './tag-picker.tsx';
import { useTagging } from './tagging-store.ts';

/** Which tag is put while playing, and whether one is being put. */
export function TagButton(): ReactElement {
  const { tagName, setTagName, runs, isChoosing, choose } = useTagging();
  const words = texts().timeline;
  const name = tagName || words.firstTag;
  const isRunning = runs.length > 0;
  return (
    <div className={`tag-button ${isRunning ? 'running' : ''}`}>
      <CommandButton id="tag-playing" tone="switch" pressed={isRunning} label={words.tagTip(name)}>
        <span className="tag-button-name">
          {isRunning ? words.running(runs.map(({ label }) => label).join(', ')) : words.tagWith(name)}
        </span>{' '}
        <KeyHint text="t" />
      </CommandButton>
      <Popover.Root open={isChoosing} onOpenChange={choose}>
        <Popover.Trigger asChild>
          <button
            type="button"
            className="button plain tag-choose"
            aria-label={words.chooseTag(name)}
            onMouseDown={keepFocus}
          >
            <ChevronDown size={12} aria-hidden />
          </button>
        </Popover.Trigger>
        <Popover.Portal container={overDesk()}>
          <Popover.Content
            className="menu tag-popover"
            align="end"
            sideOffset={4}
            collisionPadding={8}
            onCloseAutoFocus={(event) => event.preventDefault()}
          >
            <TagPicker
              value={name}
              onClose={() => choose(false)}
              onTake={(taken) => {
                if (taken !== '') setTagName(taken);
                choose(false);
              }}
            />
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
    </div>
  );
}
