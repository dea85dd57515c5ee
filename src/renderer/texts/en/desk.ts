export const desk = {
  viewer: 'Viewer',
  broken: 'The library could not be read',
  again: 'Try again',
};
