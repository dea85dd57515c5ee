import type { ReactElement } from 'react';
import { CommandContextMenu } from '../../ui/command-menu.tsx';

/** What is offered on the lanes. */
const groups = [
  ['name', 'inspector', 'remove-cut-here'],
  ['trim-start', 'trim-end', 'zoom-selection'],
  ['marker', 'tag-range', 'add-cut'],
  ['choose-all', 'all-clips', 'fit'],
] as const;

/** The menu of the right button, and of the menu key, over the lanes. */
export const TimelineMenu = ({ children }: { children: ReactElement }): ReactElement => (
  <CommandContextMenu groups={groups}>{children}</CommandContextMenu>
);
