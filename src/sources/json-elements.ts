/** Where in a JSON text are the values that are wanted, such as the entries of one array? They are cut out of the stream unparsed. */
import { AppError } from '../article/errors.ts';
import { LINE_BYTES } from './ndjson.ts';

/** Keys and indexes from the outside to the value: `['db', '0', 'data', 'posts', '17']`. */
export type JsonPath = readonly string[];

export interface JsonElement {
  readonly path: JsonPath;
  /** UTF-8 of one value; undefined when it is longer than `ELEMENT_BYTES`. Not yet known to be JSON. */
  readonly bytes: Buffer | undefined;
}

export const ELEMENT_BYTES = LINE_BYTES;
const MAX_DEPTH = 500;
const KEY_BYTES = 1000;

const BLANK = 0x20;
const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * The values for which `isWanted(path)` is true, in their order. Nothing within a wanted value is offered.
 * Throws `invalid` when the text ends within a value or closes what it did not open.
 */
export async function* jsonElements(
  chunks: AsyncIterable<Uint8Array>,
  isWanted: (path: JsonPath) => boolean,
): AsyncGenerator<JsonElement> {
  const scanner = new Scanner(isWanted);
  for await (const chunk of chunks) yield* scanner.read(chunk);
  scanner.end();
}

class Scanner {
  readonly #isWanted: (path: JsonPath) => boolean;
  readonly #path: string[] = [];
  /** Of the containers around the present place, outermost first. */
  readonly #isArray: boolean[] = [];
  /** Within a wanted value only strings and brackets count: what else is wrong in it is its own matter. */
  #isInside = false;
  #nested = 0;
  #parts: Uint8Array[] = [];
  #partsBytes = 0;
  #inString = false;
  #isEscaped = false;
  #expectsKey = false;
  #expectsValue = true;
  /** The key that is being read, while it is read. */
  #key: number[] | undefined;
  #inScalar = false;

  constructor(isWanted: (path: JsonPath) => boolean) {
    this.#isWanted = isWanted;
  }

  *read(chunk: Uint8Array): Generator<JsonElement> {
    let start = this.#isInside ? 0 : -1;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i] ?? 0;
      if (this.#inString) {
        this.#stringByte(byte);
      } else if (this.#isInside) {
        if (!this.#endsElement(byte)) continue;
        yield this.#element(chunk.subarray(start, i));
        start = -1;
        this.#separate(byte);
      } else if (this.#outsideByte(byte)) {
        start = i;
        this.#isInside = true;
        this.#endsElement(byte);
      }
    }
    if (start !== -1) this.#keep(chunk.subarray(start));
  }

  end(): void {
    if (this.#inString || this.#isInside || this.#isArray.length > 0) throw broken('it ends within a value');
  }

  #stringByte(byte: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === BACKSLASH) this.#isEscaped = true;
    else if (byte === QUOTE) {
      this.#inString = false;
      if (this.#key === undefined) return;
      this.#path[this.#path.length - 1] = Buffer.from(this.#key).toString('utf8');
      this.#key = undefined;
      return;
    }
    if (this.#key !== undefined && this.#key.length < KEY_BYTES) this.#key.push(byte);
  }

  /** Is this byte, within a wanted value, the one after its end? */
  #endsElement(byte: number): boolean {
    if (byte === QUOTE) this.#inString = true;
    else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) {
      if (++this.#nested > MAX_DEPTH) throw tooDeep();
    } else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) return this.#nested-- === 0;
    return byte === COMMA && this.#nested === 0;
  }

  /** Is this byte the first one of a wanted value? */
  #outsideByte(byte: number): boolean {
    if (byte <= BLANK || byte === COLON || byte === 0xef || byte === 0xbb || byte === 0xbf) return false;
    if (byte === COMMA || byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) {
      this.#inScalar = false;
      this.#separate(byte);
      return false;
    }
    if (this.#inScalar) return false;
    if (this.#expectsKey) {
      if (byte !== QUOTE) throw broken('a key is not in quotes');
      this.#inString = true;
      this.#key = [];
      this.#expectsKey = false;
      this.#expectsValue = true;
      return false;
    }
    if (!this.#expectsValue) throw broken('a value follows a value without a comma');
    this.#expectsValue = false;
    if (this.#isArray.length > 0 && this.#isWanted(this.#path)) return true;
    if (byte === QUOTE) this.#inString = true;
    else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) this.#open(byte === OPEN_ARRAY);
    else this.#inScalar = true;
    return false;
  }

  #open(isArray: boolean): void {
    if (this.#isArray.length >= MAX_DEPTH) throw tooDeep();
    this.#isArray.push(isArray);
    this.#path.push(isArray ? '0' : '');
    this.#expectsKey = !isArray;
    this.#expectsValue = isArray;
  }

  #separate(byte: number): void {
    const isArray = this.#isArray.at(-1);
    if (byte === COMMA) {
      if (isArray === undefined) throw broken('more than one value');
      if (isArray) this.#path.push(String(Number(this.#path.pop()) + 1));
      this.#expectsKey = !isArray;
      this.#expectsValue = isArray;
      return;
    }
    if (isArray !== (byte === CLOSE_ARRAY)) throw broken('brackets do not match');
    this.#isArray.pop();
    this.#path.pop();
    this.#expectsKey = false;
    this.#expectsValue = false;
  }

  #keep(part: Uint8Array): void {
    this.#partsBytes += part.length;
    if (this.#partsBytes > ELEMENT_BYTES) this.#parts = [];
    else this.#parts.push(part);
  }

  #element(last: Uint8Array): JsonElement {
    this.#keep(last);
    const bytes = this.#partsBytes > ELEMENT_BYTES ? undefined : Buffer.concat(this.#parts);
    this.#parts = [];
    this.#partsBytes = 0;
    this.#isInside = false;
    this.#nested = 0;
    return { path: [...this.#path], bytes };
  }
}

const tooDeep = () => new AppError('too_large', `it is nested over ${MAX_DEPTH} levels deep`);
const broken = (reason: string) => new AppError('invalid', `it is not JSON: ${reason}`);
