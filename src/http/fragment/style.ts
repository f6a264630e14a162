/**
 * What does the fragment look like? Like `<related-articles>`: the rules of its style.css, by classes instead of a Shadow DOM,
 * so they undo what a page says of lists, headings and links in general. A test compares both in a browser.
 */

export const FRAGMENT_STYLE = `.kindred {
  container-type: inline-size;
  min-width: 15rem;
}
.kindred :is(nav, h2, ul, li, div, a, span, p, small, strong, img) {
  box-sizing: content-box;
  margin: 0;
  min-width: 0;
  padding: 0;
  border: 0;
  max-width: none;
}
.kindred .kindred-box {
  --tint: color-mix(in srgb, currentColor 11%, #0000);
  --image: 7rem;
  --ratio: 4 / 3;
  border-top: 2px solid;
  border-bottom: 1px solid var(--tint);
  padding: 0.8rem 0;
  color: var(--related-color);
  font-family: var(--related-font);
}
.kindred .kindred-heading {
  margin-bottom: 0.8rem;
  color: inherit;
  font-family: inherit;
  font-size: 1.375em;
  font-weight: 700;
  line-height: 1.2;
}
.kindred .kindred-list {
  display: grid;
  grid-template-columns: repeat(var(--columns, 1), minmax(0, 1fr));
  gap: 0 var(--related-gap, 1.5rem);
  align-content: start;
  list-style: none;
}
.kindred .kindred-item {
  position: relative;
  display: flex;
  gap: 0.8rem 1rem;
  padding: 0.8rem 0;
  border-top: 1px solid var(--tint);
}
.kindred .kindred-item::before {
  content: none;
}
.kindred .kindred-item :not(div) {
  overflow: hidden;
}
.kindred .kindred-image {
  display: block;
  flex: none;
  align-self: start;
  width: var(--image);
  aspect-ratio: var(--ratio);
  border-radius: var(--related-radius);
  background: var(--tint);
}
.kindred .kindred-image img {
  display: inline;
  width: 100%;
  height: 100%;
  object-fit: cover;
}
.kindred .kindred-words {
  flex: 1;
}
.kindred .kindred-link {
  color: inherit;
}
.kindred .kindred-link:not(:hover) {
  text-decoration: none;
}
.kindred .kindred-link::after {
  content: "";
  position: absolute;
  z-index: 1;
  inset: 0;
}
.kindred :is(.kindred-title, .kindred-excerpt) {
  display: -webkit-box;
  overflow-wrap: anywhere;
  -webkit-box-orient: vertical;
  -webkit-line-clamp: 3;
}
.kindred .kindred-title {
  font-weight: 700;
  line-height: 1.25;
}
.kindred :is(.kindred-excerpt, .kindred-meta) {
  margin-top: 0.4em;
  font-size: 0.875em;
  line-height: 1.4;
  opacity: 0.75;
}
.kindred .kindred-excerpt {
  -webkit-line-clamp: 2;
  display: none;
}
.kindred .kindred-meta {
  display: flex;
  gap: 0.8em;
  height: 1lh;
}
.kindred .kindred-section {
  color: var(--related-accent);
  font-weight: bolder;
}
.kindred .kindred-as-strip {
  --image: 4rem;
  --ratio: 1;
}
.kindred .kindred-as-strip .kindred-heading {
  font-size: 1em;
}
.kindred .kindred-as-strip .kindred-list {
  display: flex;
  overflow: auto;
}
.kindred .kindred-as-strip .kindred-item {
  flex: 1 0 15rem;
  border: 0;
  font-size: 0.875em;
}
.kindred .kindred-as-strip :is(.kindred-excerpt, .kindred-meta) {
  display: none;
}
.kindred-of-1 { --count: 1; }
.kindred-of-2 { --count: 2; }
.kindred-of-3 { --count: 3; }
.kindred-of-4 { --count: 4; }
.kindred-of-5 { --count: 5; }
@container (width > 30rem) {
  .kindred .kindred-box {
    --image: 10rem;
  }
  .kindred .kindred-as-strip {
    --image: 4rem;
  }
  .kindred .kindred-excerpt {
    display: -webkit-box;
  }
  .kindred .kindred-as-cards {
    --columns: 2;
    --image: 100%;
    --ratio: 16 / 9;
  }
  .kindred .kindred-as-cards .kindred-item {
    flex-direction: column;
    border: 0;
  }
}
@container (width > 46rem) {
  .kindred .kindred-box {
    --columns: var(--related-columns, 2);
  }
  .kindred .kindred-as-cards {
    --columns: var(--related-columns, var(--count));
  }
}
`;
