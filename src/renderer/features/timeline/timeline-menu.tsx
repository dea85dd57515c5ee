import { ContextMenu } from 'radix-ui';
import { type ReactElement, useState } from 'react';
import { useEnvironment } from '../../app/environment.ts';
import { commandName } from '../../commands/command.ts';
import { commandById } from '../../commands/list.ts';
import { Key } from '../../ui/button.tsx';

/** What is offered on the lanes, in groups; the words, keys and conditions are those of the commands. */
const groups = [
  ['name', 'inspector', 'remove-cut-here'],
  ['trim-start', 'trim-end', 'zoom-selection'],
  ['marker', 'tag-range', 'add-cut'],
  ['choose-all', 'all-clips', 'fit'],
] as const;

/** The menu of the right button, and of the menu key, over the lanes. */
export function TimelineMenu({ children }: { children: ReactElement }): ReactElement {
  const environment = useEnvironment();
  // What can be done is asked anew each time the menu opens.
  const [, setOpened] = useState(0);
  return (
    <ContextMenu.Root modal={false} onOpenChange={() => setOpened((count) => count + 1)}>
      <ContextMenu.Trigger asChild>{children}</ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Content className="menu" collisionPadding={8}>
          {groups.map((ids, index) => (
            <ContextMenu.Group key={ids[0]}>
              {index > 0 ? <ContextMenu.Separator className="menu-line" /> : null}
              {ids.map((id) => {
                const command = commandById(id);
                const [key] = command.keys;
                return (
                  <ContextMenu.Item
                    key={id}
                    className="menu-item"
                    disabled={command.when?.(environment) === false}
                    onSelect={() => command.run(environment)}
                  >
                    <span>{commandName(command)}</span>
                    {key === undefined ? null : <Key text={key} />}
                  </ContextMenu.Item>
                );
              })}
            </ContextMenu.Group>
          ))}
        </ContextMenu.Content>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}
