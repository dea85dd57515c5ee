import { create } from 'zustand';
import type { AssetId, IdentityId } from '../../shared/ids.ts';
import type { Viewport } from '../canvas/viewport.ts';

/** What stands at the right: everyone, or one thing that is gone through. */
export type SidePanel = 'cast' | 'wardrobe' | 'inspector' | 'cuts' | 'review' | 'person' | 'search';
export type DialogName = 'about' | 'keys' | 'settings' | 'palette' | 'export' | 'import' | 'pack';

/** What the desk itself knows: selection, playhead, view. All else comes from the engine. */
export interface DeskState {
  readonly assetId: AssetId | undefined;
  readonly personId: IdentityId | undefined;
  /** The person whose name is being typed. */
  readonly namingId: IdentityId | undefined;
  /** The frame under the playhead. */
  readonly frame: number;
  /** Counts requests to show another frame; playback moves `frame` without it. */
  readonly seekCount: number;
  /** Signed speed: 0 stands still, -2 runs backwards at double speed. */
  readonly speed: number;
  readonly boxesShown: boolean;
  readonly muted: boolean;
  /** Undefined: the whole clip. */
  readonly view: Viewport | undefined;
  /** Whether the timeline shows one clip or all of them in sequence. */
  readonly scope: 'clip' | 'all';
  readonly dialog: DialogName | undefined;
  readonly side: SidePanel;
  /** Counts wishes to have the keyboard in the panel at the side. */
  readonly sideFocusCount: number;
  selectAsset(assetId: AssetId | undefined): void;
  selectPerson(personId: IdentityId | undefined): void;
  startNaming(personId: IdentityId): void;
  stopNaming(): void;
  /** Shows a frame and stands still there. */
  seek(frame: number): void;
  /** Playback tells which frame it has come to. */
  arriveAt(frame: number): void;
  setSpeed(speed: number): void;
  toggleBoxes(): void;
  toggleSound(): void;
  setView(view: Viewport | undefined): void;
  setScope(scope: DeskState['scope']): void;
  openDialog(dialog: DialogName | undefined): void;
  openSide(side: SidePanel): void;
  /** Shows a frame of any clip; who is selected stays so. */
  show(assetId: AssetId, frame: number): void;
}

const freshClip = { frame: 0, speed: 0, view: undefined, personId: undefined, namingId: undefined };

/** Where all clips are shown, going to another one leaves the view where it is. */
const viewKept = ({ scope, view }: DeskState): Partial<DeskState> => (scope === 'all' ? { view } : {});

export const useDesk = create<DeskState>()((set) => ({
  assetId: undefined,
  seekCount: 0,
  boxesShown: true,
  muted: false,
  scope: 'clip',
  dialog: undefined,
  side: 'cast',
  sideFocusCount: 0,
  ...freshClip,
  selectAsset: (assetId) =>
    set((state) =>
      state.assetId === assetId ? state : { ...freshClip, ...viewKept(state), assetId, seekCount: 0 },
    ),
  selectPerson: (personId) =>
    set((state) => ({ personId, namingId: state.namingId === personId ? state.namingId : undefined })),
  startNaming: (personId) => set({ personId, namingId: personId }),
  stopNaming: () => set({ namingId: undefined }),
  seek: (frame) => set((state) => ({ frame: Math.max(0, frame), speed: 0, seekCount: state.seekCount + 1 })),
  arriveAt: (frame) => set({ frame }),
  setSpeed: (speed) => set({ speed }),
  toggleBoxes: () => set((state) => ({ boxesShown: !state.boxesShown })),
  toggleSound: () => set((state) => ({ muted: !state.muted })),
  setView: (view) => set({ view }),
  setScope: (scope) => set({ scope, view: undefined }),
  openDialog: (dialog) => set({ dialog }),
  openSide: (side) => set((state) => ({ side, sideFocusCount: state.sideFocusCount + 1 })),
  show: (assetId, frame) =>
    set((state) => ({
      ...(state.assetId === assetId
        ? {}
        : { ...freshClip, ...viewKept(state), assetId, personId: state.personId }),
      frame: Math.max(0, frame),
      speed: 0,
      seekCount: state.seekCount + 1,
    })),
}));
