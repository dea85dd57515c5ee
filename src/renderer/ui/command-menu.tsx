import { ContextMenu } from 'radix-ui';
import type { ReactElement } from 'react';
import { useEnvironment } from '../app/environment.ts';
import { useKeysOf } from '../commands/bindings.ts';
import { commandName } from '../commands/command.ts';
import { commandById } from '../commands/list.ts';
import { WithMenu } from './context-menu.tsx';
import { Key } from './key.tsx';

/** Something that is no command, because it is about this one thing and has no key. */
export interface OwnItem {
  readonly label: string;
  readonly run: () => void;
}

/**
 * The menu of the right button, and of the menu key, over a part of the desk: commands in groups, with their words, keys and
 * conditions. `onOpen` comes first, to choose what lies under the pointer.
 */
export function CommandContextMenu(props: {
  groups: readonly (readonly string[])[];
  own?: readonly OwnItem[];
  onOpen?: () => void;
  children: ReactElement;
}): ReactElement {
  const { groups, own = [] } = props;
  const content = (): ReactElement => (
    <>
      {groups.map((ids, index) => (
        <ContextMenu.Group key={ids[0]}>
          {index > 0 ? <ContextMenu.Separator className="menu-line" /> : null}
          {ids.map((id) => (
            <CommandItem key={id} id={id} />
          ))}
        </ContextMenu.Group>
      ))}
      {own.length > 0 ? <ContextMenu.Separator className="menu-line" /> : null}
      {own.map(({ label, run }) => (
        <ContextMenu.Item key={label} className="menu-item" onSelect={run}>
          <span>{label}</span>
        </ContextMenu.Item>
      ))}
    </>
  );
  return (
    <WithMenu content={content} onOpen={props.onOpen}>
      {props.children}
    </WithMenu>
  );
}

function CommandItem({ id }: { id: string }): ReactElement {
  const environment = useEnvironment();
  const command = commandById(id);
  const [key] = useKeysOf(command);
  return (
    <ContextMenu.Item
      className="menu-item"
      disabled={command.when?.(environment) === false}
      onSelect={() => command.run(environment)}
    >
      <span>{commandName(command)}</span>
      {key === undefined ? null : <Key text={key} />}
    </ContextMenu.Item>
  );
}
