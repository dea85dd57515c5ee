import type { Film, Photo } from './render.mjs';

export const photoFolder: string;
export const photoNames: string[];
export const faces: Record<string, { photo: string; x: number; y: number }>;
export function shippedFfmpeg(): string;
export function loadPhoto(name: string, ffmpeg?: string): Promise<Photo>;
export function loadPhotos(film: Film, ffmpeg?: string): Promise<Record<string, Photo>>;
