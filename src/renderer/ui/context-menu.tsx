import { ContextMenu, Slot } from 'radix-ui';
import type { MouseEvent, ReactElement } from 'react';
import { create } from 'zustand';
import { overDesk } from './portal.ts';

type Content = () => ReactElement;

/** One menu for the whole desk: one for each of its rows would be most of what the desk is made of. */
const useOffered = create<{ readonly content: Content }>()(() => ({ content: () => <></> }));

const placeId = 'menu-place';

/** Opens what the layer holds where the event happened: Radix opens a menu of this kind by an event alone. */
function openAt({ clientX, clientY }: MouseEvent): void {
  const event = new window.MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX, clientY });
  document.getElementById(placeId)?.dispatchEvent(event);
}

/**
 * Gives a part of the desk a menu of the right button, and of the menu key. What it offers is asked each time it opens; `onOpen`
 * comes first, to choose what lies under the pointer. Of parts in each other the innermost shows its own.
 */
export function WithMenu(props: {
  content: Content;
  onOpen?: (() => void) | undefined;
  children: ReactElement;
}): ReactElement {
  const offer = (event: MouseEvent): void => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    props.onOpen?.();
    useOffered.setState({ content: props.content });
    openAt(event);
  };
  return <Slot.Root onContextMenu={offer}>{props.children}</Slot.Root>;
}

/** The menu that a part of the desk has asked for. */
export function ContextMenuLayer(): ReactElement {
  const content = useOffered((state) => state.content);
  return (
    <ContextMenu.Root modal={false}>
      <ContextMenu.Trigger id={placeId} aria-hidden />
      <ContextMenu.Portal container={overDesk()}>
        <ContextMenu.Content className="menu" collisionPadding={8}>
          {content()}
        </ContextMenu.Content>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}
