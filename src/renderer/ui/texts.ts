import type { AssetSummary, Workload } from '../../shared/contract/index.ts';
import type { EditLabel } from '../../shared/edit-label.ts';
import { editText } from '../../shared/edit-text.ts';
import type { MediaFacts } from '../../shared/media.ts';
import type { Phase, Progress } from '../../shared/progress.ts';
import { formatTimecode, rateText } from '../../shared/time.ts';
import { locale, texts } from '../texts/index.ts';

/** Words and numbers of the screen, in one place. */

/** A person as the screen names them. */
export const personName = ({
  name,
  number,
}: {
  readonly name: string | null;
  readonly number: number;
}): string => name ?? texts().status.unnamed(number);

/** What an edit did, for the history and for what undo says. */
export const editName = (label: EditLabel): string => editText(label, texts().edits);

/** A file name cut in its middle: camera names differ at their ends. */
export function shortName(name: string, most: number): string {
  if (name.length <= most) return name;
  const tail = Math.floor((most - 1) / 2);
  return `${name.slice(0, most - 1 - tail)}…${name.slice(-tail)}`;
}

/**
 * A file name in pieces between which a row of two lines may break: where its parts begin, or, where those do not fit, once,
 * with the middle cut out, so that the end with the extension is seen.
 * @param most letters of a line
 */
export function rowName(name: string, most: number): string[] {
  const parts = name.split(/(?<=[_\- ])|(?=\.)/);
  let [lines, used] = [1, 0];
  for (const { length } of parts) {
    if (used + length > most && used > 0) [lines, used] = [lines + 1, 0];
    used += length;
    if (used > most) [lines, used] = [lines + Math.ceil(used / most) - 1, used % most];
  }
  if (lines <= 2) return parts;
  return name.length <= 2 * most
    ? [name.slice(0, most), name.slice(most)]
    : [`${name.slice(0, most - 1)}…`, name.slice(-most)];
}

export const shotsText = (count: number): string => texts().count.shots(count);
export const peopleText = (count: number): string => texts().count.people(count);
export const clipsText = (count: number): string => texts().count.clips(count);

/** Time on screen: tenths below ten seconds, then minutes and seconds. */
export function durationText(seconds: number): string {
  if (seconds < 9.95) {
    const tenths = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
    return `${seconds.toLocaleString(locale(), tenths)} s`;
  }
  const whole = Math.round(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** An estimate, worded as one: it does not jump with every second. */
export function timeLeftText(seconds: number): string {
  const { left, fewSecondsLeft } = texts().status;
  if (seconds < 5) return fewSecondsLeft;
  if (seconds < 55) return left(`${Math.ceil(seconds / 5) * 5} s`);
  if (seconds < 3570) return left(`${Math.max(1, Math.round(seconds / 60))} min`);
  const halves = Math.round(seconds / 1800) / 2;
  return left(`${halves.toLocaleString(locale())} h`);
}

export const phaseText = (phase: Phase): string => texts().status.phases[phase];

/** "Recognising 62 %", without a number while the end is not known. */
export function progressText(progress: Progress): string {
  if (progress.phase === 'queued' || progress.phase === 'done' || progress.total <= 0) {
    return phaseText(progress.phase);
  }
  const percent = Math.floor((100 * Math.min(progress.done, progress.total)) / progress.total);
  return `${phaseText(progress.phase)} ${percent} %`;
}

/** The line in the header: what is being done, how much of it, and how long it will take. */
export function workloadText(workload: Workload): string {
  if (workload.paused) return texts().status.paused(clipsText(workload.running + workload.waiting));
  const running = workload.jobs.filter((job) => job.state === 'running');
  const all = workload.running + workload.waiting;
  const only = all === 1 ? running[0]?.progress : undefined;
  const counted = only && only.total > 0 ? texts().status.doneOf(only.done, only.total) : undefined;
  const parts = [
    counted ? `${phaseText(workload.phase)} ${counted}` : phaseText(workload.phase),
    ...(all > 1 ? [clipsText(all)] : []),
    ...(workload.secondsLeft === undefined ? [] : [timeLeftText(workload.secondsLeft)]),
  ];
  return parts.join(' · ');
}

/** What was found in a clip: of its people those whom the cast lists, or how many wait to be sorted where it lists none. */
function foundText({ shotCount, personCount }: AssetSummary, inCast: number): string {
  const { shotsShort, peopleShort } = texts().count;
  const shots = shotsShort(shotCount);
  if (personCount === 0) return texts().status.noPeople(shots);
  return [shots, inCast > 0 ? peopleShort(inCast) : texts().status.unsorted(personCount)].join(' · ');
}

/**
 * The second line of a clip's row, failures aside.
 * @param inCast how many people of the cast are in the clip
 */
export function assetStateText(
  asset: AssetSummary,
  progress: Progress | undefined,
  inCast = asset.personCount,
): string {
  const words = texts().status;
  const kept = asset.shotCount > 0 ? texts().count.shotsShort(asset.shotCount) : undefined;
  // The job's own progress is fresher than the list of clips.
  const state = asset.state === 'waiting' && progress ? 'analysing' : asset.state;
  switch (state) {
    case 'waiting':
      return words.phases.queued;
    case 'analysing':
      return progress ? progressText(progress) : words.starting;
    case 'ready':
      return foundText(asset, inCast);
    case 'failed':
      return words.stopped(words.failed, kept);
    case 'cancelled':
      return words.stopped(words.cancelled, kept);
    case 'interrupted':
      return words.stopped(words.interrupted, kept);
    default:
      return state satisfies never;
  }
}

/** What went wrong, without the name of the file: in its row that stands right above. */
export function rowErrorText({ name, path }: Pick<AssetSummary, 'name' | 'path'>, message: string): string {
  const said = message.replaceAll(path, name).replace(` of ${name}`, '');
  const opens = said.startsWith(name);
  const short = opens ? said.slice(name.length).replace(/^:? (?:is |has )?/, '') : said;
  return short.charAt(0).toUpperCase() + short.slice(1);
}

/** Timecode of a frame of a clip. */
export function frameTimecode(facts: MediaFacts, frame: number): string {
  return formatTimecode(facts.timecode.startFrame + frame, facts.video.frameRate, facts.timecode.dropFrame);
}

/** Length as a timecode that starts at zero. */
export function lengthTimecode(facts: MediaFacts, frames: number): string {
  return formatTimecode(frames, facts.video.frameRate, facts.timecode.dropFrame);
}

/** The facts beside a clip's name: rate, size, start timecode, codec. */
export function clipFactsText(facts: MediaFacts, variableFrameRate: boolean): string {
  const { video, timecode } = facts;
  return [
    `${rateText(video.frameRate)} fps${variableFrameRate ? ` ${texts().status.variable}` : ''}`,
    `${video.displayWidthPx}×${video.displayHeightPx}`,
    timecode.assumed ? texts().status.noTimecode : texts().status.starts(timecode.text),
    video.codec,
  ].join(' · ');
}
