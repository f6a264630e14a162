/** How is it said why an article is in the box? The short form; the service's own sentence has the figures. */
import type { Box, Item } from '../api.ts';
import { counted } from '../dom.ts';
import { EMPTY } from '../words.ts';

const NAMED = 3;

export function reasonOf({ source, explanation }: Item): string {
  if (source === 'fallback' || explanation === undefined)
    return 'Not related: it fills the box up because too little is.';
  const { terms, rest } = explanation;
  const named = terms.slice(0, NAMED).map(({ term }) => `“${term}”`);
  const less = terms.length - named.length + rest.terms;
  if (named.length === 0) return 'The two share no words.';
  const most = `${named.slice(0, -1).join(', ')}${named.length > 1 ? ' and ' : ''}${named.at(-1)}`;
  if (less === 0) return `Both speak of ${most}.`;
  return `Both speak of ${most}, and share ${counted(less, 'word that tells', 'words that tell')} less.`;
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
