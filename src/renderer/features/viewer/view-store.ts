import { create } from 'zustand';
import type { Box } from '../../../shared/boxes.ts';
import type { AssetId, ElementId } from '../../../shared/ids.ts';

/** A range between an in and an out point; both are frames that belong to it. */
export interface MarkedRange {
  readonly assetId: AssetId;
  readonly inFrame: number | undefined;
  readonly outFrame: number | undefined;
}

/** How the picture is looked at: 1 shows all of it; the centre is a place on the picture, 0 to 1. */
export interface PictureZoom {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export const wholePicture: PictureZoom = { scale: 1, x: 0.5, y: 0.5 };
export const mostZoom = 16;

/** What the viewer alone knows; selection and playhead are the desk's. */
interface ViewState {
  readonly masksShown: boolean;
  readonly zoom: PictureZoom;
  readonly range: MarkedRange | undefined;
  readonly isLooping: boolean;
  /** Something that was missed is being drawn: waiting for a box, or a box that waits to be told what it is. */
  readonly drawing: 'box' | Box | undefined;
  /** The face over the picture whose name is being typed. */
  readonly namingFace: ElementId | undefined;
  toggleMasks(): void;
  setZoom(zoom: PictureZoom): void;
  setRange(range: MarkedRange | undefined): void;
  toggleLoop(): void;
  setDrawing(drawing: ViewState['drawing']): void;
  nameFace(elementId: ElementId | undefined): void;
}

export const useView = create<ViewState>()((set) => ({
  masksShown: true,
  zoom: wholePicture,
  range: undefined,
  isLooping: false,
  drawing: undefined,
  namingFace: undefined,
  toggleMasks: () => set(({ masksShown }) => ({ masksShown: !masksShown })),
  setZoom: (zoom) => set({ zoom }),
  setRange: (range) => set({ range }),
  toggleLoop: () => set(({ isLooping }) => ({ isLooping: !isLooping })),
  setDrawing: (drawing) => set({ drawing }),
  nameFace: (namingFace) => set({ namingFace }),
}));
