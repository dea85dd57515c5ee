import { DropdownMenu } from 'radix-ui';
import { type ReactElement, type ReactNode, useRef } from 'react';
import { useEnvironment } from '../app/environment.ts';
import { useKeysOf } from '../commands/bindings.ts';
import { commandName } from '../commands/command.ts';
import { commandById } from '../commands/list.ts';
import { Key } from './key.tsx';
import { overDesk } from './portal.ts';

/** A drop-down menu that does not hold up the desk. */
export function Menu(props: {
  trigger: ReactElement;
  children: ReactNode;
  align?: 'start' | 'end';
  onOpen?: () => void;
}): ReactElement {
  const byPointer = useRef(false);
  return (
    <DropdownMenu.Root modal={false} onOpenChange={(open) => open && props.onOpen?.()}>
      <DropdownMenu.Trigger asChild>{props.trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal container={overDesk()}>
        <DropdownMenu.Content
          className="menu"
          align={props.align ?? 'start'}
          sideOffset={4}
          collisionPadding={8}
          onPointerDown={() => {
            byPointer.current = true;
          }}
          onKeyDown={() => {
            byPointer.current = false;
          }}
          // As with every button, the pointer leaves no focus behind: Enter after it is to name somebody.
          onCloseAutoFocus={(event) => {
            if (byPointer.current) event.preventDefault();
            byPointer.current = false;
          }}
        >
          {props.children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

export function MenuCommand({ id }: { id: string }): ReactElement {
  const environment = useEnvironment();
  const command = commandById(id);
  const [key] = useKeysOf(command);
  return (
    <DropdownMenu.Item className="menu-item" onSelect={() => command.run(environment)}>
      <span>{commandName(command)}</span>
      {key === undefined ? null : <Key text={key} />}
    </DropdownMenu.Item>
  );
}

export function MenuItem(props: {
  label: string;
  hint?: string | undefined;
  disabled?: boolean;
  onSelect: () => void;
}): ReactElement {
  return (
    <DropdownMenu.Item className="menu-item" disabled={props.disabled ?? false} onSelect={props.onSelect}>
      <span>{props.label}</span>
      {props.hint === undefined ? null : <small>{props.hint}</small>}
    </DropdownMenu.Item>
  );
}

export function MenuHeading({ children }: { children: ReactNode }): ReactElement {
  return <DropdownMenu.Label className="menu-heading">{children}</DropdownMenu.Label>;
}

export function MenuLine(): ReactElement {
  return <DropdownMenu.Separator className="menu-line" />;
}
