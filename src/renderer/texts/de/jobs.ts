import type { Texts } from '../en/index.ts';

export const jobs: Texts['jobs'] = {
  analysis: 'Analyse',
  pauseAll: 'Analyse anhalten',
  resumeAll: 'Analyse fortsetzen',
  pause: 'Anhalten',
  resume: 'Fortsetzen',
  cancel: 'Abbrechen',
};
