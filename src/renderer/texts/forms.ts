/** The forms of a counted thing; `#` stands for the number. */
export interface Forms {
  readonly one: string;
  readonly other: string;
}

/** Gives a function that puts a number into the form that the language asks for, written as the language writes it. */
export function forms(locale: string): (count: number, of: Forms) => string {
  const rules = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  return (count, of) =>
    (rules.select(count) === 'one' ? of.one : of.other).replace('#', numbers.format(count));
}
