import type { ReactElement } from 'react';
import { keyLabel } from '../../commands/keys.ts';
import { onMac } from '../../commands/platform.ts';

/** A key written on its button, for the eye only: drawn by the style sheet, so that the button's name stays what it does. */
export function KeyHint({ text }: { text: string }): ReactElement {
  return <kbd aria-hidden data-key={keyLabel(text, onMac)} />;
}
