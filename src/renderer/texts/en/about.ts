export const about = {
  description:
    'Finds the people in your footage, shot by shot. Works offline: footage, pictures and names never leave this computer.',
  loading: 'Looking up versions…',
  program: 'Program',
  models: 'Models',
  unused: (detail: string) => `Not in use. ${detail}`,
};
