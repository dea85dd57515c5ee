/** The same keys as a catalogue, with any text in place of its own; functions keep what they are given. */
export type Translation<Catalogue> = {
  readonly [Key in keyof Catalogue]: Catalogue[Key] extends string
    ? string
    : Catalogue[Key] extends (...given: infer Given) => string
      ? (...given: Given) => string
      : Translation<Catalogue[Key]>;
};
