import { z } from 'zod';

/** What the engine and whoever holds the key say to each other about the cloud recogniser. */

export const cloudModel = 'kling-image-recognize';

export const cloudServiceSchema = z.enum(['cometapi', 'kling']);
export type CloudService = z.infer<typeof cloudServiceSchema>;

/**
 * The three ways to the model: CometAPI's generic `/v1/responses`, CometAPI's native path, and Kling itself.
 */
export const cloudRoutes = ['responses', 'comet', 'kling'] as const;
export const cloudRouteSchema = z.enum(cloudRoutes);
export type CloudRoute = z.infer<typeof cloudRouteSchema>;

/** The routes that an account's key opens, in the order in which they are tried. */
export const routesOf: Readonly<Record<CloudService, readonly CloudRoute[]>> = {
  cometapi: ['responses', 'comet'],
  kling: ['kling'],
};

export const routePaths: Readonly<Record<CloudRoute, string>> = {
  responses: '/v1/responses',
  comet: '/kling/v1/videos/image-recognize',
  kling: '/v1/videos/image-recognize',
};

export const defaultBaseUrls: Readonly<Record<CloudService, string>> = {
  cometapi: 'https://api.cometapi.com',
  kling: 'https://api-singapore.klingai.com',
};

/** Paid by Kling's list for 0.1 unit; CometAPI listed Kling's pictures at 95 % of it and names no price for this model. */
export const pricePerCallMicros: Readonly<Record<CloudRoute, number>> = {
  responses: 13_300,
  comet: 13_300,
  kling: 14_000,
};

/** What may be known of an account where its key is not: everything but the key. */
export const cloudAccountSchema = z.object({
  /** Tells accounts apart; says nothing of the key. */
  id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  service: cloudServiceSchema,
  baseUrl: z.url({ protocol: /^https?$/ }),
  /** `auto` tries the routes in their order and stays with the one that works. */
  route: z.union([z.literal('auto'), cloudRouteSchema]),
  /** Lets results be fetched from this machine and the local network: for test servers and gateways. */
  allowsPrivateAddresses: z.boolean(),
  /** True where requests are signed with an access and a secret key, and not with one API key. */
  signs: z.boolean(),
});
export type CloudAccount = z.infer<typeof cloudAccountSchema>;

/** What opens an account. Lives in the main process or in the CLI and goes nowhere else. */
export const credentialSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('bearer'), key: z.string().min(1).max(4096) }),
  z.object({
    kind: z.literal('pair'),
    accessKey: z.string().min(1).max(1024),
    secretKey: z.string().min(1).max(1024),
  }),
]);
export type Credential = z.infer<typeof credentialSchema>;

/** A request without credentials; address and key are put to it where the key is. */
export const cloudRequestSchema = z.object({ route: cloudRouteSchema, body: z.string() });
export type CloudRequest = z.infer<typeof cloudRequestSchema>;

/**
 * `unreachable`: no connection came about, `timeout` and `cut`: it ended too late or too early, `too-large`: the answer
 * was not read to its end.
 */
export const networkFailureSchema = z.enum([
  'no-key',
  'unreachable',
  'timeout',
  'cut',
  'too-large',
  'aborted',
]);
export type NetworkFailure = z.infer<typeof networkFailureSchema>;

/** What came back, unread. Headers in lower case, only those that Castline uses. */
export const rawOutcomeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('answer'),
    status: z.number().int(),
    headers: z.record(z.string(), z.string()),
    body: z.instanceof(Uint8Array),
  }),
  z.object({
    kind: z.literal('failure'),
    failure: networkFailureSchema,
    /** False where it is certain that the provider saw nothing of the request. */
    wasSent: z.boolean(),
    detail: z.string(),
  }),
]);
export type RawOutcome = z.infer<typeof rawOutcomeSchema>;

/** A result picture, or why there is none. */
export const pictureOutcomeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('picture'), contentType: z.string(), bytes: z.instanceof(Uint8Array) }),
  z.object({
    kind: z.literal('refused'),
    reason: z.enum(['address', 'type', 'too-large', 'gone', 'unreachable']),
    detail: z.string(),
  }),
]);
export type PictureOutcome = z.infer<typeof pictureOutcomeSchema>;

/** The way to the provider, as the engine sees it: it hands over what to ask and never meets the key. */
export interface CloudTransport {
  /** The account that is in use; undefined where no key is known. */
  account(): Promise<CloudAccount | undefined>;
  /** Never rejects: failures of the network are outcomes. */
  send(request: CloudRequest, signal: AbortSignal): Promise<RawOutcome>;
  /** Never rejects. */
  fetchPicture(url: string, signal: AbortSignal): Promise<PictureOutcome>;
}

/** For programs that know no key. */
export const noCloud: CloudTransport = {
  account: async () => undefined,
  send: async () => ({ kind: 'failure', failure: 'no-key', wasSent: false, detail: 'no key' }),
  fetchPicture: async () => ({ kind: 'refused', reason: 'unreachable', detail: 'no key' }),
};
