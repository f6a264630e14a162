import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/text/analyze.ts';
import { surfaceForms } from '../../src/text/surface.ts';

const article = (body: string, language = 'en', title = '') => ({ title, body, language });

describe('surface forms', () => {
  it('are as the article writes the term most often, the earliest of equals', () => {
    const forms = surfaceForms(
      article(
        'Reactors and reactors. A reactor, reactors; Zelenskyy’s visit. Zelenskyy spoke.',
        'en',
        'Nuclear power',
      ),
    );
    expect(forms.get('reactor')).toBe('reactors');
    expect(forms.get('zelenskyi')).toBe('Zelenskyy');
    expect(forms.get('nuclear power')).toBe('Nuclear power');
    expect(surfaceForms(article('Visit, visits')).get('visit')).toBe('Visit');
  });

  it.each([
    ['fr', 'L’Élysée se tait', 'elys', 'Élysée'],
    ['tr', 'İstanbul’un yeni köprüsü', 'istanbul', 'İstanbul'],
    ['en', 'Sinéad O’Connor', 'oconnor', 'O’Connor'],
    ['en', 'Prime\nMinister', 'prime minist', 'Prime Minister'],
    ['en', 'a Boeing 737', 'boe 737', 'Boeing 737'],
    ['en', 'co\u00ADoper\u00ADation', 'cooper', 'cooperation'],
    ['zh', '北京的港口', '北京', '北京'],
  ])('in %s, of %j', (language, body, term, form) => {
    expect(surfaceForms(article(body, language)).get(term)).toBe(form);
  });

  it('are those of exactly the terms that the analysis counts', () => {
    const anyText = fc.string({ unit: 'grapheme', maxLength: 200 });
    fc.assert(
      fc.property(
        anyText,
        anyText,
        fc.constantFrom('en', 'de', 'tr', 'fa', 'zh', 'und'),
        (title, body, language) => {
          const terms = [...analyze({ title, body, language }).keys()];
          const forms = surfaceForms({ title, body, language });
          expect([...forms.keys()]).toEqual(terms);
          for (const form of forms.values()) expect(form).not.toBe('');
        },
      ),
    );
  });
});
