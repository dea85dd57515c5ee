import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';

/** A sheet over the desk that leaves it working: playback and analysis go on, a click outside closes it. */
export function Sheet(props: {
  title: string;
  description: string;
  open: boolean;
  onClose: () => void;
  children: ReactNode;
}): ReactElement {
  return (
    <Dialog.Root modal={false} open={props.open} onOpenChange={(open) => !open && props.onClose()}>
      <Dialog.Portal>
        <Dialog.Content
          className="sheet"
          // The sheet as a whole takes the focus, so that keys scroll it; Tab goes on to its buttons.
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
          }}
        >
          <div className="sheet-head">
            <Dialog.Title>{props.title}</Dialog.Title>
            <Dialog.Close className="button quiet" aria-label="Close">
              <X size={15} aria-hidden />
            </Dialog.Close>
          </div>
          <Dialog.Description className="sheet-description">{props.description}</Dialog.Description>
          <div className="sheet-body">{props.children}</div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
