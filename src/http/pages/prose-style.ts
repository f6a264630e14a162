/** What does a page of the documentation look like, beyond what all pages share? For reading: one column, much air, few lines. */

export const PROSE_STYLE = `
.doc { max-width: 44rem; line-height: 1.65; }
.doc > * + * { margin-top: 1rem; }
.doc h1 { font-size: clamp(1.7rem, 4.5vw, 2.2rem); }
.doc h1 + p { font-size: 1.125rem; color: var(--soft); }
.doc > h2 { margin-top: 2.75rem; padding-top: 1.4rem; border-top: 1px solid var(--rule); }
.doc > h3 { margin-top: 1.9rem; }
.doc h2 + *, .doc h3 + * { margin-top: 0.7rem; }
.doc .anchor:hover { text-decoration: underline; text-decoration-thickness: 1px; }
.doc ul, .doc ol { padding-left: 1.35rem; }
.doc ul { list-style: disc; }
.doc li + li { margin-top: 0.35rem; }
.doc li::marker { color: var(--soft); }
.doc :not(pre) > code { display: inline-block; max-width: 100%; padding: 0 0.3em; background: var(--tint); border-radius: 4px; line-height: 1.5; overflow-wrap: anywhere; }
.doc a code { color: inherit; }
.doc table { font-size: 0.92rem; }
.doc th, .doc td { padding: 0.55rem 1.25rem 0.55rem 0; }
.doc th:last-child, .doc td:last-child { min-width: 9rem; }
.doc td:last-child { overflow-wrap: break-word; }
.doc table.wide :is(th, td) { min-width: 0; padding-right: 0.9rem; }
.doc tbody th { font-weight: 400; }
.doc :is(th, td:not(:last-child)) code { overflow-wrap: normal; }
.doc tbody th code { white-space: nowrap; }
.doc .scroll:focus-visible { outline-offset: 4px; }
.doc blockquote { margin: 1.25rem 0 0; padding: 0.1rem 0 0.1rem 1rem; border-left: 3px solid var(--rule); color: var(--soft); }
.doc figure pre { max-height: 34rem; }
.doc figcaption code { padding: 0; background: none; }
.picture { margin-top: 1.5rem; }
.picture img { display: block; max-width: 100%; height: auto; border: 1px solid var(--rule); border-radius: 6px; }
.doc .picture + * { margin-top: 1.5rem; }

.contents ul { list-style: none; }
.side.contents li a { display: block; padding-block: 0.22rem; line-height: 1.4; }
.side.contents > nav > ul > li > [aria-current], .contents-narrow [aria-current] { font-weight: 600; color: var(--link); }
.contents .sections { margin: 0.1rem 0 0.5rem; padding-left: 0.9rem; border-left: 1px solid var(--rule); }
.side.contents .sections a { color: var(--soft); }
.side.contents .sections a:hover { color: var(--ink); }
.contents-wide { display: none; }
.contents-narrow > summary { width: auto; font-size: 0.95rem; color: var(--ink); font-weight: 600; }
.contents-narrow nav { padding-block: 0.75rem 0.25rem; font-size: 0.95rem; }
.contents-narrow li a { padding-block: 0.35rem !important; }

.way-on { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 1rem 2rem; max-width: 44rem; margin-top: 4rem; padding-top: 1.25rem; border-top: 1px solid var(--rule); }
.way-on a { font-weight: 600; text-decoration: none; }
.way-on a:hover { text-decoration: underline; }
.way-on span { display: block; font-size: 0.85rem; font-weight: 400; color: var(--soft); }
.way-on .after { margin-left: auto; text-align: right; }
@media (max-width: 44rem) {
  .doc table.wide { display: table; width: max-content; }
  .doc .wide thead { display: table-header-group; }
  .doc .wide tbody { display: table-row-group; }
  .doc .wide tr { display: table-row; }
  .doc .wide :is(th, td) { display: table-cell; padding: 0.45rem 0.75rem 0.45rem 0; border-bottom: 1px solid var(--rule); color: inherit; }
  .doc .wide td::before { content: none; }
  .doc table:not(.wide) :is(th, td) { display: block; padding: 0.1rem 0; min-width: 0; }
  .doc table:not(.wide) tr { padding-block: 0.7rem; }
  .doc table:not(.wide) td[data-label]::before { content: attr(data-label) ": "; color: var(--soft); }
  .doc :is(th, td:not(:last-child)) code { overflow-wrap: anywhere; white-space: normal; }
}
@media (max-width: 30rem) {
  .top nav { flex: 1 0 100%; }
  .top ul { flex-wrap: nowrap; justify-content: space-between; gap: 0.4rem; font-size: 0.8rem; }
}
@media (max-width: 63.99rem) {
  .page:has(.contents-narrow) { padding-top: 1rem; }
  .page-with-aside .side:has(.contents-narrow) { padding-bottom: 0.75rem; margin-bottom: 1.75rem; }
}
@media (min-width: 64rem) {
  .contents-wide { display: block; }
  .contents-narrow { display: none; }
  .page-with-aside:has(.contents) { grid-template-columns: 16rem minmax(0, 1fr); padding-top: 2.25rem; }
}
`;
