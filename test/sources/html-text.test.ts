import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { htmlToLine, htmlToText, looksLikeHtml, MAX_DEPTH } from '../../src/sources/html/text.ts';

describe('HTML as text', () => {
  it.each([
    [
      '<h2>A &amp; B</h2><p>one <b>two</b>three<br>four<br><br>five</p>',
      'A & B\n\none twothree\nfour\n\nfive',
    ],
    ['<ul><li>a<li>b</ul> tail', 'a\nb\n\ntail'],
    ['<table><tr><td>1</td><td>2</td></tr><tr><td>3</table>', '1 2\n3'],
    ['<p>a</p><figure><img><figcaption>caption</figcaption></figure><p>b</p>', 'a\n\nb'],
    ['a<script>x<p></script><style>y</style><!-- z -->b', 'ab'],
    ['<p>a</p><div class="sharedaddy">Share this</div><form>Sign up</form><div hidden>h</div>', 'a'],
    ['Don\u00adau&shy;dampf', 'Donaudampf'],
    ['<pre>a\n  b\n\nc</pre>', 'a\n  b\n\nc'],
    ['1 < 2 & 3 > 2', '1 < 2 & 3 > 2'],
    ['', ''],
  ])('%s', (html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  it('as WordPress stores it ends a paragraph with an empty line', () => {
    const content = 'One\ntwo.\n\n<strong>Three</strong>\n\n<!-- more -->\n<p>four</p>';
    expect(htmlToText(content, { blankLines: 'wordpress' })).toBe('One\ntwo.\n\nThree\n\nfour');
    expect(htmlToText(content)).toBe('One two. Three\n\nfour');
  });

  it('of one line has no markup', () => {
    expect(htmlToLine(' Fish &amp; <em>chips</em>\n')).toBe('Fish & chips');
    expect(looksLikeHtml('a < b and c > d')).toBe(false);
  });

  it('is refused when it is nested deeper than a story', () => {
    expect(() => htmlToText('<div>'.repeat(100_000))).toThrow(
      `the HTML is nested over ${MAX_DEPTH} elements deep`,
    );
    expect(htmlToText(`${'<div>'.repeat(MAX_DEPTH)}x`)).toBe('x');
  });

  it('never has markup or owed white space at its ends, whatever comes in', () => {
    const piece = fc.constantFrom(
      '<p>',
      '</p>',
      '<br>',
      ' ',
      '\n',
      'a',
      '&lt;',
      '<b>',
      '</b>',
      '<li>',
      '<pre>',
      '</pre>',
      '<!--',
      '-->',
      '<',
    );
    const property = fc.property(fc.array(piece), (pieces) => {
      const text = htmlToText(pieces.join(''));
      expect(text).toBe(text.trim());
      expect(text).not.toMatch(/\n{3}/);
    });
    fc.assert(property, { numRuns: 500 });
  });
});
