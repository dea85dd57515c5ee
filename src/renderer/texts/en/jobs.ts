export const jobs = {
  analysis: 'Analysis',
  pauseAll: 'Pause analysis',
  resumeAll: 'Resume analysis',
  pause: 'Pause',
  resume: 'Resume',
  cancel: 'Cancel',
};
