/** `<related-articles>`: what does a box do from the moment that it stands in the page? */
import { ask } from './ask.ts';
import { guarded } from './guarded.ts';
import { entry, make } from './item.ts';
import css from './style.css';
import { ATTRIBUTES, type Box } from './wish.ts';

/** What the service sends when nothing is said. */
const ITEMS = 4;
/** How much of an item must be in the viewport so that it counts as seen. */
const SEEN = 0.5;

/** Constructed, because a strict Content-Security-Policy lets no `<style>` in. */
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

/**
 * Space for `limit` items is reserved at once. An answer takes their place; without one, the element's own children
 * are shown. Fires `related:shown` (`{ items, slots }`, each item once, when half of it is in the viewport) and
 * `related:click` (`{ item, slot }`); slots count from 0.
 */
export class RelatedArticles extends HTMLElement implements Box {
  static readonly observedAttributes = ATTRIBUTES;

  ids: readonly string[] = [];
  readonly #root = this.attachShadow({ mode: 'open' });

  connectedCallback(): void {
    if (!this.#root.firstChild) this.#start();
  }

  attributeChangedCallback(): void {
    if (this.#root.firstChild) this.#start();
  }

  /** Reserves the space and asks. */
  readonly #start = guarded(() => {
    const reserved = Number(this.getAttribute('limit')) || ITEMS;
    const ghosts = make('ul', 'list', ...Array.from({ length: reserved }, () => entry(this)));
    ghosts.inert = true;

    const heading = this.getAttribute('heading');
    const box = make('nav', 'box', ghosts);
    if (heading) box.prepend(make('h2', 'heading', heading));
    box.ariaLabel = heading || 'Related articles';
    box.className = `${this.getAttribute('layout')}`;
    // As many cards side by side as leave no lone one in the last row.
    box.style = `--count:${reserved < 6 ? reserved : reserved % 3 ? 4 : 3}`;

    this.#root.adoptedStyleSheets = [sheet];
    this.#root.replaceChildren(box, make('slot', ''));
    this.ids = [];

    ask(this, (answer) => {
      // It answers an earlier question.
      if (!box.parentNode) return;
      // Below the viewport nobody sees that more comes than was expected, or less; elsewhere nothing may move.
      const below = box.getBoundingClientRect().top >= innerHeight;
      if (!below) this.style.minHeight = `${this.offsetHeight}px`;
      // For good when something from here on throws.
      box.hidden = true;
      const items = below ? answer.items : answer.items.slice(0, reserved);
      const entries = items.map((item) => entry(this, item));
      if (items[0]) {
        const list = make('ul', 'list', ...entries);
        // Safari takes `list-style: none` for no list.
        list.role = 'list';
        box.append(list);
        box.hidden = false;
        this.ids = items.map(({ id }) => id);
      }

      const tell = (what: string, detail: object) =>
        this.dispatchEvent(new CustomEvent(`related:${what}`, { bubbles: true, composed: true, detail }));
      const watcher = new IntersectionObserver(
        guarded((changes) => {
          const slots = changes.flatMap(({ target, intersectionRatio }) => {
            const slot = entries.indexOf(target as HTMLLIElement);
            if (intersectionRatio < SEEN) return [];
            watcher.unobserve(target);
            return slot;
          });
          if (slots.length) tell('shown', { items: slots.map((slot) => items[slot]), slots });
        }),
        { threshold: SEEN },
      );
      entries.forEach((element, slot) => {
        watcher.observe(element);
        // Its link covers all of it.
        element.onclick = element.onauxclick = () => tell('click', { item: items[slot], slot });
      });
    });
  });
}
