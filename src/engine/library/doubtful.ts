/**
 * SQL: true for a row of `element` that is a body which the recogniser doubted (`RecognitionTable.add`). Nothing else of that
 * picture is known to be of the same person; asked first, this spares reading the attributes of all others.
 */
export const isDoubtful = `(element.kind = 'subject' AND element.person IS NULL
  AND json_extract(element.attributes, '$.isDoubtful') IS 1)`;

/** SQL: true for a row of `element` that is shown. Of doubtful bodies that is so where a track says who it is. */
export const isShown = `NOT (${isDoubtful}
  AND NOT EXISTS (SELECT 1 FROM element_track WHERE element_track.element_id = element.id))`;
