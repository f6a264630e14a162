/** What does the script tag do? It defines `<related-articles>`, once, and nothing else: the entry of the bundle. */
import { RelatedArticles } from './related-articles.ts';

const NAME = 'related-articles';

// A page may carry the script tag twice.
if (!customElements.get(NAME)) customElements.define(NAME, RelatedArticles);
