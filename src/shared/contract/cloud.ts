import { z } from 'zod';
import { boxSchema } from '../boxes.ts';
import { cloudAccountSchema, cloudRouteSchema } from '../cloud.ts';
import { errorCodeSchema, errorReportSchema } from '../errors.ts';
import { assetIdSchema, elementIdSchema, imageHashSchema, keyframeIdSchema } from '../ids.ts';
import { maskSchema } from '../masks.ts';
import { setKindSchema } from '../recognition.ts';
import { call, nothing } from './call.ts';

/** Amounts are whole millionths of a US dollar. */
const micros = z.number().int().nonnegative();
const count = z.number().int().nonnegative();

/** What the user allows for a library. Nothing leaves the machine unless `isAllowed`. */
export const cloudSettingsSchema = z.object({
  isAllowed: z.boolean(),
  isPaused: z.boolean(),
  /** Calls and money that this library may use in all; null is no limit. */
  maxCalls: count.nullable(),
  maxCostMicros: micros.nullable(),
  /** What is asked on the generic route; the others take no words. */
  prompt: z.string().min(1).max(2000),
});
export type CloudSettings = z.infer<typeof cloudSettingsSchema>;

export const defaultCloudSettings: CloudSettings = {
  isAllowed: false,
  isPaused: false,
  maxCalls: 200,
  maxCostMicros: 5_000_000,
  prompt: 'Recognize the main visual elements in this image.',
};

/** `waiting` until a time, `offline` until the network is back, `stopped` until the user has done what `error` says. */
export const cloudActivitySchema = z.object({
  kind: z.enum(['idle', 'sending', 'waiting', 'offline', 'paused', 'stopped']),
  /** ISO time of the next attempt. */
  until: z.string().optional(),
  error: errorReportSchema.optional(),
});
export type CloudActivity = z.infer<typeof cloudActivitySchema>;

export const cloudStateSchema = z.object({
  /** Null where no key is known. Holds no key. */
  account: cloudAccountSchema.nullable(),
  /** The route that is in use: pinned, or the one that has worked; null where the next call will tell. */
  route: cloudRouteSchema.nullable(),
  settings: cloudSettingsSchema,
  activity: cloudActivitySchema,
  /** Pictures by where they are. `unknown`: sent, and the end was not seen. */
  pictures: z.object({
    waiting: count,
    sending: count,
    fetching: count,
    done: count,
    failed: count,
    unknown: count,
  }),
  /** Why pictures failed or have an unknown end, the most frequent first. */
  failures: z.array(z.object({ error: errorReportSchema, count })),
  spent: z.object({ calls: count, costMicros: micros }),
});
export type CloudState = z.infer<typeof cloudStateSchema>;

export const cloudEstimateSchema = z.object({
  keyframes: count,
  footageSeconds: z.number().nonnegative(),
  /** Pictures that would be sent now. */
  calls: count,
  costMicros: micros,
  /** Left out, and why. */
  alreadyAnswered: count,
  alreadyQueued: count,
  notChosen: count,
  /** Of the calls, how many the limits of the library still allow. */
  callsWithinBudget: count,
  /** The pictures, in the order in which they would be sent. */
  images: z.array(imageHashSchema),
});
export type CloudEstimate = z.infer<typeof cloudEstimateSchema>;

export const ledgerLineSchema = z.object({
  id: z.string(),
  /** Absent for a test of the connection: no picture left. */
  image: imageHashSchema.optional(),
  route: cloudRouteSchema,
  host: z.string(),
  askedBy: z.enum(['queue', 'person', 'probe', 'test']),
  state: z.enum(['reserved', 'sent', 'settled', 'released', 'unknown']),
  /** ISO times. */
  at: z.string(),
  endedAt: z.string().optional(),
  costMicros: micros,
  /** True while the cost is the list price and not the provider's word. */
  isCostEstimated: z.boolean(),
  bytes: count,
  status: z.number().optional(),
  code: errorCodeSchema.optional(),
  message: z.string().optional(),
  requestId: z.string().optional(),
});
export type LedgerLine = z.infer<typeof ledgerLineSchema>;

/** One set of the cloud beside what the device found. */
export const cloudSetViewSchema = z.object({
  kind: setKindSchema,
  isPresent: z.boolean(),
  /** `flag`: the provider said that it is there and gave no picture. */
  picture: z.enum(['flag', 'waiting', 'kept', 'refused', 'gone']),
  image: imageHashSchema.optional(),
  form: z.enum(['cut-out', 'mask', 'crop']).optional(),
  box: boxSchema.optional(),
  mask: maskSchema.optional(),
  message: z.string().optional(),
  /** The element of the device that it overlaps most, and by how much: intersection over union, 0 to 1. */
  match: z.object({ elementId: elementIdSchema, overlap: z.number().min(0).max(1) }).optional(),
  /** Whether the device found a thing of this kind. */
  isPresentOnDevice: z.boolean(),
  /** What the device has in this place: the element that matches, else that of the main subject. */
  device: z.object({ box: boxSchema, mask: maskSchema.optional() }).optional(),
  /** Whose result a person took; the device's counts until somebody says otherwise. */
  taken: z.enum(['device', 'cloud']).optional(),
});
export type CloudSetView = z.infer<typeof cloudSetViewSchema>;

export const cloudAnswerViewSchema = z.object({
  keyframeId: keyframeIdSchema,
  image: imageHashSchema,
  widthPx: count,
  heightPx: count,
  /** `unasked`: it was never queued. */
  state: z.enum(['unasked', 'waiting', 'sending', 'fetching', 'done', 'failed', 'unknown']),
  error: errorReportSchema.optional(),
  route: cloudRouteSchema.optional(),
  receivedAt: z.string().optional(),
  sets: z.array(cloudSetViewSchema),
});
export type CloudAnswerView = z.infer<typeof cloudAnswerViewSchema>;

const which = z.object({ assetIds: z.array(assetIdSchema).optional() });

/** The cloud recogniser: a second opinion that is asked when the user allows it. */
export const cloudContract = {
  state: call(nothing, cloudStateSchema),
  setSettings: call(cloudSettingsSchema, cloudStateSchema),
  /** What sending would cost; nothing leaves the machine. All clips where none is named. */
  estimate: call(which, cloudEstimateSchema),
  /** Queues what `estimate` says and starts to send where that is allowed. */
  send: call(which, z.object({ queued: count, state: cloudStateSchema })),
  /** Queues the picture of one keyframe, by a person's word. */
  sendKeyframe: call(z.object({ keyframeId: keyframeIdSchema }), cloudStateSchema, ['not-found']),
  pause: call(z.object({ paused: z.boolean() }), cloudStateSchema),
  /** Queues again what has failed; with `includeUnknown` also what may have been charged already. */
  retry: call(
    z.object({ includeUnknown: z.boolean() }),
    z.object({ queued: count, state: cloudStateSchema }),
  ),
  /** Takes what waits out of the queue. */
  clear: call(nothing, cloudStateSchema),
  /** Every call that left the machine or was about to, the newest first. */
  ledger: call(nothing, z.array(ledgerLineSchema)),
  /** What the cloud said of a keyframe, beside what the device found. */
  answer: call(z.object({ keyframeId: keyframeIdSchema }), cloudAnswerViewSchema, ['not-found']),
  /** Takes the device's or the cloud's result for a set: one step to undo. */
  take: call(
    z.object({ keyframeId: keyframeIdSchema, kind: setKindSchema, taken: z.enum(['device', 'cloud']) }),
    cloudAnswerViewSchema,
    ['not-found'],
  ),
  /** Asks without a picture: costs nothing, and tells whether address and key are right. */
  test: call(
    nothing,
    z.object({ ok: z.boolean(), message: z.string(), error: errorReportSchema.optional() }),
  ),
} as const;
