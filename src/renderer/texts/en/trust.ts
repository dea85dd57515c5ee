import { forms } from '../forms.ts';

const form = forms('en-GB');
const clips = (count: number): string => form(count, { one: '# clip', other: '# clips' });

/** The library's safety, and what is stored where. */
export const trust = {
  readOnly: 'Read only',
  readOnlyHelp: 'Open in another window or program, which may write. Choose to open it here again.',
  wasUnclean: 'Castline was stopped in the middle of its work',
  wasUncleanText: (unfinished: number) =>
    unfinished === 0
      ? 'The library was read through and is sound. Nothing that you did is lost.'
      : `The library was read through and is sound; nothing that you did is lost. ${clips(unfinished)} went on where they were.`,
  safety: {
    heading: 'Safety',
    backups: 'Backups',
    lastBackup: (when: string, count: number) =>
      `Taken daily and before each change of format. The last: ${when}; ${form(count, { one: '# is', other: '# are' })} kept.`,
    noBackup: 'The first is taken when the library has clips and is opened again.',
    backUp: 'Back up now',
    backedUp: 'Backed up, and the copy was checked',
    restore: 'Restore…',
    restoreAsk: (when: string) => `Restore the backup of ${when}?`,
    restoreText: 'The library becomes what it was then. What it is now is kept as a backup of its own.',
    restoreDo: 'Restore',
    restored: 'Restored',
    check: 'Check and tidy up',
    checkHelp: 'Reads every page and every picture. Tidying up removes pictures that nothing refers to.',
    verify: 'Check',
    sound: 'The library is sound',
    damaged: 'The library is damaged',
    soundText: (pictures: number) =>
      form(pictures, { one: '# picture was read.', other: '# pictures were read.' }),
    damagedText: 'Repair it, or restore a backup.',
    repair: 'Repair',
    repaired: 'Repaired',
    repairedText: (count: number) => `${clips(count)} are analysed again.`,
    tidy: 'Tidy up',
    tidied: 'Tidied up',
    tidiedText: (pictures: number, megabytes: string) =>
      `${form(pictures, { one: '# picture', other: '# pictures' })} removed, ${megabytes} MB freed.`,
    moved: 'Footage that was moved',
    movedHelp: 'Finds clips whose file is elsewhere or has another name, by what is in it.',
    find: 'Find footage…',
    findTitle: 'Where to look for footage',
    found: (count: number) => `${clips(count)} found`,
    stillMissing: (count: number) => (count === 0 ? 'No clip is missing.' : `${clips(count)} still missing.`),
  },
  privacy: {
    heading: 'What is stored, and where',
    intro:
      'All of it on this computer. Nothing is sent anywhere but the pictures that you send to the cloud recogniser.',
    library: 'Names, decisions, what was found, face data',
    pictures: 'Pictures of keyframes and faces',
    backups: 'Backups of the library',
    proxies: 'Small copies of clips, for playing',
    logs: 'Log of what went wrong, without keys',
    show: 'Show',
    erase: 'Erase',
    erased: 'Erased',
  },
  commands: {
    title: 'Programs that read your footage',
    heading: (count: number) => `The last ${count} runs of ffmpeg and ffprobe`,
    help: 'Each line can be pasted into a terminal, to see what the program says of a file.',
    none: 'Neither ffmpeg nor ffprobe has run since Castline was started.',
    running: 'running',
    ended: (end: string, ms: number) => `${end}, after ${(ms / 1000).toFixed(1)} s`,
    copy: 'Copy',
    copyAll: 'Copy all',
    copied: 'Copied',
  },
  report: 'Copy report',
  reportCopied: 'The report is on the clipboard',
  reportText: (lines: number) =>
    `${lines} lines: versions, programs in use and their last runs, the log. Keys and your folder's name are left out.`,
  licences: 'Licences of what is in Castline',
};
