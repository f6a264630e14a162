import { describe, expect, it } from 'vitest';
import { TEASER_WORDS, teaser } from '../../src/article/teaser.ts';

describe('a teaser', () => {
  it('is the first fifteen words with an ellipsis', () => {
    const text =
      'Three people were killed and nine others were injured after a Russian missile hit the city on Friday, officials said.';
    expect(teaser(text)).toBe(
      'Three people were killed and nine others were injured after a Russian missile hit the…',
    );
    expect(teaser(text).split(' ')).toHaveLength(TEASER_WORDS);
  });

  it('is a short text as it is', () => {
    expect(teaser('A boat sank.')).toBe('A boat sank.');
    expect(teaser('')).toBe('');
  });

  it('does not end in a comma before the ellipsis', () => {
    expect(teaser(`${'word '.repeat(14)}last, and more`)).toMatch(/last…$/);
  });

  it('is one line', () => {
    expect(teaser('First line\n\nSecond\t line')).toBe('First line Second line');
  });

  it('cuts a language without spaces by characters, never inside a character', () => {
    const cut = teaser('𠮷野家の新しい店が開いた'.repeat(60));
    expect([...cut].length).toBeLessThanOrEqual(141);
    expect(cut.isWellFormed()).toBe(true);
    expect(cut.endsWith('…')).toBe(true);
  });
});
