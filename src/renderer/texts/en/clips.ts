import { forms } from '../forms.ts';

const form = forms('en-GB');

export const clips = {
  heading: 'Clips',
  add: 'Add footage',
  empty: 'No footage yet. Drop files or folders anywhere on this window.',
  loading: 'Loading clips',
  list: 'Clips in this library',
  missing: 'File is missing',
  missingCount: (files: number) => form(files, { one: '# file is missing', other: '# files are missing' }),
  resumeHint: 'Goes on where it stopped; finished steps are kept',
  retry: 'Retry',
  resume: 'Resume',
  analysisOf: (clip: string) => `Analysis of ${clip}`,
  removed: (what: string) => `${what} removed from the library`,
  fileStays: 'No file was touched.',
  library: (name: string) => `Library ${name}`,
  recent: 'Recent libraries',
  gone: 'missing',
};
