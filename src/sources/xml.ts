/** Which elements does a stream of XML hold? Small trees of the wanted ones, one by one; nothing else is kept. */
import sax, { type QualifiedTag, type SAXParser } from 'sax';
import { AppError, shown } from '../article/errors.ts';
import { decoded } from './decode.ts';
import { prefixOf } from './xml-names.ts';

export interface XmlElement {
  /** Local name, behind the usual prefix of its namespace where that is not the document's main one: `dc:creator`. */
  readonly name: string;
  /** By local name, `xml:base` and the like by their full one. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Its text; of an XHTML construct of Atom, its markup. */
  readonly text: string;
  /** 1-based line on which it begins. */
  readonly line: number;
  /** Why it is not whole: only its beginning was kept. */
  readonly problem: string | undefined;
}

/** So many characters and elements one wanted element may have. */
export const ELEMENT_CHARACTERS = 4_000_000;
const ELEMENT_CHILDREN = 20_000;
const MAX_DEPTH = 200;
const MAX_ATTRIBUTES = 200;
/** The parser looks at the size of its own buffers once per piece. */
const PIECE = 32_768;

/**
 * The elements for which `isWanted(name, parents)` is true, in order; nothing within one is offered by itself.
 * Entities of a DTD are never expanded. What is not well-formed is read as far as it makes sense.
 * Throws `invalid` when the stream ends within an element, `too_large` for markup that no document has.
 */
export async function* xmlElements(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  isWanted: (name: string, parents: readonly string[]) => boolean,
): AsyncGenerator<XmlElement> {
  const reader = new Reader(name, isWanted);
  for await (const text of decoded(chunks)) {
    for (let at = 0; at < text.length; at += PIECE) {
      try {
        reader.write(text.slice(at, at + PIECE));
      } finally {
        // Also what came before something that ends the reading.
        yield* reader.take();
      }
    }
  }
  reader.end();
  yield* reader.take();
}

interface Growing {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: Growing[];
  text: string;
  readonly line: number;
  problem: string | undefined;
}

class Reader {
  readonly #name: string;
  readonly #isWanted: (name: string, parents: readonly string[]) => boolean;
  readonly #parser: SAXParser;
  /** Names of the elements that are open. */
  readonly #parents: string[] = [];
  /** The wanted element and what is open in it. */
  readonly #open: Growing[] = [];
  #found: Growing[] = [];
  #characters = 0;
  #elements = 0;
  /** Depth within the markup of an XHTML construct. */
  #markup = 0;

  constructor(name: string, isWanted: (name: string, parents: readonly string[]) => boolean) {
    this.#name = name;
    this.#isWanted = isWanted;
    const parser = sax.parser(true, { xmlns: true, position: true });
    parser.onerror = (error) => this.#onError(error);
    parser.onopentag = (tag) => this.#onOpen(tag as QualifiedTag);
    parser.onclosetag = (tag) => this.#onClose(tag);
    parser.ontext = (text) => this.#onText(text);
    parser.oncdata = (text) => this.#onText(text);
    (parser as SAXParser & { attribList: unknown }).attribList = new Attributes(() =>
      this.#tooLarge(`an element has over ${MAX_ATTRIBUTES} attributes`),
    );
    this.#parser = parser;
  }

  write(text: string): void {
    this.#parser.write(text);
  }

  end(): void {
    if (this.#parents.length > 0)
      throw new AppError(
        'invalid',
        `${this.#name} ends on line ${this.#parser.line + 1} within the element ${shown(this.#parents.at(-1))}`,
      );
  }

  take(): Growing[] {
    const found = this.#found;
    if (found.length > 0) this.#found = [];
    return found;
  }

  #onOpen(tag: QualifiedTag): void {
    const name = prefixOf(tag.uri, tag.prefix) + tag.local;
    if (this.#parents.length >= MAX_DEPTH)
      throw this.#tooLarge(`it is nested over ${MAX_DEPTH} elements deep`);
    const element = this.#open.at(-1);
    if (this.#markup > 0) this.#addMarkup(tag);
    else if (element !== undefined || this.#isWanted(name, this.#parents)) this.#start(name, tag);
    this.#parents.push(name);
  }

  #start(name: string, tag: QualifiedTag): void {
    const root = this.#open[0];
    if (root === undefined) {
      this.#characters = 0;
      this.#elements = 0;
    }
    const attributes: Record<string, string> = {};
    for (const { prefix, local, name: whole, value } of Object.values(tag.attributes)) {
      if (prefix !== 'xmlns' && whole !== 'xmlns') attributes[prefix === '' ? local : whole] = value;
    }
    const started: Growing = {
      name,
      attributes,
      children: [],
      text: '',
      line: this.#parser.line + 1,
      problem: undefined,
    };
    if (root !== undefined && ++this.#elements > ELEMENT_CHILDREN)
      root.problem ??= `it has over ${ELEMENT_CHILDREN} elements`;
    else this.#open.at(-1)?.children.push(started);
    this.#open.push(started);
    if (attributes.type === 'xhtml') this.#markup = 1;
  }

  #onClose(tag: string): void {
    this.#parents.pop();
    if (this.#markup > 1) {
      this.#markup--;
      const local = tag.slice(tag.indexOf(':') + 1);
      if (local !== 'br') this.#addText(`</${local}>`);
      return;
    }
    this.#markup = 0;
    const closed = this.#open.pop();
    if (closed !== undefined && this.#open.length === 0) this.#found.push(closed);
  }

  /** Markup that was parsed once is written again, for whoever reads it as HTML. */
  #addMarkup(tag: QualifiedTag): void {
    this.#markup++;
    this.#addText(`<${tag.local}>`);
  }

  #onText(text: string): void {
    if (this.#open.length === 0) return;
    this.#addText(this.#markup > 0 ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;') : text);
  }

  #addText(text: string): void {
    const [root] = this.#open;
    const element = this.#open.at(-1);
    if (root === undefined || element === undefined) return;
    this.#characters += text.length;
    if (this.#characters > ELEMENT_CHARACTERS)
      root.problem ??= `it has over ${ELEMENT_CHARACTERS} characters`;
    else element.text += text;
  }

  /** Mistakes of form are stepped over; a token that never ends is dropped where it can be. */
  #onError(error: Error): void {
    const buffer = /^Max buffer length exceeded: (\w+)/.exec(error.message)?.[1];
    const parser = this.#parser as SAXParser & Record<string, unknown>;
    if (buffer === 'comment' || buffer === 'attribValue') {
      parser[buffer] = '';
      const [root] = this.#open;
      if (root !== undefined && buffer === 'attribValue') root.problem ??= 'an attribute of it is too long';
    } else if (buffer !== undefined) {
      throw this.#tooLarge(`a ${buffer} has over 64 KB`);
    }
    this.#parser.resume();
  }

  #tooLarge(reason: string): AppError {
    return new AppError('too_large', `${this.#name}, line ${this.#parser.line + 1}: ${reason}`);
  }
}

/**
 * The parser's list of the attributes of the element that it is in. It tells of them only when the element is whole, and compares
 * each with all before it.
 */
class Attributes extends Array<unknown> {
  readonly #tooMany: () => AppError;

  constructor(tooMany: () => AppError) {
    super();
    this.#tooMany = tooMany;
  }

  override push(attribute: unknown): number {
    if (this.length >= MAX_ATTRIBUTES) throw this.#tooMany();
    return super.push(attribute);
  }
}

/** The first child of that name. */
export const childOf = (element: XmlElement, name: string): XmlElement | undefined =>
  element.children.find((child) => child.name === name);

/** The text of the first child of that name that has one, trimmed. */
export function textOf(element: XmlElement, name: string): string | undefined {
  for (const child of element.children) {
    const text = child.name === name ? child.text.trim() : '';
    if (text !== '') return text;
  }
  return undefined;
}
