/** Which UTF-16 units does a text have? Laid out in an array, which a walk reads several times as quickly as a string. */

/** Room for one text at a time. */
export class Units {
  #bytes = Buffer.allocUnsafeSlow(1 << 14);

  /** A view, which the next call overwrites. */
  of(text: string): Uint16Array {
    if (2 * text.length > this.#bytes.length) this.#bytes = Buffer.allocUnsafeSlow(4 * text.length);
    this.#bytes.write(text, 'utf16le');
    return new Uint16Array(this.#bytes.buffer, 0, text.length);
  }
}
