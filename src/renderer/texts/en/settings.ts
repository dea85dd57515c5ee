/** Settings of the open library. */
export const settings = {
  description: 'Of this computer first, then of this library, with which they travel.',
};
