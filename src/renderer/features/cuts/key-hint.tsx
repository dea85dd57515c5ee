import { type ReactElement, useContext } from 'react';
import { usePreferences } from '../../app/preferences.ts';
import { CommandContext } from '../../commands/command-context.ts';
import { keyLabel } from '../../commands/keys.ts';
import { onMac } from '../../commands/platform.ts';

/**
 * A key written on its button, for the eye only: drawn by the style sheet, so that the button's name stays what it does.
 * `text` is the usual key; on the button of a command whose keys were changed its own is written.
 */
export function KeyHint({ text }: { text: string }): ReactElement | null {
  const command = useContext(CommandContext);
  const own = usePreferences(({ keys }) => (command ? keys[command.id] : undefined));
  const shown = own ? own[0] : text;
  return shown === undefined ? null : <kbd aria-hidden data-key={keyLabel(shown, onMac)} />;
}
