import { AlertDialog } from 'radix-ui';
import type { ReactElement } from 'react';
import { texts } from '../texts/index.ts';

/** Asks before something that undo cannot bring back. The way out has the focus. */
export function Confirm(props: {
  open: boolean;
  title: string;
  text: string;
  action: string;
  onClose: () => void;
  onConfirm: () => void;
}): ReactElement {
  return (
    <AlertDialog.Root open={props.open} onOpenChange={(open) => !open && props.onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Content className="sheet picker confirm">
          <AlertDialog.Title className="picker-title">{props.title}</AlertDialog.Title>
          <AlertDialog.Description className="quiet-text">{props.text}</AlertDialog.Description>
          <div className="review-buttons">
            <AlertDialog.Cancel className="button plain">{texts().ui.leave}</AlertDialog.Cancel>
            <AlertDialog.Action className="button plain danger" onClick={props.onConfirm}>
              {props.action}
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
