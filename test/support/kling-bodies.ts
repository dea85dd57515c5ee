import { z } from 'zod';
import { stillHeader } from '../../src/engine/media/index.ts';

/**
 * Strict readers of the request bodies that Kling's documents describe (elements, omni video old and new, try-on,
 * multi-shot, multi-image pages). They know nothing of how packs are made: unknown fields, prefixes, wrong counts, and
 * pictures outside of the common image rule are refused.
 */

const limits = { bytes: 10_000_000, side: 300, ratio: 2.5 };

const picture = z.string().superRefine((text, context) => {
  const refuse = (message: string): void => context.addIssue({ code: 'custom', message });
  if (text.startsWith('data:')) return refuse('Base64 with a prefix');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text) || text.length % 4 !== 0) return refuse('no Base64');
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length > limits.bytes) return refuse('more than 10 MB');
  const header = stillHeader(bytes);
  if (!header) return refuse('neither JPEG nor PNG');
  const { widthPx, heightPx } = header;
  if (Math.min(widthPx, heightPx) < limits.side) refuse(`${widthPx} x ${heightPx}: less than 300 pixels`);
  const ratio = widthPx / heightPx;
  if (ratio > limits.ratio || ratio < 1 / limits.ratio) refuse(`${widthPx} x ${heightPx}: too long`);
});

const prompt = z.string().min(1).max(2500);
const video = {
  mode: z.enum(['std', 'pro']).optional(),
  duration: z
    .string()
    .regex(/^(?:[3-9]|1[0-5])$/)
    .optional(),
  aspect_ratio: z.enum(['16:9', '9:16', '1:1']).optional(),
};

const elements = z
  .strictObject({
    element_name: z.string().min(1).max(20),
    element_description: z.string().min(1).max(100),
    reference_type: z.literal('image_refer'),
    element_image_list: z.strictObject({
      frontal_image: picture,
      refer_images: z
        .array(z.strictObject({ image_url: picture }))
        .min(1)
        .max(3),
    }),
    tag_list: z
      .array(z.strictObject({ tag_id: z.enum(['o_102', 'o_103', 'o_104', 'o_105', 'o_106']) }))
      .optional(),
  })
  .refine(({ element_image_list: { frontal_image, refer_images } }) => {
    const all = [frontal_image, ...refer_images.map(({ image_url }) => image_url)];
    return new Set(all).size === all.length;
  }, 'the other views must differ from the frontal one');

/** Every `<<<image_n>>>` counts a picture of the list. */
const namesOfList = (text: string): number[] =>
  [...text.matchAll(/<<<image_(\d+)>>>/g)].map(([, n]) => Number(n));

const omni = z
  .strictObject({
    model_name: z.enum(['kling-video-o1', 'kling-v3-omni']),
    prompt,
    image_list: z
      .array(z.strictObject({ image_url: picture, type: z.enum(['first_frame', 'end_frame']).optional() }))
      .min(1)
      .max(7),
    ...video,
  })
  .refine((body) => {
    const named = namesOfList(body.prompt);
    return named.length > 0 && named.every((n) => n >= 1 && n <= body.image_list.length);
  }, 'the prompt names pictures that are not in the list');

const content = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('prompt'), text: prompt }),
  z.strictObject({ type: z.literal('refer_image'), url: picture, id: z.string().regex(/^[a-z]\w{0,63}$/) }),
]);
const omni3 = z.strictObject({ contents: z.array(content).min(1) }).refine(({ contents }) => {
  const prompts = contents.filter((one) => one.type === 'prompt');
  const ids = contents.flatMap((one) => (one.type === 'refer_image' ? [one.id] : []));
  const named = prompts.flatMap(({ text }) => [...text.matchAll(/@(\w+)/g)].map(([, id]) => id));
  return (
    prompts.length === 1 &&
    ids.length >= 1 &&
    ids.length <= 7 &&
    new Set(ids).size === ids.length &&
    ids.every((id) => named.includes(id)) &&
    named.every((id) => ids.includes(id ?? ''))
  );
}, 'one prompt, up to seven pictures, each named by its id');

const bodies = {
  'kling-elements': elements,
  'kling-more-views': z.strictObject({ element_frontal_image: picture }),
  'kling-omni': omni,
  'kling-omni-3': omni3,
  'kling-try-on': z.strictObject({
    model_name: z.enum(['kolors-virtual-try-on-v1', 'kolors-virtual-try-on-v1-5']),
    human_image: picture,
    cloth_image: picture,
  }),
  'kling-multi-image': z.strictObject({
    model_name: z.literal('kling-v1-6'),
    image_list: z
      .array(z.strictObject({ image: picture }))
      .min(1)
      .max(4),
    prompt,
    mode: video.mode,
    duration: z.enum(['5', '10']).optional(),
    aspect_ratio: video.aspect_ratio,
  }),
} as const;

/** What is wrong with a body; empty when it would be taken. */
export function bodyFaults(target: string, body: unknown): string[] {
  const schema = Object.hasOwn(bodies, target) ? bodies[target as keyof typeof bodies] : undefined;
  if (!schema) return [`there is no target "${target}"`];
  const parsed = schema.safeParse(body);
  return parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}
