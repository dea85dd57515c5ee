import { create } from 'zustand';
import { toCastlineError } from '../../shared/errors.ts';

export interface Toast {
  readonly id: number;
  /** A new note takes the place of one with the same topic. */
  readonly topic: string | undefined;
  readonly tone: 'plain' | 'error';
  readonly title: string;
  readonly text: string | undefined;
  readonly action: { readonly label: string; readonly run: () => void } | undefined;
}

interface ToastState {
  readonly toasts: readonly Toast[];
  show(toast: {
    topic?: string;
    tone?: Toast['tone'];
    title: string;
    text?: string;
    action?: Toast['action'];
  }): void;
  dismiss(id: number): void;
}

/** More would hide the desk. */
const mostToasts = 3;
let nextId = 1;

export const useToasts = create<ToastState>()((set) => ({
  toasts: [],
  show: ({ topic, tone = 'plain', title, text, action }) =>
    set(({ toasts }) => ({
      toasts: [
        ...toasts.filter((toast) => topic === undefined || toast.topic !== topic),
        { id: nextId++, topic, tone, title, text, action },
      ].slice(-mostToasts),
    })),
  dismiss: (id) => set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) })),
}));

/** Says what went wrong and what to do next. A cancellation is no error and says nothing. */
export function showError(thrown: unknown): void {
  const error = toCastlineError(thrown);
  if (error.code === 'cancelled') return;
  useToasts.getState().show({ tone: 'error', title: error.message, text: error.nextStep });
}
