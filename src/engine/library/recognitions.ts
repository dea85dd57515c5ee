import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { boxSchema } from '../../shared/boxes.ts';
import {
  type AssetId,
  type ElementId,
  elementIdSchema,
  type ImageHash,
  imageHashSchema,
} from '../../shared/ids.ts';
import type { Mask } from '../../shared/masks.ts';
import { maskBytes, vectorBytes } from './element-codec.ts';
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

/** A body that only prolongs what is known of a person lies among the elements, and is told by this. */
const doubtfulSubject = {
  kind: 'subject',
  attributes: { class: 'person', isFaceless: true, isDoubtful: true },
} as const;

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

  /**
   * This recogniser starts to look at an asset. One that shows nothing yet shows its elements as they come; another keeps those
   * that it has until `show`.
   */
  begin(asset: AssetId, recogniser: RecogniserIdentity): void {
    const id = this.idOf(recogniser);
    this.sql.run(
      `INSERT INTO library_fact (name, value) VALUES ('current_recogniser', ?)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value IS NOT excluded.value`,
      String(id),
    );
    this.sql.run(
      'INSERT INTO shown_recogniser (asset_id, recogniser_id) VALUES (?, ?) ON CONFLICT DO NOTHING',
      asset,
      id,
    );
  }

  /** From now on the asset shows this recogniser's elements. */
  show(asset: AssetId, recogniser: RecogniserIdentity): void {
    this.sql.run(
      `INSERT INTO shown_recogniser (asset_id, recogniser_id) VALUES (?, ?)
       ON CONFLICT (asset_id) DO UPDATE SET recogniser_id = excluded.recogniser_id
       WHERE recogniser_id IS NOT excluded.recogniser_id`,
      asset,
      this.idOf(recogniser),
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
    answer: {
      readonly elements: readonly NewElement[];
      readonly doubtfulBodies?: readonly Pick<NewElement, 'box' | 'score' | 'model'>[];
      readonly elapsedMs: number;
    },
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
      // Behind the elements, whose ids hang on their place.
      const doubtful = (answer.doubtfulBodies ?? []).map((body) => ({ ...doubtfulSubject, ...body }));
      [...answer.elements, ...doubtful].forEach((element: NewElement, index) => {
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
}
