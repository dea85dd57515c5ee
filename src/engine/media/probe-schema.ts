import { z } from 'zod';

/** ffprobe prints most numbers as text, and leaves out or writes `N/A` for what it does not know. */
const looseNumber = z
  .union([z.number(), z.string()])
  .optional()
  .transform((value) => {
    const number = typeof value === 'string' ? Number.parseFloat(value) : value;
    return number !== undefined && Number.isFinite(number) ? number : undefined;
  });

/** `24000/1001`, `16:9`; undefined for `0/0` and the like. */
const looseRational = z
  .string()
  .optional()
  .transform((text) => {
    const match = /^(\d{1,15})[/:](\d{1,15})$/.exec(text ?? '');
    const [num, den] = [Number(match?.[1]), Number(match?.[2])];
    return num > 0 && den > 0 ? { num, den } : undefined;
  });

const tagsSchema = z.record(z.string(), z.string()).optional();

export const probedStreamSchema = z.object({
  index: z.number().int().nonnegative(),
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  codec_tag_string: z.string().optional(),
  profile: z.union([z.string(), z.number()]).optional(),
  pix_fmt: z.string().optional(),
  width: z.number().int().optional(),
  height: z.number().int().optional(),
  sample_aspect_ratio: looseRational,
  r_frame_rate: looseRational,
  avg_frame_rate: looseRational,
  time_base: looseRational,
  start_time: looseNumber,
  duration: looseNumber,
  nb_frames: looseNumber,
  color_range: z.string().optional(),
  color_space: z.string().optional(),
  color_primaries: z.string().optional(),
  color_transfer: z.string().optional(),
  channels: z.number().int().nonnegative().optional(),
  sample_rate: looseNumber,
  disposition: z.record(z.string(), z.number()).optional(),
  tags: tagsSchema,
  side_data_list: z
    .array(z.object({ side_data_type: z.string().optional(), rotation: looseNumber }))
    .optional(),
});
export type ProbedStream = z.infer<typeof probedStreamSchema>;

export const probeAnswerSchema = z.object({
  streams: z.array(probedStreamSchema).max(1000),
  format: z.object({
    format_name: z.string(),
    start_time: looseNumber,
    duration: looseNumber,
    tags: tagsSchema,
  }),
});
export type ProbeAnswer = z.infer<typeof probeAnswerSchema>;
