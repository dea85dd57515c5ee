import { forms } from '../forms.ts';

const form = forms('en-GB');

/** Settings of the open library. */
export const settings = {
  description: 'Of this computer first, then of this library, with which they travel.',
  reading: 'Reading settings…',
  elsewhere: 'set elsewhere',
  usual: 'usual',
  analysis: 'Analysis',
  keyframes: 'Keyframes a minute',
  keyframesHelp:
    'Most pictures that are looked at. Every shot has at least one. More find people sooner and take longer.',
  quickLook: 'quick look',
  busyScenes: 'busy scenes',
  everyMove: 'every move',
  mode: 'Look at each keyframe',
  modeHelp:
    'Thorough tells dresses, coats and skirts and outlines clothes better, at about three times the time and half a gigabyte more memory.',
  byMachine: 'By machine',
  byMachineNote: 'decided once for a library',
  fast: 'Fast',
  fastNote: 'people, clothes, things',
  thorough: 'Thorough',
  thoroughNote: 'clothes by a net of their own',
  follow:
    'Clips that are analysed from now on follow these settings. What you named and decided stays as it is.',
  again: 'Analyse all clips again',
  looksAgain: (clips: number) =>
    form(clips, {
      one: '# analysed clip would be looked at again, which takes as long as the first time. What you decided stays.',
      other:
        '# analysed clips would be looked at again, which takes as long as the first time. What you decided stays.',
    }),
  lookAgain: 'Look again like this',
  people: 'People',
  bridge: 'Bridge gaps',
  bridgeHelp: 'Somebody who turns away for no longer than this is still seen: one appearance instead of two.',
  none: 'None',
  seconds: (seconds: number) => `${seconds.toLocaleString('en-GB')} s`,
  strictness: 'Strictness',
  strictnessHelp:
    'How alike faces must be to be one person. When in doubt, stricter: two that are one are joined in a second.',
  stricter: (percent: number) => `stricter, ${percent} %`,
  looser: (percent: number) => `looser, ${percent} %`,
  joinsMore: 'joins more',
  joinsLess: 'joins less',
  preview: 'What it would change',
  groupAnew: 'Group anew like this',
  leave: 'Leave as it is',
  grouping: (percent: number) => `Grouping everyone anew: ${percent} %`,
  stop: 'Stop',
  somebody: 'somebody',
  become: (names: readonly string[]) => `${names.join(' and ')} become one`,
  becomes: (name: string, people: string) => `${name} becomes ${people}`,
  workingOut: 'Working out what would change…',
  nothing: (people: string) => `Nothing would change: ${people}, as now.`,
  wouldBe: (now: string, then: number, faces: string) =>
    `${now} would be ${then}; ${faces} would change. What you decided stays.`,
  more: (count: number) => `and ${count} more`,
  faceData: 'Keep face data',
  faceDataHelp:
    'Numbers that tell one face from another. Without them this library groups a clip once, when it is analysed, and cannot compare faces afterwards. They never leave this computer and are in no export.',
  keep: 'Keep',
  forget: 'Do not keep',
  forgetTitle: 'Forget the face data of everyone?',
  forgetText:
    'It is erased from this library for good; undo does not bring it back. Names, ranges and all that you decided stay.',
  forgetAction: 'Forget face data',
};
