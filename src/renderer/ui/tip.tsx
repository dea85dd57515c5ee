import { Slot, Tooltip } from 'radix-ui';
import { type FocusEvent, type PointerEvent, type ReactElement, useEffect, useId } from 'react';
import { create } from 'zustand';
import { Key } from './key.tsx';
import { overDesk } from './portal.ts';

/** How long the pointer rests on a control until it says what it does; at once where another one has just said so. */
const restMs = 500;
const sayOnMs = 200;

interface Said {
  readonly id: string;
  readonly label: string;
  readonly keyText: string | undefined;
  readonly control: Element;
}

/** One tip for the whole desk: one for each of its hundred controls would be most of what the desk is made of. */
const useTip = create<{ readonly said: Said | undefined }>()(() => ({ said: undefined }));
/** The one that is said, or will be when its time has come. */
let due: { readonly id: string; readonly timer: ReturnType<typeof setTimeout> | undefined } | undefined;
let endedAt = Number.NEGATIVE_INFINITY;

function say(said: Said, afterMs: number): void {
  clearTimeout(due?.timer);
  due = { id: said.id, timer: setTimeout(() => useTip.setState({ said }), afterMs) };
}

/** Says no more of this control; without one, of none. */
function hush(id?: string): void {
  if (id === undefined || due?.id === id) {
    clearTimeout(due?.timer);
    due = undefined;
  }
  const { said } = useTip.getState();
  if (!said || (id !== undefined && said.id !== id)) return;
  endedAt = performance.now();
  useTip.setState({ said: undefined });
}

/** Says what a control does, and its key. */
export function Tip(props: {
  label: string;
  keyText?: string | undefined;
  children: ReactElement;
}): ReactElement {
  const { label, keyText } = props;
  const id = useId();
  useEffect(() => () => hush(id), [id]);
  const sayOf = (control: Element, afterMs: number): void => say({ id, label, keyText, control }, afterMs);
  return (
    <Slot.Root
      // Not when the pointer enters: a control that comes to lie under a pointer at rest says nothing.
      onPointerMove={({ pointerType, currentTarget }: PointerEvent) => {
        if (pointerType === 'touch' || due?.id === id) return;
        sayOf(currentTarget, performance.now() - endedAt < sayOnMs ? 0 : restMs);
      }}
      onPointerLeave={() => hush(id)}
      // Whoever has pressed it knows what it does, until the pointer comes again.
      onPointerDown={() => {
        hush();
        due = { id, timer: undefined };
      }}
      onFocus={({ currentTarget }: FocusEvent) => {
        if (currentTarget.matches(':focus-visible')) sayOf(currentTarget, 0);
      }}
      onBlur={() => hush(id)}
    >
      {props.children}
    </Slot.Root>
  );
}

/** Shows the tip of the control under the pointer, or of the one that the keyboard has come to. */
export function TipLayer(): ReactElement | null {
  const said = useTip((state) => state.said);
  useEffect(() => {
    // A key is for what the keyboard is at: a sheet that it opens would have the tip lie over it.
    const stop = (): void => hush();
    window.addEventListener('keydown', stop);
    return () => window.removeEventListener('keydown', stop);
  }, []);
  if (!said?.control.isConnected) return null;
  const { left, top, width, height } = said.control.getBoundingClientRect();
  return (
    <Tooltip.Provider>
      <Tooltip.Root key={said.id} open onOpenChange={(isOpen) => !isOpen && hush()}>
        <Tooltip.Trigger asChild>
          <span aria-hidden className="tip-place" style={{ left, top, width, height }} />
        </Tooltip.Trigger>
        <Tooltip.Portal container={overDesk()}>
          <Tooltip.Content className="tip" sideOffset={6} collisionPadding={8}>
            {said.label}
            {said.keyText === undefined ? null : <Key text={said.keyText} />}
          </Tooltip.Content>
        </Tooltip.Portal>
      </Tooltip.Root>
    </Tooltip.Provider>
  );
}
