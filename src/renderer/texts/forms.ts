/** The forms of a counted thing; `#` stands for the number. */
export interface Forms {
  readonly one: string;
  readonly other: string;
}

/** Of each language once, and when it is first counted in: the tables take milliseconds to load. */
const counters = new Map<string, { readonly rules: Intl.PluralRules; readonly numbers: Intl.NumberFormat }>();

function counterFor(locale: string) {
  const counter = counters.get(locale) ?? {
    rules: new Intl.PluralRules(locale),
    numbers: new Intl.NumberFormat(locale),
  };
  counters.set(locale, counter);
  return counter;
}

/** Gives a function that puts a number into the form that the language asks for, written as the language writes it. */
export function forms(locale: string): (count: number, of: Forms) => string {
  return (count, of) => {
    const { rules, numbers } = counterFor(locale);
    return (rules.select(count) === 'one' ? of.one : of.other).replace('#', numbers.format(count));
  };
}
