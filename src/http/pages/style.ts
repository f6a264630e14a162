/** What do the service's own pages look like? Their stylesheet: plain, light and dark, 360 px and up. */

export const PAGE_STYLE = `:root {
  color-scheme: light dark;
  --paper: #fcfcfa;
  --ink: #1c2226;
  --soft: #59636b;
  --rule: #dce0e0;
  --tint: #f1f3f2;
  --link: #0d5472;
  --good: #1f6b43;
  --waiting: #9a4a12;
  --put: #7a4b00;
  --delete: #a3271d;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, "Liberation Sans", sans-serif;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181b;
    --ink: #e6eaea;
    --soft: #9fabb1;
    --rule: #313a40;
    --tint: #1d2327;
    --link: #86c8e2;
    --good: #74cf9d;
    --waiting: #f0a868;
    --put: #e6b663;
    --delete: #f28b80;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 1.5rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 400 1rem/1.6 var(--sans); overflow-wrap: break-word; }
h1, h2, h3, h4, p, ul, dl, dd, figure, pre { margin: 0; padding: 0; }
ul { list-style: none; }
a { color: var(--link); text-underline-offset: 0.18em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
h1 { font-size: clamp(1.7rem, 4.5vw, 2.5rem); line-height: 1.15; letter-spacing: -0.02em; text-wrap: balance; }
h2 { margin: 3rem 0 1rem; font-size: 1.35rem; line-height: 1.25; letter-spacing: -0.01em; }
h3 { margin: 0 0 0.6rem; font-size: 1.05rem; line-height: 1.4; }
h4 { margin: 1.5rem 0 0.6rem; font-size: 0.9rem; line-height: 1.4; }
p + p { margin-top: 0.75rem; }
code { font-family: var(--mono); font-size: 0.9em; }
pre { padding: 0.85rem 1rem; overflow-x: auto; background: var(--tint); border-radius: 6px; font-size: 0.9rem; line-height: 1.5; }
pre code { font-size: inherit; }
p + pre, pre + p { margin-top: 0.75rem; }
.soft { color: var(--soft); font-weight: 400; }
.skip { position: absolute; left: 1rem; top: -4rem; padding: 0.5rem 1rem; background: var(--ink); color: var(--paper); }
.skip:focus { top: 0.5rem; }

.top { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.4rem 2rem; padding: 0.55rem max(1.25rem, calc(50vw - 38rem)); border-bottom: 1px solid var(--rule); }
.brand { display: flex; align-items: center; gap: 0.6rem; color: var(--ink); font-weight: 700; text-decoration: none; }
.top ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.4rem; font-size: 0.95rem; }
.top nav a { display: block; padding-block: 0.4rem; color: var(--soft); text-decoration: none; }
.top nav a:hover { color: var(--ink); text-decoration: underline; }
.top nav [aria-current] { color: var(--ink); font-weight: 600; }
.page { max-width: 48rem; margin-inline: auto; padding: 2.75rem 1.25rem 5rem; }
.lead { margin-top: 1rem; max-width: 40rem; font-size: 1.125rem; color: var(--soft); }

.state { display: flex; align-items: center; gap: 0.6rem; margin-top: 2.5rem; }
.state::before { content: ""; width: 0.7rem; height: 0.7rem; border-radius: 50%; background: currentColor; }
.state-ready { color: var(--good); }
.state-waiting { color: var(--waiting); }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: 1rem 1.5rem; margin-top: 1rem; padding-block: 1rem; border-block: 1px solid var(--rule); }
.facts dt { font-size: 0.85rem; color: var(--soft); }
.facts dd { font-size: 1.05rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.ways li { padding-block: 0.85rem; border-top: 1px solid var(--rule); }
.ways a { font-weight: 600; }
.ways p { color: var(--soft); }

.operation { padding-block: 2rem; border-top: 1px solid var(--rule); }
.anchor { color: inherit; text-decoration: none; }
.anchor:hover code { text-decoration: underline; text-decoration-thickness: 1px; }
.method { font: 700 0.8rem/1.4 var(--mono); color: var(--link); }
.method-put, .method-patch { color: var(--put); }
.method-post { color: var(--good); }
.method-delete { color: var(--delete); }
.summary { font-size: 1.05rem; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 0.9rem; line-height: 1.45; text-align: left; }
th, td { padding: 0.5rem 1rem 0.5rem 0; border-bottom: 1px solid var(--rule); vertical-align: top; overflow-wrap: normal; }
th:last-child, td:last-child { padding-right: 0; min-width: 14rem; }
thead th { color: var(--soft); font-size: 0.82rem; font-weight: 500; }
tbody th { font-weight: 600; }
.limit { display: block; }
p + figure { margin-top: 0.75rem; }
figure + figure, figure + details { margin-top: 0.9rem; }
figcaption { margin-bottom: 0.3rem; font-size: 0.85rem; color: var(--soft); }
figure pre { max-height: 26rem; overflow: auto; }
figure + .scroll { margin-top: 1rem; }
summary { width: fit-content; padding-block: 0.3rem; cursor: pointer; font-size: 0.9rem; color: var(--soft); }
summary:hover { color: var(--ink); }
.answer { display: grid; grid-template-columns: 3.25rem minmax(0, 1fr); padding-block: 0.4rem; }
.answer dt { font: 700 0.9rem/1.78 var(--mono); color: var(--good); }
.answer-problem dt, [id^="problem-"] dt { color: var(--delete); }
.answer dd p + figure { margin-top: 0.6rem; }
.scroll + h3 { margin-top: 2rem; }
.answer p code:first-child { margin-right: 0.6rem; font-weight: 600; }
.answer:target { background: var(--tint); box-shadow: 0 0 0 0.5rem var(--tint); }

.side { font-size: 0.85rem; }
.side-title { margin: 1.4rem 0 0.4rem; font-weight: 600; }
.side-title:first-child { margin-top: 0; }
.side a { color: var(--ink); text-decoration: none; }
.side a:hover { text-decoration: underline; }
.side-title a { padding-block: 0.35rem; }
.side li a { display: grid; grid-template-columns: 3.6rem minmax(0, 1fr); align-items: baseline; padding-block: 0.22rem; line-height: 1.35; }
.side .method { font-size: 0.72rem; }
.page-with-aside .side { padding-bottom: 1.5rem; margin-bottom: 2rem; border-bottom: 1px solid var(--rule); }
@media (max-width: 44rem) {
  table, tbody, tr, th, td { display: block; }
  thead { display: none; }
  tr { padding-block: 0.6rem; border-bottom: 1px solid var(--rule); }
  th, td { padding: 0; border: 0; }
  td:not(:last-child), .limit { display: inline; }
  td:not(:last-child) { margin-right: 0.9rem; color: var(--soft); }
  td[data-label]::before { content: attr(data-label) " "; }
  td:empty { display: none !important; }
  .limit + .limit::before { content: ", "; }
  .answer { grid-template-columns: minmax(0, 1fr); }
}
@media (min-width: 64rem) {
  .page-with-aside { display: grid; grid-template-columns: 18rem minmax(0, 1fr); gap: 3.5rem; max-width: 78.5rem; padding-top: 2.25rem; }
  .page-with-aside .side { position: sticky; top: 0; align-self: start; max-height: 100vh; margin: 0; padding: 0.5rem 1rem 2rem 0; overflow-y: auto; border: 0; }
}
`;
