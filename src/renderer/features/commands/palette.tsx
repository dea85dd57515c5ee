import { Command as List } from 'cmdk';
import { Dialog } from 'radix-ui';
import type { ReactElement } from 'react';
import { useDesk } from '../../app/desk-store.ts';
import { useEnvironment } from '../../app/environment.ts';
import { keysOf } from '../../commands/bindings.ts';
import { type Command, commandName } from '../../commands/command.ts';
import { commands } from '../../commands/list.ts';
import { texts } from '../../texts/index.ts';
import { Key } from '../../ui/key.tsx';

/** Every command that can run now, by its name, with its keys. */
export function Palette(): ReactElement {
  const isOpen = useDesk((state) => state.dialog === 'palette');
  const openDialog = useDesk((state) => state.openDialog);
  const words = texts().keyboard;
  return (
    <Dialog.Root modal={false} open={isOpen} onOpenChange={(open) => !open && openDialog(undefined)}>
      <Dialog.Portal>
        <Dialog.Content className="sheet palette" aria-describedby={undefined}>
          <Dialog.Title className="visually-hidden">{words.palette}</Dialog.Title>
          <Commands onDone={() => openDialog(undefined)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Commands({ onDone }: { onDone: () => void }): ReactElement {
  const environment = useEnvironment();
  const words = texts();
  const groups = Map.groupBy(
    commands.filter((command) => command.id !== 'palette' && (command.when?.(environment) ?? true)),
    ({ group }) => group,
  );
  const run = (command: Command): void => {
    onDone();
    // After the dialog has given the keyboard back to the desk.
    setTimeout(() => command.run(environment));
  };
  return (
    <List label={words.keyboard.palette} loop>
      <List.Input autoFocus className="palette-field" placeholder={words.keyboard.palettePlaceholder} />
      <List.List className="palette-list" label={words.keyboard.palette}>
        <List.Empty className="hint">{words.keyboard.noCommand}</List.Empty>
        {[...groups].map(([group, members]) => (
          <List.Group key={group} heading={words.groups[group]}>
            {members.map((command) => (
              <List.Item
                key={command.id}
                value={`${commandName(command)} ${words.groups[group]} ${command.id}`}
                className="menu-item"
                onSelect={() => run(command)}
              >
                <span>{commandName(command)}</span>
                <span className="palette-keys">
                  {keysOf(command).map((key) => (
                    <Key key={key} text={key} />
                  ))}
                </span>
              </List.Item>
            ))}
          </List.Group>
        ))}
      </List.List>
    </List>
  );
}
