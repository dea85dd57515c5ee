import type { MouseEvent, ReactElement, ReactNode } from 'react';
import { useEnvironment } from '../app/environment.ts';
import { useKeysOf } from '../commands/bindings.ts';
import { commandName } from '../commands/command.ts';
import { CommandContext } from '../commands/command-context.ts';
import { commandById } from '../commands/list.ts';
import { Tip } from './tip.tsx';

/**
 * A press of the mouse leaves the keyboard's focus where it is: else Space would press the button again instead of
 * playing. Tab still reaches every button.
 */
export const keepFocus = (event: MouseEvent): void => event.preventDefault();

interface CommandButtonProps {
  readonly id: string;
  readonly children: ReactNode;
  /** A switch shows whether it is on. */
  readonly pressed?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  /** In place of the command's label, where the state says more ("Undo: name Unnamed 2 Anna"). */
  readonly label?: string | undefined;
  /** It can be dragged to another program. */
  readonly onDrag?: () => void;
  readonly tone?: 'plain' | 'quiet' | 'accent' | 'switch';
}

/** A button for an entry of the command list: name, key and action come from there. */
export function CommandButton(props: CommandButtonProps): ReactElement {
  const environment = useEnvironment();
  const command = commandById(props.id);
  const [keyText] = useKeysOf(command);
  const label = props.label ?? commandName(command);
  return (
    <Tip label={label} keyText={keyText}>
      <button
        type="button"
        className={`button ${props.tone ?? 'plain'}`}
        aria-label={label}
        aria-pressed={props.pressed}
        aria-disabled={props.disabled === true}
        draggable={props.onDrag !== undefined}
        onDragStart={(event) => {
          event.preventDefault();
          props.onDrag?.();
        }}
        onMouseDown={props.onDrag ? undefined : keepFocus}
        onClick={() => {
          if (props.disabled !== true) command.run(environment);
        }}
      >
        <CommandContext value={command}>{props.children}</CommandContext>
      </button>
    </Tip>
  );
}
