/** Which terms does the whole collection have, and how often does each article say them? Gathered batch by batch. */
import { entryOf, type Vector } from '../engine/vector.ts';
import { TermTable, type TermTableParts } from '../vectors/term-table.ts';
import { languageOfName } from '../vectors/vocabulary.ts';
import { LEAST_FREQUENCY, termWeight, unknownNorm, unknownSquare, vectorOf } from '../vectors/weigh.ts';
import type { AnalyzedBatch } from './crew/tasks.ts';

export interface NumberedTerms {
  readonly terms: TermTableParts;
  /** The idf of each term. */
  readonly weights: Float32Array;
  readonly frequencies: Uint32Array;
  /** Articles by language. */
  readonly documents: Readonly<Record<string, number>>;
}

const BLANK = 0x20;
const TAB = 0x09;

export class Analysis {
  readonly #table = new TermTable();
  #frequencies = new Uint32Array(1 << 12);
  /** 1 for the terms of two words. */
  #isPair = new Uint8Array(1 << 12);
  readonly #batches: { readonly batch: AnalyzedBatch; readonly ids: Uint32Array }[] = [];
  readonly #documents = new Map<string, number>();

  /** Batches must come in the same order whenever the same numbers are wanted. */
  add(batch: AnalyzedBatch): void {
    const { bytes, starts } = batch.names;
    const { frequencies } = batch;
    const ids = new Uint32Array(starts.length - 1);
    for (let name = 0; name < ids.length; name++) {
      const [from, to] = [starts[name] as number, starts[name + 1] as number];
      const known = this.#table.size;
      const id = this.#table.addBytes(bytes, from, to);
      ids[name] = id;
      if (id >= this.#frequencies.length) this.#grow(2 * id);
      if (id === known) this.#isPair[id] = bytes.subarray(from, to).includes(BLANK) ? 1 : 0;
      this.#frequencies[id] = (this.#frequencies[id] as number) + (frequencies[name] as number);
    }
    for (const language of batch.languages)
      this.#documents.set(language, (this.#documents.get(language) ?? 0) + 1);
    this.#batches.push({ batch: { ...batch, names: NO_NAMES, fingerprints: NO_FINGERPRINTS }, ids });
  }

  #grow(size: number): void {
    const frequencies = new Uint32Array(size);
    const isPair = new Uint8Array(size);
    frequencies.set(this.#frequencies);
    isPair.set(this.#isPair);
    this.#frequencies = frequencies;
    this.#isPair = isPair;
  }

  /**
   * The terms of at least two articles or languages, the most frequent first: their vectors' bytes and weights then lie close together.
   * Equal ones in the order in which they came.
   */
  numbered(): NumberedTerms & { readonly numberOf: Int32Array } {
    const size = this.#table.size;
    const frequencies = this.#frequencies;
    let kept = new Uint32Array(size);
    let count = 0;
    const isTwin = this.#twins();
    for (let id = 0; id < size; id++)
      if ((frequencies[id] as number) >= LEAST_FREQUENCY || isTwin[id] === 1) kept[count++] = id;
    kept = kept
      .slice(0, count)
      .sort((a, b) => (frequencies[b] as number) - (frequencies[a] as number) || a - b);
    const numberOf = new Int32Array(size).fill(-1);
    kept.forEach((id, number) => {
      numberOf[id] = number;
    });
    const weights = Float32Array.from(kept, (id) => {
      const name = this.#table.textOf(id);
      return termWeight(name, frequencies[id] as number, this.#documents.get(languageOfName(name)) ?? 0);
    });
    return {
      terms: this.#table.selected(kept),
      weights,
      frequencies: Uint32Array.from(kept, (id) => frequencies[id] as number),
      documents: Object.fromEntries([...this.#documents].sort(([a], [b]) => (a < b ? -1 : 1))),
      numberOf,
    };
  }

  /** 1 for each term that is a term of another language too: it relates articles across languages. */
  #twins(): Uint8Array {
    const { size } = this.#table;
    const isTwin = new Uint8Array(size);
    if (this.#documents.size < 2) return isTwin;
    const { bytes, starts } = this.#table.all();
    const texts = new TermTable();
    const first: number[] = [];
    for (let id = 0; id < size; id++) {
      const text = texts.addBytes(bytes, bytes.indexOf(TAB, starts[id]) + 1, starts[id + 1] as number);
      const twin = first[text];
      if (twin === undefined) first[text] = id;
      else isTwin[id] = isTwin[twin] = 1;
    }
    return isTwin;
  }

  /** The vector of each article, in the order of adding; batch by batch, what is done with is let go. */
  *vectors(
    { weights, documents }: NumberedTerms,
    numberOf: Int32Array,
  ): Generator<{ key: number; vector: Vector }[]> {
    for (let next = this.#batches.shift(); next; next = this.#batches.shift()) {
      const { batch, ids } = next;
      const { keys, starts, terms, levels, languages } = batch;
      yield Array.from(keys, (key, i) => {
        const entries = new Uint32Array((starts[i + 1] as number) - (starts[i] as number));
        let unknown = 0;
        let size = 0;
        for (let at = starts[i] as number; at < (starts[i + 1] as number); at++) {
          const id = ids[terms[at] as number] as number;
          const number = numberOf[id] as number;
          if (number < 0) unknown += unknownSquare(levels[at] as number, this.#isPair[id] === 1);
          else entries[size++] = entryOf(number, levels[at] as number);
        }
        const rest = unknownNorm(unknown, documents[languages[i] as string] ?? 0);
        return { key, vector: vectorOf(entries.slice(0, size), (term) => weights[term] as number, rest) };
      });
    }
  }
}

const NO_FINGERPRINTS = new Uint8Array(0);
const NO_NAMES = { bytes: new Uint8Array(0), starts: new Uint32Array(1) };
