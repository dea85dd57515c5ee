export const desk = {
  left: 'Library',
  viewer: 'Viewer',
  broken: 'The library could not be read',
  again: 'Try again',
};
