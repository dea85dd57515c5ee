import { z } from 'zod';

export const phaseSchema = z.enum([
  'queued',
  'probe',
  'frames',
  'shots',
  'keyframes',
  'recognition',
  'grouping',
  'done',
]);
export type Phase = z.infer<typeof phaseSchema>;

/** How far a job is. `total` 0 means that the end is not known yet. */
export const progressSchema = z.object({
  done: z.number().nonnegative(),
  total: z.number().nonnegative(),
  unit: z.enum(['frames', 'pictures', 'steps']),
  phase: phaseSchema,
});
export type Progress = z.infer<typeof progressSchema>;

/** Hears how far work has come. */
export type ReportProgress = (progress: Progress) => void;
