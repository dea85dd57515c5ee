import { z } from 'zod';
import { boxSchema } from '../../shared/boxes.ts';
import { type CloudRoute, cloudRouteSchema } from '../../shared/cloud.ts';
import { type ImageHash, imageHashSchema } from '../../shared/ids.ts';
import type { Mask } from '../../shared/masks.ts';
import { type SetKind, setKindSchema } from '../../shared/recognition.ts';
import { maskBytes, maskFrom } from './element-codec.ts';
import type { Statements } from './statements.ts';

const pictureStateSchema = z.enum(['none', 'waiting', 'kept', 'refused', 'gone']);
const formSchema = z.enum(['cut-out', 'mask', 'crop']);

const answerRow = z.object({
  id: z.number(),
  pixels: z.string(),
  image_hash: imageHashSchema,
  route: cloudRouteSchema,
  model: z.string(),
  placement: z.string(),
  received_at: z.string(),
});
const number = z.number().nullable();
const setRow = z.object({
  kind: setKindSchema,
  is_present: z.number(),
  url: z.string().nullable(),
  picture: pictureStateSchema,
  picture_hash: imageHashSchema.nullable(),
  form: formSchema.nullable(),
  box_x: number,
  box_y: number,
  box_w: number,
  box_h: number,
  mask: z.instanceof(Uint8Array).nullable(),
  message: z.string().nullable(),
});

/** One set of an answer, with what has become of its picture. Box and mask are on the upright source picture. */
export interface KeptSet {
  readonly kind: SetKind;
  readonly isPresent: boolean;
  readonly url: string | undefined;
  /** `none`: only a flag came; `waiting`: it is to be fetched. */
  readonly picture: z.infer<typeof pictureStateSchema>;
  readonly pictureHash: ImageHash | undefined;
  readonly form: z.infer<typeof formSchema> | undefined;
  readonly box: z.infer<typeof boxSchema> | undefined;
  readonly mask: Mask | undefined;
  readonly message: string | undefined;
}

/** An answer of the cloud recogniser as it is to be kept. */
export interface NewAnswer {
  readonly pixels: string;
  readonly image: ImageHash;
  readonly route: CloudRoute;
  readonly model: string;
  /** Canonical JSON of all that the answer depends on beside the pixels. */
  readonly parameters: string;
  /** JSON of how the source lies in the picture that was sent. */
  readonly placement: string;
  readonly raw: Uint8Array;
  readonly sets: readonly { readonly kind: SetKind; readonly isPresent: boolean; readonly url?: string }[];
}

/** A kept answer of the cloud recogniser. */
export interface StoredAnswer {
  readonly id: number;
  readonly image: ImageHash;
  readonly pixels: string;
  readonly route: CloudRoute;
  readonly model: string;
  readonly placement: string;
  readonly receivedAt: string;
  readonly sets: readonly KeptSet[];
}

function setFrom(stored: object): KeptSet {
  const set = setRow.parse(stored);
  const box = boxSchema.safeParse({ x: set.box_x, y: set.box_y, w: set.box_w, h: set.box_h });
  return {
    kind: set.kind,
    isPresent: set.is_present === 1,
    url: set.url ?? undefined,
    picture: set.picture,
    pictureHash: set.picture_hash ?? undefined,
    form: set.form ?? undefined,
    box: box.success ? box.data : undefined,
    mask: set.mask ? maskFrom(set.mask) : undefined,
    message: set.message ?? undefined,
  };
}

/** Answers of the cloud recogniser: as they came, and set by set. */
export class CloudAnswerTable {
  private readonly sql: Statements;

  constructor(sql: Statements) {
    this.sql = sql;
  }

  /** Keeps an answer. One to the same question takes the place of the earlier one. */
  add(answer: NewAnswer, now: string): void {
    this.sql.transaction(() => {
      this.sql.run(
        'DELETE FROM cloud_answer WHERE pixels = ? AND route = ? AND model = ? AND parameters = ?',
        answer.pixels,
        answer.route,
        answer.model,
        answer.parameters,
      );
      const added = this.sql.first<{ id: number }>(
        `INSERT INTO cloud_answer (pixels, image_hash, route, model, parameters, placement, raw, received_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
        answer.pixels,
        answer.image,
        answer.route,
        answer.model,
        answer.parameters,
        answer.placement,
        Buffer.from(answer.raw),
        now,
      );
      for (const { kind, isPresent, url } of answer.sets) {
        this.sql.run(
          'INSERT INTO cloud_set (answer_id, kind, is_present, url, picture) VALUES (?, ?, ?, ?, ?)',
          added?.id,
          kind,
          Number(isPresent),
          url ?? null,
          url && isPresent ? 'waiting' : 'none',
        );
      }
    });
  }

  /** Notes what has become of the picture of a set. */
  setPicture(
    answerId: number,
    kind: SetKind,
    found: Pick<KeptSet, 'picture'> &
      Partial<Pick<KeptSet, 'pictureHash' | 'form' | 'box' | 'mask' | 'message'>>,
  ): void {
    this.sql.run(
      `UPDATE cloud_set SET picture = ?, picture_hash = ?, form = ?, box_x = ?, box_y = ?, box_w = ?, box_h = ?, mask = ?,
         message = ? WHERE answer_id = ? AND kind = ?`,
      found.picture,
      found.pictureHash ?? null,
      found.form ?? null,
      found.box?.x ?? null,
      found.box?.y ?? null,
      found.box?.w ?? null,
      found.box?.h ?? null,
      found.mask ? maskBytes(found.mask) : null,
      found.message ?? null,
      answerId,
      kind,
    );
  }

  /** The routes over which these pixels have been answered for with these parameters. */
  routesOf(pixels: string): CloudRoute[] {
    return this.sql
      .all<{ route: string }>('SELECT DISTINCT route FROM cloud_answer WHERE pixels = ?', pixels)
      .map(({ route }) => cloudRouteSchema.parse(route));
  }

  /** The answers for some pixels, the newest first. */
  ofPixels(pixels: string): StoredAnswer[] {
    return this.sql
      .all('SELECT * FROM cloud_answer WHERE pixels = ? ORDER BY received_at DESC, id DESC', pixels)
      .map((stored) => {
        const answer = answerRow.parse(stored);
        return {
          id: answer.id,
          image: answer.image_hash,
          pixels: answer.pixels,
          route: answer.route,
          model: answer.model,
          placement: answer.placement,
          receivedAt: answer.received_at,
          sets: this.sql
            .all('SELECT * FROM cloud_set WHERE answer_id = ? ORDER BY kind', answer.id)
            .map(setFrom),
        };
      });
  }

  /** Size of a stored picture, in pixels. */
  sizeOf(image: ImageHash): { widthPx: number; heightPx: number } | undefined {
    return this.sql.first<{ widthPx: number; heightPx: number }>(
      'SELECT width_px AS widthPx, height_px AS heightPx FROM image WHERE hash = ?',
      image,
    );
  }

  /** How many pictures have an answer. */
  count(): number {
    return (
      this.sql.first<{ count: number }>('SELECT COUNT(DISTINCT pixels) AS count FROM cloud_answer')?.count ??
      0
    );
  }
}
