import { z } from 'zod';
import { type Box, clampBox } from '../../shared/boxes.ts';
import {
  type AssetId,
  assetIdSchema,
  type ElementId,
  elementIdSchema,
  type IdentityId,
  type ImageHash,
  identityIdSchema,
  imageHashSchema,
  type KeyframeId,
} from '../../shared/ids.ts';
import { isDoubtful, isShown } from './doubtful.ts';
import { vectorFrom } from './element-codec.ts';
import { isNotRemoved } from './removed.ts';
import { keyframeIdOf } from './shots.ts';
import { comparableRecognisers, embeddingModelInUse } from './shown.ts';
import type { Statements } from './statements.ts';

/** One person in one keyframe: by the face or, where that cannot be seen, by the body. */
export interface StoredSighting {
  readonly elementId: ElementId;
  readonly assetId: AssetId;
  readonly keyframeId: KeyframeId;
  readonly frame: number;
  readonly image: ImageHash;
  readonly imageWidthPx: number;
  readonly imageHeightPx: number;
  readonly kind: 'face' | 'subject';
  readonly box: Box;
  /** The body of the person whose face this is, where it was found. */
  readonly bodyBox: Box | undefined;
  readonly score: number;
  /** The number that joins it to the other elements of its person in this keyframe. */
  readonly person: number | undefined;
  readonly attributes: unknown;
  readonly embedding: { readonly model: string; readonly vector: Float32Array } | undefined;
  /** The recogniser doubted that this is a body: what it shows is told by the pictures next to it, or by nothing. */
  readonly isDoubtful: boolean;
  /** Drawn by hand; by no recogniser. */
  readonly isDrawn: boolean;
  /** What grouping believed; `score` is the likeness to the rest of the person, 0 to 1. */
  readonly believed: { readonly identityId: IdentityId; readonly score: number } | undefined;
  /** Sightings of one person through one shot share it. */
  readonly track: string;
}

const seenRow = z.object({
  id: elementIdSchema,
  asset_id: assetIdSchema,
  frame: z.number(),
  image_hash: imageHashSchema,
  width_px: z.number(),
  height_px: z.number(),
  kind: z.enum(['face', 'subject']),
  box_x: z.number(),
  box_y: z.number(),
  box_w: z.number(),
  box_h: z.number(),
  score: z.number(),
  person: z.number().nullable(),
  attributes: z.string(),
  embedding_model: z.string().nullable(),
  embedding: z.instanceof(Uint8Array).nullable(),
  doubtful: z.number(),
  drawn: z.number(),
  identity_id: identityIdSchema.nullable(),
  likeness: z.number().nullable(),
  track: z.string().nullable(),
  body_x: z.number().nullable(),
  body_y: z.number().nullable(),
  body_w: z.number().nullable(),
  body_h: z.number().nullable(),
});
type SeenRow = z.infer<typeof seenRow>;

const boxOf = (row: SeenRow): Box => clampBox({ x: row.box_x, y: row.box_y, w: row.box_w, h: row.box_h });

function bodyBoxOf(row: SeenRow): Box | undefined {
  if (row.kind === 'subject') return boxOf(row);
  const { body_x: x, body_y: y, body_w: w, body_h: h } = row;
  return x === null || y === null || w === null || h === null ? undefined : clampBox({ x, y, w, h });
}

function fromRow(row: SeenRow): StoredSighting {
  return {
    elementId: row.id,
    assetId: row.asset_id,
    keyframeId: keyframeIdOf(row.asset_id, row.frame),
    frame: row.frame,
    image: row.image_hash,
    imageWidthPx: row.width_px,
    imageHeightPx: row.height_px,
    kind: row.kind,
    box: boxOf(row),
    bodyBox: bodyBoxOf(row),
    score: row.score,
    person: row.person ?? undefined,
    attributes: JSON.parse(row.attributes) as unknown,
    embedding:
      row.embedding && row.embedding_model
        ? { model: row.embedding_model, vector: vectorFrom(row.embedding) }
        : undefined,
    isDoubtful: row.doubtful === 1,
    isDrawn: row.drawn === 1,
    believed: row.identity_id ? { identityId: row.identity_id, score: row.likeness ?? 0 } : undefined,
    track: row.track ?? row.id,
  };
}

/** Joins whom an element was believed to show and in which track it is: three look-ups a row where subqueries take five. */
const beliefOf = (id: string): string => `
  LEFT JOIN assignment AS belief ON belief.element_id = ${id} AND belief.origin = 'machine'
    AND EXISTS (SELECT 1 FROM identity WHERE identity.id = belief.identity_id AND identity.kind = 'person')
  LEFT JOIN element_track ON element_track.element_id = ${id}`;
const believed = 'belief.identity_id AS identity_id, belief.score AS likeness, element_track.track AS track';
const bodyClass = z.object({ class: z.literal('person') });

/** Who is seen where, as the recogniser that each clip shows and the hand of a person say. */
export class SightingTable {
  private readonly sql: Statements;

  constructor(sql: Statements) {
    this.sql = sql;
  }

  /**
   * Of one asset or of all, in the order of asset, frame and id. A body whose face is there, too, is part of that one.
   * Embeddings are most of the bytes: leave them out where nothing is compared. Doubtful bodies are there where a track says
   * who it is; all of them, for building tracks, `withDoubtful`.
   */
  list(asset?: AssetId, { withVectors = true, withDoubtful = false } = {}): StoredSighting[] {
    const rows = this.sql.all(
      `SELECT element.id, keyframe.asset_id, keyframe.frame, keyframe.image_hash, image.width_px, image.height_px,
         element.kind, element.box_x, element.box_y, element.box_w, element.box_h, element.score, element.person,
         element.attributes, element.embedding_model,
         ${withVectors ? 'element.embedding' : 'NULL AS embedding'}, ${isDoubtful} AS doubtful, 0 AS drawn, ${believed},
         body.box_x AS body_x, body.box_y AS body_y, body.box_w AS body_w, body.box_h AS body_h
       FROM keyframe
       JOIN image ON image.hash = keyframe.image_hash
       JOIN shown_recogniser ON shown_recogniser.asset_id = keyframe.asset_id
       JOIN recognition ON recognition.image_hash = keyframe.image_hash
         AND recognition.recogniser_id = shown_recogniser.recogniser_id
       JOIN element ON element.recognition_id = recognition.id AND element.kind IN ('face', 'subject')
       LEFT JOIN element AS body ON element.kind = 'face' AND body.recognition_id = element.recognition_id
         AND body.kind = 'subject' AND body.person = element.person
       ${beliefOf('element.id')}
       WHERE ${asset ? 'keyframe.asset_id = ?' : '1'} AND ${isNotRemoved('keyframe.asset_id')}
         AND ${withDoubtful ? '1' : isShown} AND NOT (element.kind = 'subject' AND EXISTS (
         SELECT 1 FROM element AS face WHERE face.recognition_id = element.recognition_id
           AND face.kind = 'face' AND face.person = element.person))
       UNION ALL
       SELECT drawn_element.id, drawn_element.asset_id, drawn_element.frame, image_hash, image.width_px,
         image.height_px, kind, drawn_element.box_x, drawn_element.box_y, drawn_element.box_w, drawn_element.box_h,
         1, NULL, '{}', drawn_embedding.model, ${withVectors ? 'drawn_embedding.vector' : 'NULL'}, 0, 1, ${believed}, NULL, NULL, NULL, NULL
       FROM drawn_element JOIN image ON image.hash = image_hash
       LEFT JOIN drawn_embedding ON drawn_id = drawn_element.id AND drawn_embedding.model = ${embeddingModelInUse}
       ${beliefOf('drawn_element.id')}
       WHERE kind IN ('face', 'subject') AND ${asset ? 'drawn_element.asset_id = ?' : '1'}
         AND ${isNotRemoved('drawn_element.asset_id')}
       ORDER BY 2, 3, 1`,
      ...(asset ? [asset, asset] : []),
    );
    return rows.flatMap((found, index) => {
      const next = rows[index + 1];
      // One sighting, also where more than one body or belief was joined to it.
      if (next && next.id === found.id && next.frame === found.frame && next.asset_id === found.asset_id)
        return [];
      const row = seenRow.parse(found);
      const isPerson =
        row.kind === 'face' || row.drawn === 1 || bodyClass.safeParse(JSON.parse(row.attributes)).success;
      return isPerson ? [fromRow(row)] : [];
    });
  }

  /** Assets whose people can be compared with those of the recogniser that ran last. */
  seenAssets(): Set<AssetId> {
    const rows = this.sql.all<{ asset_id: AssetId }>(
      `SELECT asset_id FROM shown_recogniser WHERE recogniser_id IN ${comparableRecognisers}
         AND ${isNotRemoved('asset_id')}`,
    );
    return new Set(rows.map((row) => row.asset_id));
  }

  /** The model of the embeddings in use. */
  embeddingModel(): string | undefined {
    return (
      this.sql.first<{ model: string | null }>(`SELECT ${embeddingModelInUse} AS model`)?.model ?? undefined
    );
  }
}
