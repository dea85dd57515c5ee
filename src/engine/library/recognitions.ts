import { createHash } from 'node:crypto';
import { z } from 'zod';
import { boxSchema } from '../../shared/boxes.ts';
import {
  type AssetId,
  type ElementId,
  elementIdSchema,
  type IdentityId,
  type ImageHash,
  identityIdSchema,
  imageHashSchema,
  keyframeIdSchema,
  shotIdSchema,
} from '../../shared/ids.ts';
import type { Mask } from '../../shared/masks.ts';
import { maskBytes, vectorBytes, vectorFrom } from './element-codec.ts';
import type { Statements } from './statements.ts';

/** Identifies exactly what computed an answer. `parameters` is canonical JSON. */
export interface RecogniserIdentity {
  readonly provider: string;
  readonly model: string;
  readonly version: string;
  readonly parameters: string;
}

/** One thing that a recogniser saw, as it is stored. */
export interface NewElement {
  readonly kind: string;
  readonly box: z.infer<typeof boxSchema>;
  readonly score: number;
  readonly person?: number | undefined;
  readonly model?: string | undefined;
  readonly mask?: Mask | undefined;
  readonly attributes: unknown;
  readonly embedding?: { readonly model: string; readonly vector: Float32Array } | undefined;
}

/** A face in a keyframe, with what grouping and drawing need to know of it. */
export interface FaceInKeyframe {
  readonly elementId: ElementId;
  readonly assetId: AssetId;
  readonly shotId: z.infer<typeof shotIdSchema>;
  readonly keyframeId: z.infer<typeof keyframeIdSchema>;
  readonly frame: number;
  readonly image: ImageHash;
  readonly imageWidthPx: number;
  readonly imageHeightPx: number;
  readonly box: z.infer<typeof boxSchema>;
  readonly score: number;
  readonly attributes: unknown;
  readonly embedding: { readonly model: string; readonly vector: Float32Array } | undefined;
  /** Resolved: what a person said goes before what the machine found. */
  readonly identityId: IdentityId | undefined;
  /** How much the face is like the person's other faces, 0 to 1; 1 where a person said so; 0 without an identity. */
  readonly likeness: number;
}

const faceRow = z.object({
  id: elementIdSchema,
  asset_id: z.string(),
  shot_id: shotIdSchema,
  keyframe_id: keyframeIdSchema,
  frame: z.number(),
  image_hash: imageHashSchema,
  width_px: z.number(),
  height_px: z.number(),
  box_x: z.number(),
  box_y: z.number(),
  box_w: z.number(),
  box_h: z.number(),
  score: z.number(),
  attributes: z.string(),
  embedding_model: z.string().nullable(),
  embedding: z.instanceof(Uint8Array).nullable(),
});

const elementIdOf = (image: ImageHash, recogniser: RecogniserIdentity, index: number): ElementId =>
  elementIdSchema.parse(
    `e${createHash('sha256')
      .update(
        [image, recogniser.provider, recogniser.model, recogniser.version, recogniser.parameters, index].join(
          '\n',
        ),
      )
      .digest('hex')
      .slice(0, 24)}`,
  );

const assignmentRow = z.object({
  element_id: z.string(),
  identity_id: identityIdSchema,
  origin: z.enum(['machine', 'person']),
  verdict: z.enum(['yes', 'no']),
  score: z.number().nullable(),
});

interface Resolved {
  readonly identityId: IdentityId;
  readonly likeness: number;
}

/** Who an element shows: a person's yes goes first, then the machine's best belief that no person has refused. */
function resolve(rows: readonly z.infer<typeof assignmentRow>[]): Resolved | undefined {
  const said = rows.find((row) => row.origin === 'person' && row.verdict === 'yes');
  if (said) return { identityId: said.identity_id, likeness: 1 };
  const refused = new Set(rows.filter((row) => row.verdict === 'no').map((row) => row.identity_id));
  const believed = rows
    .filter((row) => row.origin === 'machine' && row.verdict === 'yes' && !refused.has(row.identity_id))
    .sort((a, b) => (b.score ?? 0) - (a.score ?? 0))[0];
  return believed && { identityId: believed.identity_id, likeness: believed.score ?? 0 };
}

/** What recognisers saw in pictures, by picture and recogniser: asking the same again is a look-up. */
export class RecognitionTable {
  private readonly sql: Statements;

  constructor(sql: Statements) {
    this.sql = sql;
  }

  /** The row of this recogniser, added when it is new. */
  private idOf(recogniser: RecogniserIdentity): number {
    const values = [recogniser.provider, recogniser.model, recogniser.version, recogniser.parameters];
    this.sql.run(
      `INSERT INTO recogniser (provider, model, version, parameters) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      ...values,
    );
    const row = this.sql.first<{ id: number }>(
      'SELECT id FROM recogniser WHERE provider = ? AND model = ? AND version = ? AND parameters = ?',
      ...values,
    );
    if (!row) throw new Error('A recogniser row that was just written is missing.');
    return row.id;
  }

  /** Whose elements the library shows: the recogniser that ran last. */
  setCurrent(recogniser: RecogniserIdentity): void {
    this.sql.run(
      `INSERT INTO library_fact (name, value) VALUES ('current_recogniser', ?)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      String(this.idOf(recogniser)),
    );
  }

  /** Pictures of the asset's keyframes that this recogniser has not answered for, in the order of time. */
  unanswered(asset: AssetId, recogniser: RecogniserIdentity): ImageHash[] {
    const rows = this.sql.all<{ image_hash: string }>(
      `SELECT image_hash, MIN(frame) AS frame FROM keyframe
       WHERE asset_id = ? AND NOT EXISTS (
         SELECT 1 FROM recognition WHERE recognition.image_hash = keyframe.image_hash AND recogniser_id = ?)
       GROUP BY image_hash ORDER BY frame`,
      asset,
      this.idOf(recogniser),
    );
    return rows.map((row) => imageHashSchema.parse(row.image_hash));
  }

  /** Keeps an answer: the run and all its elements, or nothing. */
  add(
    image: ImageHash,
    recogniser: RecogniserIdentity,
    answer: { readonly elements: readonly NewElement[]; readonly elapsedMs: number },
    now: string,
  ): void {
    this.sql.transaction(() => {
      const added = this.sql.first<{ id: number }>(
        `INSERT INTO recognition (image_hash, recogniser_id, elapsed_ms, finished_at) VALUES (?, ?, ?, ?)
         ON CONFLICT DO NOTHING RETURNING id`,
        image,
        this.idOf(recogniser),
        answer.elapsedMs,
        now,
      );
      if (!added) return;
      answer.elements.forEach((element, index) => {
        this.sql.run(
          `INSERT INTO element (id, recognition_id, kind, box_x, box_y, box_w, box_h, score, person,
             model, mask, attributes, embedding_model, embedding) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          elementIdOf(image, recogniser, index),
          added.id,
          element.kind,
          element.box.x,
          element.box.y,
          element.box.w,
          element.box.h,
          element.score,
          element.person ?? null,
          element.model ?? null,
          element.mask ? maskBytes(element.mask) : null,
          JSON.stringify(element.attributes),
          element.embedding?.model ?? null,
          element.embedding ? vectorBytes(element.embedding.vector) : null,
        );
      });
    });
  }

  /** Faces in the keyframes of one asset, or of all; those of the recogniser that ran last. */
  faces(asset?: AssetId): FaceInKeyframe[] {
    const rows = this.sql.all(
      `SELECT element.*, keyframe.asset_id, keyframe.shot_id, keyframe.id AS keyframe_id, keyframe.frame,
         keyframe.image_hash, image.width_px, image.height_px
       FROM keyframe
       JOIN image ON image.hash = keyframe.image_hash
       JOIN recognition ON recognition.image_hash = keyframe.image_hash
       JOIN element ON element.recognition_id = recognition.id
       WHERE element.kind = 'face' AND (? IS NULL OR keyframe.asset_id = ?)
         AND recognition.recogniser_id = (SELECT CAST(value AS INTEGER) FROM library_fact WHERE name = 'current_recogniser')
       ORDER BY keyframe.asset_id, keyframe.frame, element.id`,
      asset ?? null,
      asset ?? null,
    );
    const assignments = this.assignments();
    return rows.map((row) => {
      const face = faceRow.parse(row);
      const resolved = resolve(assignments.get(face.id) ?? []);
      return {
        elementId: face.id,
        assetId: face.asset_id as AssetId,
        shotId: face.shot_id,
        keyframeId: face.keyframe_id,
        frame: face.frame,
        image: face.image_hash,
        imageWidthPx: face.width_px,
        imageHeightPx: face.height_px,
        box: boxSchema.parse({ x: face.box_x, y: face.box_y, w: face.box_w, h: face.box_h }),
        score: face.score,
        attributes: JSON.parse(face.attributes) as unknown,
        embedding:
          face.embedding && face.embedding_model
            ? { model: face.embedding_model, vector: vectorFrom(face.embedding) }
            : undefined,
        identityId: resolved?.identityId,
        likeness: resolved?.likeness ?? 0,
      };
    });
  }

  private assignments(): Map<string, z.infer<typeof assignmentRow>[]> {
    const rows = this.sql.all('SELECT element_id, identity_id, origin, verdict, score FROM assignment');
    return Map.groupBy(
      rows.map((row) => assignmentRow.parse(row)),
      (row) => row.element_id,
    );
  }
}
