import { X } from 'lucide-react';
import { Toast as RadixToast } from 'radix-ui';
import type { ReactElement } from 'react';
import { texts } from '../texts/index.ts';
import { type Toast, useToasts } from './toast-store.ts';

function ToastCard({ toast }: { toast: Toast }): ReactElement {
  const dismiss = useToasts((state) => state.dismiss);
  return (
    <RadixToast.Root
      className={`toast ${toast.tone}`}
      // An error stays until it has had time to be read.
      duration={toast.tone === 'error' ? 15_000 : 6_000}
      onOpenChange={(open) => !open && dismiss(toast.id)}
    >
      <div className="toast-text">
        <RadixToast.Title className="toast-title">{toast.title}</RadixToast.Title>
        {toast.text === undefined ? null : (
          <RadixToast.Description className="quiet-text">{toast.text}</RadixToast.Description>
        )}
      </div>
      {toast.action ? (
        <RadixToast.Action className="button plain" altText={toast.action.label} onClick={toast.action.run}>
          {toast.action.label}
        </RadixToast.Action>
      ) : null}
      <RadixToast.Close className="button quiet" aria-label={texts().ui.dismiss}>
        <X size={14} aria-hidden />
      </RadixToast.Close>
    </RadixToast.Root>
  );
}

/** Short notes at the lower edge; they never take the focus. */
export function Toasts(): ReactElement {
  const toasts = useToasts((state) => state.toasts);
  return (
    <RadixToast.Provider swipeDirection="right" label={texts().ui.note}>
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
      <RadixToast.Viewport className="toasts" label={texts().ui.notes} />
    </RadixToast.Provider>
  );
}
