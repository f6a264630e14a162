/** Which card has a doc, and which doc an id or a URL? The frozen cards, and those that came since. */
import type { Card } from '../article/card.ts';
import { fingerprintAt, NO_FINGERPRINT } from '../article/fingerprint.ts';
import type { Facts, Test } from '../box/eligible.ts';
import { sourceOf } from '../box/rules/rule.ts';
import { hash } from '../vectors/term-table.ts';
import { type CardParts, type CardRest, idRange, urlRange } from './card-parts.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Cards are only ever appended, in step with the docs of the index; whether one still counts is the index's to say. */
export class Cards implements Facts {
  readonly #frozen: number;
  readonly #recent: Card[] = [];
  readonly #recentFingerprints: Uint8Array[] = [];
  readonly #recentIds = new Map<string, number>();
  readonly #recentUrls = new Map<string, number>();

  /** `keys`: the article key of each frozen card. */
  constructor(
    private readonly parts: CardParts,
    private readonly keys: Uint32Array,
  ) {
    this.#frozen = keys.length;
  }

  /** Answers the doc of the card. */
  append(card: Card, fingerprint: Uint8Array): number {
    const doc = this.#frozen + this.#recent.length;
    this.#recent.push(card);
    this.#recentFingerprints.push(fingerprint);
    this.#recentIds.set(card.id, doc);
    if (card.urlKey !== null) this.#recentUrls.set(card.urlKey, doc);
    return doc;
  }

  card(doc: number): Card {
    const recent = this.#recentCard(doc);
    if (recent) return recent;
    const { bytes, starts, publishedAt, expiresAt, evergreen } = this.parts;
    const id = idRange(bytes, starts, doc);
    const url = urlRange(bytes, starts, doc);
    const rest = JSON.parse(this.#text(url.to, starts[doc + 1] as number)) as CardRest;
    return {
      key: this.keys[doc] as number,
      id: this.#text(id.from, id.to),
      urlKey: url.to > url.from ? this.#text(url.from, url.to) : null,
      url: rest[0],
      title: rest[1],
      teaser: rest[2],
      image: rest[3],
      author: rest[4],
      section: rest[5],
      tags: rest[6],
      language: rest[7],
      publishedAt: orNull(publishedAt[doc] as number),
      expiresAt: orNull(expiresAt[doc] as number),
      evergreen: evergreen[doc] === 1,
      storedAt: rest[8],
      revision: this.parts.revisions[doc] as number,
    };
  }

  idOf(doc: number): string {
    const recent = this.#recentCard(doc);
    if (recent) return recent.id;
    const { from, to } = idRange(this.parts.bytes, this.parts.starts, doc);
    return this.#text(from, to);
  }

  /** The newest doc of an id, or −1; it may be gone. */
  docOfId(id: string): number {
    return this.#recentIds.get(id) ?? this.#find(id, this.parts.idSlots, idRange);
  }

  /** The newest doc of a canonical URL, or −1; it may be gone. */
  docOfUrl(urlKey: string): number {
    return this.#recentUrls.get(urlKey) ?? this.#find(urlKey, this.parts.urlSlots, urlRange);
  }

  /** NaN for none. */
  publishedAt(doc: number): number {
    const recent = this.#recentCard(doc);
    return recent ? (recent.publishedAt ?? Number.NaN) : (this.parts.publishedAt[doc] as number);
  }

  /** NaN for none. */
  expiresAt(doc: number): number {
    const recent = this.#recentCard(doc);
    return recent ? (recent.expiresAt ?? Number.NaN) : (this.parts.expiresAt[doc] as number);
  }

  fingerprint(doc: number): Uint8Array {
    if (doc >= this.#frozen) return this.#recentFingerprints[doc - this.#frozen] ?? NO_FINGERPRINT;
    return fingerprintAt(this.parts.fingerprints, doc);
  }

  /** Which version of the article the doc shows. */
  revisionOf(doc: number): number {
    return this.#recentCard(doc)?.revision ?? (this.parts.revisions[doc] as number);
  }

  isEvergreen(doc: number): boolean {
    const recent = this.#recentCard(doc);
    return recent ? recent.evergreen : this.parts.evergreen[doc] === 1;
  }

  /** All docs, newest first, those without a date last; it may hold ones that are gone. */
  *newest(): Generator<number> {
    const recent = this.#recent.map((_, i) => this.#frozen + i);
    const dateOf = (doc: number) => orNull(this.publishedAt(doc)) ?? Number.NEGATIVE_INFINITY;
    recent.sort((a, b) => (dateOf(a) === dateOf(b) ? a - b : dateOf(b) - dateOf(a)));
    let next = 0;
    for (const doc of this.parts.newest) {
      while (next < recent.length && dateOf(recent[next] as number) > dateOf(doc))
        yield recent[next++] as number;
      yield doc;
    }
    while (next < recent.length) yield recent[next++] as number;
  }

  isIn(kind: 'section' | 'language', names: ReadonlySet<string>): Test {
    const isWanted = this.#wanted(names);
    const numbers = kind === 'section' ? this.parts.sections : this.parts.languages;
    return (doc) => {
      const recent = this.#recentCard(doc);
      if (recent) return recent[kind] !== null && names.has(recent[kind].toLowerCase());
      return isWanted[numbers[doc] as number] === 1;
    };
  }

  hasTag(names: ReadonlySet<string>): Test {
    const isWanted = this.#wanted(names);
    const { tagStarts, tags } = this.parts;
    return (doc) => {
      const recent = this.#recentCard(doc);
      if (recent) return recent.tags.some((tag) => names.has(tag.toLowerCase()));
      const end = tagStarts[doc + 1] as number;
      for (let at = tagStarts[doc] as number; at < end; at++)
        if (isWanted[tags[at] as number] === 1) return true;
      return false;
    };
  }

  isFrom(hosts: ReadonlySet<string>): Test {
    const { bytes, starts } = this.parts;
    return (doc) => {
      const recent = this.#recentCard(doc);
      if (recent) return hosts.has(sourceOf(recent.urlKey) ?? '');
      const { from, to } = urlRange(bytes, starts, doc);
      for (const host of hosts) if (beginsWith(bytes, from, to, host)) return true;
      return false;
    };
  }

  /** 1 for the number of each of the names; number 0 stands for none. */
  #wanted(names: ReadonlySet<string>): Uint8Array {
    const all = this.parts.names;
    const isWanted = new Uint8Array(all.length);
    for (let number = 1; number < all.length; number++)
      if (names.has(all[number] as string)) isWanted[number] = 1;
    return isWanted;
  }

  /** Asked a million times in a row: an index below 0 would be looked up as a name. */
  #recentCard(doc: number): Card | undefined {
    return doc < this.#frozen ? undefined : this.#recent[doc - this.#frozen];
  }

  #text(from: number, to: number): string {
    // A copy: texts cannot be decoded from shared memory.
    return decoder.decode(this.parts.bytes.slice(from, to));
  }

  #find(text: string, slots: Uint32Array, rangeOf: typeof idRange): number {
    const wanted = encoder.encode(text);
    const { bytes, starts } = this.parts;
    const mask = slots.length - 1;
    let slot = hash(wanted, 0, wanted.length) & mask;
    for (;;) {
      const card = (slots[slot] as number) - 1;
      if (card < 0) return -1;
      const { from, to } = rangeOf(bytes, starts, card);
      if (to - from === wanted.length && wanted.every((byte, i) => byte === bytes[from + i])) return card;
      slot = (slot + 1) & mask;
    }
  }
}

/** Is the host of the canonical URL in bytes[from … to) this one? Hosts are ASCII. */
function beginsWith(bytes: Uint8Array, from: number, to: number, host: string): boolean {
  const end = from + host.length;
  if (host === '' || end > to) return false;
  for (let i = 0; i < host.length; i++) if (bytes[from + i] !== host.charCodeAt(i)) return false;
  return end === to || bytes[end] === SLASH || bytes[end] === QUESTION_MARK;
}

const SLASH = 0x2f;
const QUESTION_MARK = 0x3f;

/** A date of a column, in which NaN stands for none. */
export const orNull = (value: number) => (Number.isNaN(value) ? null : value);
