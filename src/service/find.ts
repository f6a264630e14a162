/** Which articles does somebody mean who types a few words? */

import type { Card } from '../article/card.ts';
import { canonicalUrl } from '../article/url.ts';
import type { Orm } from '../database/connect.ts';
import { readIdsByTitle } from '../database/titles.ts';
import type { Collection } from './collection.ts';

/** Further ones of a text are not looked at. */
const MOST_WORDS = 12;

/**
 * An article's id or address gives that article first. Then those in whose title each of the words begins a word, newest
 * first. No text: the newest of all.
 */
export async function find(collection: Collection, orm: Orm, text: string, limit: number): Promise<Card[]> {
  const given = text.trim();
  if (given === '') return [...collection.newest(limit)];
  const urlKey = /^https?:\/\//i.test(given) ? canonicalUrl(given) : undefined;
  const docs = new Set([
    collection.docOf(given.normalize('NFC')),
    urlKey === undefined ? -1 : collection.docAt(urlKey),
  ]);
  const words = given.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  if (urlKey === undefined && words.length > 0) {
    for (const id of await readIdsByTitle(orm, words.slice(0, MOST_WORDS), limit))
      docs.add(collection.docOf(id));
  }
  docs.delete(-1);
  return [...docs].slice(0, limit).map((doc) => collection.card(doc));
}
