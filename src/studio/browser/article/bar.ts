/** What contributed how much to a score? A bar of its parts, all bars of a list on one scale. */
import type { Item } from '../api.ts';
import { el } from '../dom.ts';

type Explanation = NonNullable<Item['explanation']>;

const WORDS = {
  own: 'their own words',
  expanded: 'the words of similar articles',
  rule: 'a rule',
} as const;

/** The length of the longest bar: a score, and what age and rules took off it. */
export const longestOf = (items: readonly Item[]): number =>
  Math.max(0, ...items.map(({ explanation }) => (explanation ? lengthOf(explanation) : 0)));

const lengthOf = ({ parts }: Explanation) => parts.own + parts.expanded + Math.max(0, parts.rule);

export function bar({ parts }: Explanation, longest: number): HTMLElement {
  const { own, expanded, age, rule } = parts;
  const lost = Math.max(0, -age) + Math.max(0, -rule);
  let left = own + expanded + Math.max(0, rule) - lost;
  const pieces = (['own', 'expanded', 'rule'] as const).flatMap((name) => {
    // What is taken off is taken off the end.
    const size = Math.min(left, Math.max(0, parts[name]));
    left -= size;
    return size > 0 ? [piece(name, size)] : [];
  });
  if (lost > 0) pieces.push(piece('lost', lost));
  const said = (['own', 'expanded', 'rule'] as const)
    .filter((name) => parts[name] > 0)
    .map((name) => `${share(parts[name])} from ${WORDS[name]}`);
  if (age < 0) said.push(`${share(-age)} less for distance in time`);
  if (rule < 0) said.push(`${share(-rule)} less by a rule`);
  return el('div', { class: 'bar', role: 'img', 'aria-label': `Score: ${said.join(', ')}` }, ...pieces);

  function piece(name: string, size: number): HTMLElement {
    const element = el('span', { class: `piece piece-${name}` });
    element.style.width = `${(100 * size) / Math.max(longest, 1e-9)}%`;
    return element;
  }
}

const share = (value: number) => value.toFixed(3);

export const legend = (): HTMLElement =>
  el(
    'ul',
    { class: 'legend' },
    ...(
      [
        ['own', 'own words'],
        ['expanded', 'words of similar articles'],
        ['rule', 'a rule'],
        ['lost', 'lost to age or a rule'],
      ] as const
    ).map(([name, text]) =>
      el('li', {}, el('span', { class: `piece piece-${name}`, 'aria-hidden': 'true' }), text),
    ),
  );
