/** What the camera sees: centre and width, in pixels of the photograph. */
export interface View {
  x: number;
  y: number;
  width: number;
}

export interface Effect {
  kind: 'flash' | 'dim' | 'caption';
  from: number;
  to: number;
  gain?: number;
}

export interface FilmShot {
  photo: string;
  from: View;
  to?: View;
  moveFrom?: number;
  moveTo?: number;
  frames: number;
  join?: { kind: 'cut' | 'dissolve' | 'fade' | 'fade-white' | 'wipe'; frames: number };
  effects?: Effect[];
  persons?: string[];
}

export interface Film {
  size: { width: number; height: number };
  /** Frames a second, `num/den`. */
  rate: string;
  shots: FilmShot[];
}

export interface Photo {
  width: number;
  height: number;
  rgb: Uint8Array;
}

export interface TruthShot {
  index: number;
  first_frame: number;
  end_frame: number;
  persons: string[];
  transition_in?: { type: string; first_frame: number; end_frame: number };
}

export interface Truth {
  frames: number;
  shots: TruthShot[];
  not_cuts: { type: string; first_frame: number; end_frame: number }[];
}

export function cameraAt(shot: FilmShot, t: number): View;
export function drawView(photo: Photo, view: View, size: Film['size'], out: Uint8ClampedArray): void;
export function layOut(shots: FilmShot[]): {
  laid: { shot: FilmShot; join: { kind: string; frames: number }; from: number; to: number }[];
  frames: number;
};
export function drawFilm(film: Film, photos: Record<string, Photo>): Generator<Uint8ClampedArray>;
export function truthOf(film: Film): Truth;
export function blend(
  kind: string,
  share: number,
  a: Uint8Array | Uint8ClampedArray,
  b: Uint8Array | Uint8ClampedArray,
  size: Film['size'],
  out: Uint8Array | Uint8ClampedArray,
  edge?: 'left' | 'right' | 'top' | 'bottom',
): void;
