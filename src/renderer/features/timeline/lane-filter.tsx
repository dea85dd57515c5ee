import { Check, ListFilter } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactElement } from 'react';
import { laneKinds } from '../../canvas/model.ts';
import { texts } from '../../texts/index.ts';
import { keepFocus } from '../../ui/button.tsx';
import { Menu, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { useLaneArrangement } from './lane-store.ts';
import { laneKindLabel } from './lanes.ts';

/** Which lanes are shown. */
export function LaneFilter(): ReactElement {
  const { hidden, onlyNamed, toggleKind, toggleOnlyNamed, reset } = useLaneArrangement();
  const words = texts().timeline;
  const filters = hidden.length > 0 || onlyNamed;
  return (
    <Menu
      align="end"
      trigger={
        <button
          type="button"
          className={`button quiet ${filters ? 'on' : ''}`}
          aria-label={filters ? words.lanesHidden : words.lanesShown}
          onMouseDown={keepFocus}
        >
          <ListFilter size={14} aria-hidden />
        </button>
      }
    >
      {laneKinds.map((kind) => (
        <Switch
          key={kind}
          label={laneKindLabel(kind)}
          isOn={!hidden.includes(kind)}
          toggle={() => toggleKind(kind)}
        />
      ))}
      <MenuLine />
      <Switch label={words.onlyNamed} isOn={onlyNamed} toggle={toggleOnlyNamed} />
      <MenuLine />
      <MenuItem label={words.allLanes} onSelect={reset} />
    </Menu>
  );
}

function Switch(props: { label: string; isOn: boolean; toggle: () => void }): ReactElement {
  return (
    <DropdownMenu.CheckboxItem
      className="menu-item"
      checked={props.isOn}
      onCheckedChange={props.toggle}
      // Several are set one after the other.
      onSelect={(event) => event.preventDefault()}
    >
      <span>{props.label}</span>
      <DropdownMenu.ItemIndicator>
        <Check size={13} aria-hidden />
      </DropdownMenu.ItemIndicator>
    </DropdownMenu.CheckboxItem>
  );
}
