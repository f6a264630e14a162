/** How is an explanation said in words? */

interface Told {
  readonly terms: readonly { readonly term: string }[];
  readonly rest: { readonly terms: number };
  readonly parts: {
    readonly own: number;
    readonly expanded: number;
    readonly age: number;
    readonly rule: number;
  };
  readonly diversity: number;
  readonly rule: string | null;
  readonly isPinned: boolean;
}

const TERMS_NAMED = 3;
/** Less is not worth a word. */
const WORTH_TELLING = 0.0005;

export function sentenceOf({ terms, rest, parts, diversity, rule, isPinned }: Told): string {
  const { own, expanded, age, rule: byRule } = parts;
  const named = terms.slice(0, TERMS_NAMED).map(({ term }) => `“${term}”`);
  const more = terms.length - named.length + rest.terms;
  if (more > 0) named.push(`${more} more ${more === 1 ? 'term' : 'terms'}`);
  const sentences = [
    named.length === 0 ? 'The two share no words.' : `Both speak of ${listed(named)}.`,
    `Score ${number(own + expanded + age + byRule)}: ${number(own)} from their own words`,
  ];
  const details = [`${number(expanded)} from the words of similar articles`];
  if (age < -WORTH_TELLING) details.push(`${number(age)} for distance in time`);
  if (Math.abs(byRule) > WORTH_TELLING) details.push(`${signed(byRule)} by rule ${JSON.stringify(rule)}`);
  sentences[1] += `, ${details.join(', ')}.`;
  if (diversity < -WORTH_TELLING)
    sentences.push(`In the order of the box diversity takes ${number(-diversity)}.`);
  if (isPinned) sentences.unshift(`Pinned by rule ${JSON.stringify(rule)}.`);
  return sentences.join(' ');
}

function listed(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

const number = (value: number) => value.toFixed(3).replace('-', '−');
const signed = (value: number) => (value > 0 ? `+${number(value)}` : number(value));
