import { useEffect } from 'react';
import { useEnvironment } from '../app/environment.ts';
import { applyEvent } from '../app/events.ts';
import { belongsToControl, type Command, commandForKey, isTextField } from './command.ts';
import { commands } from './list.ts';
import { onMac } from './platform.ts';

/** Listens to the keyboard. Fields, and controls with keys of their own, come first. */
export function useShortcuts(): void {
  const environment = useEnvironment();
  useEffect(() => {
    const held = new Map<string, NonNullable<Command['release']>>();
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const target = event.target instanceof HTMLElement ? event.target : document.body;
      const isTyping = isTextField(target);
      if (
        !isTyping &&
        belongsToControl(event, target.closest('[role]')?.getAttribute('role') ?? null, target.tagName)
      )
        return;
      const scope = target.closest<HTMLElement>('[data-keys]')?.dataset.keys;
      const command = commandForKey(commands, event, onMac, scope);
      if (!command || (isTyping && !command.inFields) || (command.when && !command.when(environment))) return;
      event.preventDefault();
      if (event.repeat && !command.repeats) return;
      if (command.release) held.set(event.code, command.release);
      command.run(environment);
    };
    const letGo = (event: KeyboardEvent): void => {
      const release = held.get(event.code);
      held.delete(event.code);
      release?.(environment);
    };
    window.addEventListener('keydown', listen);
    window.addEventListener('keyup', letGo);
    return () => {
      window.removeEventListener('keydown', listen);
      window.removeEventListener('keyup', letGo);
    };
  }, [environment]);
}

/** Keeps what is shown in step with the engine, and runs what the application menu asks for. */
export function useWindowEvents(): void {
  const environment = useEnvironment();
  useEffect(
    () =>
      environment.bridge.onEvent((event) => {
        applyEvent(environment, event);
        if (event.type !== 'menu') return;
        commands.find((command) => command.menu === event.command)?.run(environment);
      }),
    [environment],
  );
}
