/** Parts of queries about the recogniser that ran last and those whose elements clips still show. */

const currentRecogniser = `(SELECT CAST(value AS INTEGER) FROM library_fact WHERE name = 'current_recogniser')`;

/** The model of a recogniser's embeddings; NULL where it saw no face. */
const embeddingModelOf = (recogniser: string): string => `
  (SELECT embedding_model FROM recognition AS looked JOIN element AS described ON described.recognition_id = looked.id
   WHERE looked.recogniser_id = ${recogniser} AND embedding_model IS NOT NULL LIMIT 1)`;

export const embeddingModelInUse = embeddingModelOf(currentRecogniser);

/** Those that clips show and whose faces are described by the model in use: modes share it, another embedder does not. */
export const comparableRecognisers = `
  (SELECT each.recogniser_id FROM (SELECT DISTINCT recogniser_id FROM shown_recogniser) AS each
   WHERE each.recogniser_id = ${currentRecogniser}
     OR ${embeddingModelOf('each.recogniser_id')} IS ${embeddingModelInUse})`;
