export const desk = {
  left: 'Library',
  viewer: 'Viewer',
  menus: 'Menus',
  broken: 'The library could not be read',
  again: 'Try again',
};
