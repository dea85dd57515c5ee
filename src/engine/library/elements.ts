import { z } from 'zod';
import { type Box, clampBox } from '../../shared/boxes.ts';
import {
  type AssetId,
  assetIdSchema,
  type ElementId,
  elementIdSchema,
  imageHashSchema,
  type KeyframeId,
  keyframeIdSchema,
} from '../../shared/ids.ts';
import type { Mask } from '../../shared/masks.ts';
import { type ElementKind, elementKindSchema } from '../../shared/recognition.ts';
import { isShown } from './doubtful.ts';
import { maskFrom, vectorFrom } from './element-codec.ts';
import { isNotRemoved } from './removed.ts';
import type { Statements } from './statements.ts';

const blob = z.instanceof(Uint8Array).nullable();
const elementRow = z.object({
  id: elementIdSchema,
  asset_id: assetIdSchema,
  keyframe_id: keyframeIdSchema,
  frame: z.number(),
  image_hash: imageHashSchema,
  kind: elementKindSchema,
  box_x: z.number(),
  box_y: z.number(),
  box_w: z.number(),
  box_h: z.number(),
  score: z.number(),
  person: z.number().nullable(),
  model: z.string().nullable(),
  mask: blob,
  attributes: z.string(),
  embedding_model: z.string().nullable(),
  embedding: blob,
});

/** One thing seen in a keyframe. An element of a picture that two keyframes share is there once for each. */
export interface StoredElement {
  readonly elementId: ElementId;
  readonly assetId: AssetId;
  readonly keyframeId: KeyframeId;
  readonly frame: number;
  readonly image: z.infer<typeof imageHashSchema>;
  readonly kind: ElementKind;
  readonly box: Box;
  readonly score: number;
  /** Elements of one keyframe with the same number belong to one person. */
  readonly person: number | undefined;
  readonly model: string | undefined;
  /** Present when it was asked for. */
  readonly mask: Mask | undefined;
  /** As the recogniser gave them; to be read by the schema of the kind. */
  readonly attributes: unknown;
  readonly embedding: { readonly model: string; readonly vector: Float32Array } | undefined;
}

/** Which elements are asked for; what is left out does not narrow. */
export interface ElementQuery {
  readonly assetId?: AssetId;
  readonly keyframeId?: KeyframeId;
  readonly kinds?: readonly ElementKind[];
  /** Masks are some hundred bytes each: ask for them only where they are drawn or measured. */
  readonly withMasks?: boolean;
}

function fromRow(row: unknown): StoredElement {
  const element = elementRow.parse(row);
  return {
    elementId: element.id,
    assetId: element.asset_id,
    keyframeId: element.keyframe_id,
    frame: element.frame,
    image: element.image_hash,
    kind: element.kind,
    // Boxes may hang over the edge of the picture by a hair.
    box: clampBox({ x: element.box_x, y: element.box_y, w: element.box_w, h: element.box_h }),
    score: element.score,
    person: element.person ?? undefined,
    model: element.model ?? undefined,
    mask: element.mask ? maskFrom(element.mask) : undefined,
    attributes: JSON.parse(element.attributes) as unknown,
    embedding:
      element.embedding && element.embedding_model
        ? { model: element.embedding_model, vector: vectorFrom(element.embedding) }
        : undefined,
  };
}

/** What was seen in keyframes, by the recogniser that each clip shows. */
export class ElementTable {
  private readonly sql: Statements;

  constructor(sql: Statements) {
    this.sql = sql;
  }

  /** In the order of clip, frame and id. */
  list({ assetId, keyframeId, kinds, withMasks = false }: ElementQuery): StoredElement[] {
    return this.sql
      .all(
        `SELECT element.id, keyframe.asset_id, keyframe.id AS keyframe_id, keyframe.frame, keyframe.image_hash,
           element.kind, box_x, box_y, box_w, box_h, element.score, element.person, element.model,
           ${withMasks ? 'element.mask' : 'NULL AS mask'}, element.attributes, embedding_model, embedding
         FROM keyframe
         JOIN shown_recogniser ON shown_recogniser.asset_id = keyframe.asset_id
         JOIN recognition ON recognition.image_hash = keyframe.image_hash
           AND recognition.recogniser_id = shown_recogniser.recogniser_id
         JOIN element ON element.recognition_id = recognition.id
         WHERE ${isNotRemoved('keyframe.asset_id')} AND ${assetId ? 'keyframe.asset_id = ?' : '1'} AND ${keyframeId ? 'keyframe.id = ?' : '1'}
           AND element.kind IN (SELECT value FROM json_each(?)) AND ${isShown}
         ORDER BY keyframe.asset_id, keyframe.frame, element.id`,
        ...(assetId ? [assetId] : []),
        ...(keyframeId ? [keyframeId] : []),
        JSON.stringify(kinds ?? elementKindSchema.options),
      )
      .map(fromRow);
  }

  /** Size of a stored picture; undefined for one that was let go. */
  pictureSize(image: StoredElement['image']): { widthPx: number; heightPx: number } | undefined {
    return this.sql.first(
      'SELECT width_px AS widthPx, height_px AS heightPx FROM image WHERE hash = ?',
      image,
    );
  }

  /** Where an element is; undefined for one of a recogniser or a keyframe that is no longer in use. */
  find(elementId: ElementId): Pick<StoredElement, 'assetId' | 'frame' | 'kind' | 'box'> | undefined {
    const row = this.sql.first<{ asset_id: AssetId }>(
      `SELECT keyframe.asset_id FROM element JOIN recognition ON recognition.id = recognition_id
       JOIN keyframe ON keyframe.image_hash = recognition.image_hash WHERE element.id = ?
         AND ${isNotRemoved('keyframe.asset_id')} LIMIT 1`,
      elementId,
    );
    return row && this.list({ assetId: row.asset_id }).find((element) => element.elementId === elementId);
  }
}
