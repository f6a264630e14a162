/** How are the cards of a million articles kept? As bytes, with what they are found and filtered by in columns. */
import type { Card } from '../article/card.ts';
import { FINGERPRINT_BYTES } from '../article/fingerprint.ts';
import { insert, slotsFor } from '../vectors/term-table.ts';

export interface CardParts {
  /** Per card: u16 length of the id | id | u16 length of the canonical URL | canonical URL | the rest as JSON; UTF-8. */
  readonly bytes: Uint8Array;
  /** Card d is bytes[starts[d] … starts[d + 1]). */
  readonly starts: Uint32Array;
  /** Milliseconds since 1970; NaN for none. */
  readonly publishedAt: Float64Array;
  readonly expiresAt: Float64Array;
  readonly revisions: Float64Array;
  /** 1 for what does not age. */
  readonly evergreen: Uint8Array;
  /** Numbers of names: the section, 0 for none, … */
  readonly sections: Uint32Array;
  readonly languages: Uint32Array;
  /** … and the tags of card d: tags[tagStarts[d] … tagStarts[d + 1]). */
  readonly tagStarts: Uint32Array;
  readonly tags: Uint32Array;
  /** The cards, newest first, those without a date last; equal ones by number. */
  readonly newest: Uint32Array;
  /** Open addressing by id and by canonical URL: card + 1, 0 for a free slot. */
  readonly idSlots: Uint32Array;
  readonly urlSlots: Uint32Array;
  /** Card d has those at FINGERPRINT_BYTES · d. */
  readonly fingerprints: Uint8Array;
  /** Lower-case names of sections, tags and languages by number; number 0 stands for none. */
  readonly names: readonly string[];
}

/** What of a card is kept as JSON, in this order. */
export type CardRest = [
  url: string | null,
  title: string,
  teaser: string,
  image: string | null,
  author: string | null,
  section: string | null,
  tags: readonly string[],
  language: string,
  storedAt: number,
];

const RECORDS_PER_CHUNK = 4_096;
const MOST_BYTES = 2 ** 32 - 1;
const encoder = new TextEncoder();

/** Collects cards in the order of their numbers. */
export class CardPartsBuilder {
  readonly #records: Uint8Array[] = [];
  readonly #chunks: Uint8Array[] = [];
  #length = 0;
  readonly #starts: number[] = [0];
  readonly #publishedAt: number[] = [];
  readonly #expiresAt: number[] = [];
  readonly #revisions: number[] = [];
  readonly #evergreen: number[] = [];
  readonly #sections: number[] = [];
  readonly #languages: number[] = [];
  readonly #tagStarts: number[] = [0];
  readonly #tags: number[] = [];
  #fingerprints = new Uint8Array(FINGERPRINT_BYTES * 1_024);
  readonly #names = new Map<string, number>([['', 0]]);

  add(card: Card, fingerprint: Uint8Array): void {
    this.#addFingerprint(fingerprint);
    const { id, urlKey, section, tags, language } = card;
    const rest: CardRest = [
      card.url,
      card.title,
      card.teaser,
      card.image,
      card.author,
      section,
      tags,
      language,
      card.storedAt,
    ];
    const idBytes = encoder.encode(id);
    const urlBytes = encoder.encode(urlKey ?? '');
    const restBytes = encoder.encode(JSON.stringify(rest));
    const record = new Uint8Array(4 + idBytes.length + urlBytes.length + restBytes.length);
    const view = new DataView(record.buffer);
    view.setUint16(0, idBytes.length);
    record.set(idBytes, 2);
    view.setUint16(2 + idBytes.length, urlBytes.length);
    record.set(urlBytes, 4 + idBytes.length);
    record.set(restBytes, 4 + idBytes.length + urlBytes.length);
    this.#append(record);
    this.#publishedAt.push(card.publishedAt ?? Number.NaN);
    this.#expiresAt.push(card.expiresAt ?? Number.NaN);
    this.#revisions.push(card.revision);
    this.#evergreen.push(card.evergreen ? 1 : 0);
    this.#sections.push(section === null ? 0 : this.#numberOf(section));
    this.#languages.push(this.#numberOf(language));
    for (const tag of tags) this.#tags.push(this.#numberOf(tag));
    this.#tagStarts.push(this.#tags.length);
  }

  finish(): CardParts {
    const size = this.#publishedAt.length;
    this.#join();
    const bytes = new Uint8Array(new SharedArrayBuffer(this.#length));
    let at = 0;
    for (const chunk of this.#chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    this.#chunks.length = 0;
    const starts = shared32(this.#starts);
    const idSlots = new Uint32Array(new SharedArrayBuffer(4 * slotsFor(size)));
    const urlSlots = new Uint32Array(new SharedArrayBuffer(4 * slotsFor(size)));
    for (let card = 0; card < size; card++) {
      const id = idRange(bytes, starts, card);
      insert(idSlots, bytes, id.from, id.to, card);
      const url = urlRange(bytes, starts, card);
      if (url.to > url.from) insert(urlSlots, bytes, url.from, url.to, card);
    }
    return {
      bytes,
      starts,
      publishedAt: shared64(this.#publishedAt),
      expiresAt: shared64(this.#expiresAt),
      revisions: shared64(this.#revisions),
      evergreen: shared8(this.#evergreen),
      sections: shared32(this.#sections),
      languages: shared32(this.#languages),
      tagStarts: shared32(this.#tagStarts),
      tags: shared32(this.#tags),
      newest: newestFirst(this.#publishedAt),
      idSlots,
      urlSlots,
      fingerprints: shared8(this.#fingerprints.subarray(0, FINGERPRINT_BYTES * size)),
      names: [...this.#names.keys()],
    };
  }

  /** Before the card's date is added: that counts the cards. */
  #addFingerprint(fingerprint: Uint8Array): void {
    const at = FINGERPRINT_BYTES * this.#publishedAt.length;
    if (at === this.#fingerprints.length) {
      const larger = new Uint8Array(2 * at);
      larger.set(this.#fingerprints);
      this.#fingerprints = larger;
    }
    this.#fingerprints.set(fingerprint, at);
  }

  #append(record: Uint8Array): void {
    const length = this.#length + record.length;
    if (length > MOST_BYTES) throw new Error(`the cards of a collection take at most ${MOST_BYTES} bytes`);
    this.#records.push(record);
    this.#length = length;
    this.#starts.push(length);
    // Many small arrays would cost more than their bytes.
    if (this.#records.length === RECORDS_PER_CHUNK) this.#join();
  }

  #join(): void {
    this.#chunks.push(joined(this.#records));
    this.#records.length = 0;
  }

  #numberOf(name: string): number {
    const folded = name.toLowerCase();
    const known = this.#names.get(folded);
    if (known !== undefined) return known;
    this.#names.set(folded, this.#names.size);
    return this.#names.size - 1;
  }
}

interface Range {
  readonly from: number;
  readonly to: number;
}

export function idRange(bytes: Uint8Array, starts: Uint32Array, card: number): Range {
  const at = starts[card] as number;
  return { from: at + 2, to: at + 2 + lengthAt(bytes, at) };
}

export function urlRange(bytes: Uint8Array, starts: Uint32Array, card: number): Range {
  const at = idRange(bytes, starts, card).to;
  return { from: at + 2, to: at + 2 + lengthAt(bytes, at) };
}

const lengthAt = (bytes: Uint8Array, at: number) => ((bytes[at] as number) << 8) | (bytes[at + 1] as number);

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

function newestFirst(publishedAt: readonly number[]): Uint32Array {
  const dates = Float64Array.from(publishedAt, (date) =>
    Number.isNaN(date) ? Number.NEGATIVE_INFINITY : date,
  );
  const cards = shared32(publishedAt.map((_, card) => card));
  const dateOf = (card: number) => dates[card] as number;
  return cards.sort((a, b) => (dateOf(a) === dateOf(b) ? a - b : dateOf(b) - dateOf(a)));
}

function shared8(values: ArrayLike<number>): Uint8Array {
  const array = new Uint8Array(new SharedArrayBuffer(values.length));
  array.set(values);
  return array;
}

function shared32(values: readonly number[]): Uint32Array {
  const array = new Uint32Array(new SharedArrayBuffer(4 * values.length));
  array.set(values);
  return array;
}

function shared64(values: readonly number[]): Float64Array {
  const array = new Float64Array(new SharedArrayBuffer(8 * values.length));
  array.set(values);
  return array;
}
