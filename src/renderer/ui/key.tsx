import type { ReactElement } from 'react';
import { keyLabel } from '../commands/keys.ts';
import { onMac } from '../commands/platform.ts';

/** A key as it is printed beside an action. */
export function Key({ text }: { text: string }): ReactElement {
  return <kbd>{keyLabel(text, onMac)}</kbd>;
}
