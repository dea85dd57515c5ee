/** The same keys as a catalogue, with any text in place of its own; functions keep what they are given. */
export type Translation<Catalogue> = {
  readonly [Key in keyof Catalogue]: Catalogue[Key] extends string
    ? string
    : Catalogue[Key] extends (...given: infer Given) => string
      ? (...given: Given) => string
      : Catalogue[Key] extends readonly unknown[]
        ? Catalogue[Key]
        : Translation<Catalogue[Key]>;
};
