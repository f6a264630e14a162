/** How is it said why an article is in the box? The short form; the service's own sentence has the figures. */
import type { Box, Item } from '../api.ts';
import { EMPTY } from '../words.ts';

const NAMED = 3;

export function reasonOf({ source, explanation }: Item): string {
  if (source === 'fallback' || explanation === undefined)
    return 'Not related: it fills the box up because too little is.';
  const { terms, rest } = explanation;
  const named = terms.slice(0, NAMED).map(({ term }) => `“${term}”`);
  const more = terms.length - named.length + rest.terms;
  if (named.length === 0) return 'The two share no words.';
  if (more > 0) named.push(`${more} more`);
  return `Both speak of ${named.slice(0, -1).join(', ')}${named.length > 1 ? ' and ' : ''}${named.at(-1)}.`;
}

export function stateOf({ status, emptyBecause, items }: Box, limit: number): string {
  if (status === 'pending') return 'The article is stored, but not in the index yet. Look again in a moment.';
  if (status === 'empty') return `The box is empty. ${emptyBecause ? EMPTY[emptyBecause] : ''}`;
  if (status === 'ok') return '';
  const others = items.filter(({ source }) => source === 'fallback').length;
  const own = items.length - others;
  const filled = others > 0 ? `, ${others} filled up with what is not related` : '';
  return `${own} of ${limit} places${filled}: no more is related enough.`;
}
