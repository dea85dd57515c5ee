import { create } from 'zustand';

export type CloudSheetName = 'send' | 'ledger' | 'opinion';

interface CloudSheetState {
  readonly open: CloudSheetName | undefined;
  show(sheet: CloudSheetName | undefined): void;
  /** Opens a sheet, or closes it where it is open. */
  toggle(sheet: CloudSheetName): void;
}

/** Which sheet of the cloud is open. */
export const useCloudSheet = create<CloudSheetState>()((set) => ({
  open: undefined,
  show: (open) => set({ open }),
  toggle: (sheet) => set((state) => ({ open: state.open === sheet ? undefined : sheet })),
}));
