import { type KeyboardEvent, type PointerEvent, type ReactElement, useRef } from 'react';
import { texts } from '../texts/index.ts';
import { type PanelName, panelLimits, usePanels, usualSize } from './panels.ts';

/** The line between two panels: drag it, or move it with the arrows; a double click puts it back. */
export function Splitter({ panel }: { panel: PanelName }): ReactElement {
  const size = usePanels((state) => state[panel]);
  const resize = usePanels((state) => state.resize);
  const grip = useRef<{ at: number; size: number } | undefined>(undefined);
  const upright = panel !== 'timeline';
  // The clips grow to the right; cast and timeline grow against the direction of the axis.
  const sign = panel === 'clips' ? 1 : -1;
  const place = (event: PointerEvent): number => (upright ? event.clientX : event.clientY);
  const press = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 16, ArrowDown: 16, ArrowLeft: -16, ArrowUp: -16 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    resize(panel, size + sign * step);
  };
  const { least, most } = panelLimits[panel];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be dragged; this is the pattern for window splitters
    <div
      className={`splitter ${panel}`}
      role="separator"
      tabIndex={0}
      aria-label={texts().desk.splitters[panel]}
      aria-orientation={upright ? 'vertical' : 'horizontal'}
      aria-valuenow={size}
      aria-valuemin={least}
      aria-valuemax={most}
      onKeyDown={press}
      onDoubleClick={() => resize(panel, usualSize(panel, window.innerHeight))}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        grip.current = { at: place(event), size };
      }}
      onPointerMove={(event) => {
        if (grip.current) resize(panel, grip.current.size + sign * (place(event) - grip.current.at));
      }}
      onPointerUp={() => {
        grip.current = undefined;
      }}
    />
  );
}
