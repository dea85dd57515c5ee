import { z } from 'zod';
import type { Rational } from '../../../shared/time.ts';
import { readExported } from '../plan/mark.ts';
import type { ImportedRange } from './types.ts';

const time = z.looseObject({ rate: z.number().positive(), value: z.number() });
const range = z.looseObject({ start_time: time, duration: time });
const marker = z.looseObject({
  name: z.string().default(''),
  marked_range: range,
  metadata: z
    .looseObject({
      castline: z
        .looseObject({ id: z.string(), exported: z.string().optional() })
        .optional()
        .catch(undefined),
    })
    .default({}),
});
type Marker = z.infer<typeof marker>;
const reference = z.looseObject({ name: z.string().default(''), available_range: range.nullish() });
const clip = z.looseObject({
  OTIO_SCHEMA: z.string().startsWith('Clip.'),
  name: z.string().default(''),
  source_range: range.nullish(),
  markers: z.array(marker).default([]),
  media_references: z.record(z.string(), reference).optional(),
  media_reference: reference.nullish(),
});
const timeline = z.looseObject({
  OTIO_SCHEMA: z.string().startsWith('Timeline.'),
  tracks: z.looseObject({
    markers: z.array(marker).default([]),
    children: z.array(z.looseObject({ children: z.array(z.unknown()).default([]) })).default([]),
  }),
});

/** A rate as OTIO writes it, a number, as the fraction that it stands for. */
function rateOf(value: number): Rational {
  const whole = Math.round(value);
  if (Math.abs(value - whole) < 1e-9) return { num: whole, den: 1 };
  const ntsc = Math.round(value * 1.001);
  if (Math.abs(value - (ntsc * 1000) / 1001) < 1e-3) return { num: ntsc * 1000, den: 1001 };
  return { num: Math.round(value * 1_000_000), den: 1_000_000 };
}

function rangeOf(one: Marker, media: string, shift: number): ImportedRange {
  const { start_time, duration } = one.marked_range;
  const start = Math.round(start_time.value) - shift;
  return {
    id: one.metadata.castline?.id,
    exported: readExported(one.metadata.castline?.exported),
    media,
    names: [one.name],
    starts: [start],
    ends: duration.value > 0 ? [start + Math.round(duration.value)] : [],
    rate: rateOf(start_time.rate),
  };
}

/** Markers of clips, and those of the timeline where it holds one clip only. @throws Error where it is no OTIO timeline */
export function readOtio(json: unknown): ImportedRange[] {
  const { tracks } = timeline.parse(json);
  const clips = tracks.children
    .flatMap(({ children }) => children)
    .flatMap((child) => clip.safeParse(child).data ?? []);
  const placed = clips.map((one) => {
    const media = Object.values(one.media_references ?? {})[0] ?? one.media_reference;
    const zero = Math.round(
      media?.available_range?.start_time.value ?? one.source_range?.start_time.value ?? 0,
    );
    const first = Math.round(one.source_range?.start_time.value ?? zero);
    return { one, name: media?.name || one.name, zero, inFrame: first - zero };
  });
  const only = placed.length === 1 ? placed[0] : undefined;
  return [
    ...placed.flatMap(({ one, name, zero }) => one.markers.map((each) => rangeOf(each, name, zero))),
    ...(only ? tracks.markers.map((each) => rangeOf(each, only.name, -only.inFrame)) : []),
  ];
}
