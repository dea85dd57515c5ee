import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type ReactElement, type ReactNode, useRef } from 'react';
import { texts } from '../texts/index.ts';

/** A sheet over the desk that leaves it working: playback and analysis go on, a click outside closes it. */
export function Sheet(props: {
  title: string;
  description: string;
  open: boolean;
  onClose: () => void;
  /** `wide`: as much of the window as there is, with parts that scroll by themselves. */
  size?: 'wide';
  children: ReactNode;
}): ReactElement {
  const body = useRef<HTMLDivElement>(null);
  return (
    <Dialog.Root modal={false} open={props.open} onOpenChange={(open) => !open && props.onClose()}>
      <Dialog.Portal>
        <Dialog.Content
          className={props.size === 'wide' ? 'sheet wide' : 'sheet'}
          // What is to be read takes the focus, so that keys scroll it; or the field by which it is looked up.
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            const first = body.current?.querySelector<HTMLElement>('[data-first-focus]');
            (first ?? body.current)?.focus();
          }}
          // A toast that came later would take the key for itself: a sheet that has the keyboard closes all the same.
          onKeyDown={(event) => {
            if (event.key === 'Escape' && !event.defaultPrevented) props.onClose();
          }}
        >
          <div className="sheet-head">
            <Dialog.Title>{props.title}</Dialog.Title>
            <Dialog.Close className="button quiet" aria-label={texts().ui.close}>
              <X size={15} aria-hidden />
            </Dialog.Close>
          </div>
          <Dialog.Description className="sheet-description">{props.description}</Dialog.Description>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and nothing in it would take the focus */}
          <div className="sheet-body" ref={body} tabIndex={0}>
            {props.children}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
