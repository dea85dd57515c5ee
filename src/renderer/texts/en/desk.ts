export const desk = {
  left: 'Library',
  viewer: 'Viewer',
  menus: 'Menus',
  broken: 'The library could not be read',
  again: 'Try again',
  splitters: {
    clips: 'Width of the clips',
    cast: 'Width of the cast',
    timeline: 'Height of the timeline',
  },
};
