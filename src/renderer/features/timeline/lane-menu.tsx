import { ContextMenu } from 'radix-ui';
import type { CSSProperties, ReactElement } from 'react';
import { identityColours } from '../../../shared/palette.ts';
import type { Lane } from '../../canvas/model.ts';
import { keyLabel } from '../../commands/keys.ts';
import { onMac } from '../../commands/platform.ts';
import { texts } from '../../texts/index.ts';
import { WithMenu } from '../../ui/context-menu.tsx';
import { moveLane } from './lane-order.ts';
import { useLaneArrangement } from './lane-store.ts';
import { laneKindLabel } from './lanes.ts';

const colourWords = [
  'blue',
  'pink',
  'green',
  'yellow',
  'purple',
  'teal',
  'orange',
  'periwinkle',
  'lime',
  'magenta',
  'mint',
  'tan',
] as const;

/** What can be done with a lane: by the right button on its name, or the menu key. */
export function LaneMenu(props: {
  lane: Lane;
  lanes: readonly Lane[];
  children: ReactElement;
}): ReactElement {
  const { lane, lanes } = props;
  const { toggleCollapsed, collapseAll, toggleKind, setColour } = useLaneArrangement.getState();
  const words = texts().timeline;
  const at = lanes.findIndex(({ id }) => id === lane.id);
  const ids = lanes.map(({ id }) => id);
  const content = (): ReactElement => (
    <>
      <Item
        label={lane.isCollapsed ? words.expand : words.collapse}
        hint={lane.isCollapsed ? '→' : '←'}
        onSelect={() => toggleCollapsed(lane.id)}
      />
      <Item label={words.collapseAll} onSelect={() => collapseAll(ids, true)} />
      <Item label={words.expandAll} onSelect={() => collapseAll(ids, false)} />
      <ContextMenu.Separator className="menu-line" />
      <Item
        label={words.moveUp}
        hint={keyLabel('Alt+ArrowUp', onMac)}
        disabled={at === 0}
        onSelect={() => moveLane(lanes, lane.id, -1)}
      />
      <Item
        label={words.moveDown}
        hint={keyLabel('Alt+ArrowDown', onMac)}
        disabled={at === lanes.length - 1}
        onSelect={() => moveLane(lanes, lane.id, 1)}
      />
      <ContextMenu.Separator className="menu-line" />
      <ContextMenu.Label className="menu-heading">{words.laneColour}</ContextMenu.Label>
      <ContextMenu.Group className="lane-colours">
        {identityColours.map((colour, index) => (
          <ContextMenu.Item
            key={colour}
            className="lane-colour"
            aria-label={words[colourWords[index] ?? 'blue']}
            style={{ ['--person' as string]: colour } as CSSProperties}
            onSelect={() => setColour(lane.id, index)}
          />
        ))}
      </ContextMenu.Group>
      <Item label={words.usualColour} onSelect={() => setColour(lane.id, undefined)} />
      <ContextMenu.Separator className="menu-line" />
      <Item label={words.hideKind(laneKindLabel(lane.kind))} onSelect={() => toggleKind(lane.kind)} />
    </>
  );
  return <WithMenu content={content}>{props.children}</WithMenu>;
}

function Item(props: {
  label: string;
  hint?: string;
  disabled?: boolean;
  onSelect: () => void;
}): ReactElement {
  return (
    <ContextMenu.Item className="menu-item" disabled={props.disabled ?? false} onSelect={props.onSelect}>
      <span>{props.label}</span>
      {props.hint === undefined ? null : <kbd>{props.hint}</kbd>}
    </ContextMenu.Item>
  );
}
