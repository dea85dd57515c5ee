/**
 * Colours of people, told apart beside each other on near-black and on footage; the first ones are the most distinct.
 * A person keeps the index for the life of the library; past the end the palette starts again.
 */
export const identityColours = [
  '#5aa9e6',
  '#f08fb4',
  '#7bc47f',
  '#e8c15a',
  '#b48ae0',
  '#5fc9c0',
  '#ee8a62',
  '#9fb7ff',
  '#d5e07a',
  '#e57fd8',
  '#6fd3a0',
  '#d6a27c',
] as const;

/** The colour of a person by the number kept with them, as #rrggbb; colours come round again. */
export function identityColour(index: number): string {
  return identityColours[index % identityColours.length] ?? identityColours[0];
}

/** What an unnamed person is called, on screen and in exports. */
export function personLabel(person: { readonly name: string | null; readonly number: number }): string {
  return person.name ?? `Unnamed ${person.number}`;
}
