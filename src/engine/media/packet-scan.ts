import { basename } from 'node:path';
import { CastlineError } from '../../shared/errors.ts';
import type { MediaFacts } from '../../shared/media.ts';
import { type FrameList, type PacketFacts, PacketTable } from './frame-list.ts';
import { inputArguments } from './input.ts';
import { lines } from './lines.ts';
import { namedFailure } from './probe.ts';
import { startProgram } from './process.ts';
import type { MediaTools } from './tools.ts';

/** A day at 120 frames a second: a file that claims more is refused before it fills the memory. */
const maxPackets = 86_400 * 120;
const reportEvery = 5_000;

function integer(text: string | undefined): number | undefined {
  const value = Number(text);
  return text !== undefined && text !== '' && Number.isSafeInteger(value) ? value : undefined;
}

/** Reads one line of `-of compact=p=0 -show_entries packet=pts,dts,duration,flags`; undefined for anything else. */
export function parsePacketLine(line: string): PacketFacts | undefined {
  const fields = new Map<string, string>();
  for (const part of line.split('|')) {
    const equals = part.indexOf('=');
    if (equals > 0) fields.set(part.slice(0, equals), part.slice(equals + 1).trim());
  }
  const flags = fields.get('flags');
  if (flags === undefined) return undefined;
  return {
    pts: integer(fields.get('pts')),
    dts: integer(fields.get('dts')),
    duration: integer(fields.get('duration')),
    key: flags.includes('K'),
    discarded: flags.includes('D'),
  };
}

/** How a file’s packets are read. */
export interface ReadFrameListOptions {
  /** Called now and then with the packets read so far. */
  onFrames?: (done: number) => void;
  signal?: AbortSignal | undefined;
}

/**
 * Lists the presentation time of every frame by reading the packets of the picture track, without decoding: about 0.2 ms
 * of CPU a frame.
 * @throws CastlineError `no-video` when the track has no frames, `media-damaged`, `media-too-large`, `media-timeout`,
 *   `cancelled`
 */
export async function readFrameList(
  tools: MediaTools,
  path: string,
  facts: MediaFacts,
  options: ReadFrameListOptions = {},
): Promise<FrameList> {
  const { timeBase, frameRate, streamIndex } = facts.video;
  const frameTicks = (frameRate.den * timeBase.den) / (frameRate.num * timeBase.num);
  const table = new PacketTable(Math.max(1, Math.round(frameTicks)));
  const entries = ['-select_streams', String(streamIndex), '-show_entries', 'packet=pts,dts,duration,flags'];
  const program = startProgram(
    tools.ffprobe,
    ['-v', 'error', ...entries, '-of', 'compact=p=0', ...inputArguments(path)],
    { signal: options.signal },
  );
  try {
    for await (const line of lines(program.outputs[0] ?? [])) {
      const packet = parsePacketLine(line);
      if (!packet) continue;
      table.add(packet);
      if (table.count > maxPackets) {
        program.kill();
        throw new CastlineError('media-too-large', `${basename(path)} has more frames than a day of film.`);
      }
      if (table.count % reportEvery === 0) options.onFrames?.(table.count);
    }
    const end = await program.end;
    if (table.count === 0) {
      const code = end.code === 0 ? 'no-video' : 'media-damaged';
      throw new CastlineError(code, `${basename(path)} has no frames.`, { details: end.stderr.slice(-2000) });
    }
  } catch (thrown) {
    program.kill();
    throw namedFailure(thrown, path);
  }
  options.onFrames?.(table.count);
  return table.toFrameList(timeBase);
}
