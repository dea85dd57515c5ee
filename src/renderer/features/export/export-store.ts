import { create } from 'zustand';
import type { ExportFormatId, ExportRequest, ExportSelection } from '../../../shared/contract/index.ts';

type Options = ExportRequest['options'];
type Partly<T> = { [Key in keyof T]?: T[Key] | undefined };

/** What is being put together for one format. */
export interface ExportDraft {
  readonly selection: ExportSelection;
  readonly options: Options;
  /** Where it was written the last time. */
  readonly path: string | undefined;
}

interface ExportState {
  readonly format: ExportFormatId;
  /** What was changed in this session, by format; what the library remembers stands behind it. */
  readonly drafts: Partial<Record<ExportFormatId, ExportDraft>>;
  readonly isWriting: boolean;
  choose(format: ExportFormatId): void;
  change(format: ExportFormatId, draft: ExportDraft): void;
  setWriting(isWriting: boolean): void;
  forget(): void;
}

export const emptyDraft: ExportDraft = {
  selection: { confirmedOnly: false, appearances: true, shots: false },
  options: {},
  path: undefined,
};

export const useExport = create<ExportState>()((set) => ({
  format: 'fcpxml',
  drafts: {},
  isWriting: false,
  choose: (format) => set({ format }),
  change: (format, draft) => set((state) => ({ drafts: { ...state.drafts, [format]: draft } })),
  setWriting: (isWriting) => set({ isWriting }),
  forget: () => set({ drafts: {} }),
}));

/** The same with some values changed; those that are set to undefined are left out. */
export function changed<T extends object>(before: T, change: Partly<T>): T {
  const all = { ...before, ...change };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as T;
}
