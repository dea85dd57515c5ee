import type { PaletteColour } from '../plan/colours.ts';

/** Resolve's marker colours by name, and about how they look. */
export const resolveColours: readonly PaletteColour[] = [
  { name: 'Blue', hex: '#007fe3' },
  { name: 'Cyan', hex: '#00ced0' },
  { name: 'Green', hex: '#00ad00' },
  { name: 'Yellow', hex: '#f09d00' },
  { name: 'Red', hex: '#e12401' },
  { name: 'Pink', hex: '#ff44c8' },
  { name: 'Purple', hex: '#9013fe' },
  { name: 'Fuchsia', hex: '#c02e6f' },
  { name: 'Rose', hex: '#ffa1b9' },
  { name: 'Lavender', hex: '#a193c8' },
  { name: 'Sky', hex: '#92e2fd' },
  { name: 'Mint', hex: '#72db00' },
  { name: 'Lemon', hex: '#dce95a' },
  { name: 'Sand', hex: '#c4915e' },
  { name: 'Cocoa', hex: '#6e5143' },
  { name: 'Cream', hex: '#f5ebe1' },
];
