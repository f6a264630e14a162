/** How does an article write its terms? "Zelenskyy" for zelenskyi, "nuclear power" for the pair, as readers saw it. */
import { lexiconOf } from './lexicon.ts';
import { bare } from './spelling.ts';
import { type AnalyzableArticle, eachTerm } from './terms.ts';

/** Term of `analyze` → the form in which the article writes it most often; of equals, the one that comes first. */
export function surfaceForms(article: AnalyzableArticle): Map<string, string> {
  const lexicon = lexiconOf(article.language);
  const forms = new Map<number, Map<string, number>>();
  eachTerm(article, lexicon, (term, _weight, text, start, end) => {
    const form = shown(text.slice(start, end), article.language);
    const counts = forms.get(term);
    if (counts === undefined) forms.set(term, new Map([[form, 1]]));
    else counts.set(form, (counts.get(form) ?? 0) + 1);
  });
  const most = new Map<string, string>();
  for (const [term, counts] of forms) most.set(lexicon.nameOf(term), commonest(counts));
  return most;
}

/** A line's end within a pair becomes a blank; a possessive goes; a name keeps its apostrophe. */
function shown(written: string, language: string): string {
  return written
    .split(/\s+/)
    .map((word) => {
      const kept = bare(word, language);
      return word.replace(/['’ʼ‘]/g, '') === kept ? word : kept;
    })
    .join(' ');
}

function commonest(counts: ReadonlyMap<string, number>): string {
  let best = '';
  let most = 0;
  for (const [form, count] of counts) {
    if (count <= most) continue;
    best = form;
    most = count;
  }
  return best;
}
