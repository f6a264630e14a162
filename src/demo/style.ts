/** What does the newspaper look like? Its stylesheet: serif, rules instead of boxes, light and dark, 360 px and up. */

export const SITE_STYLE = `:root {
  color-scheme: light dark;
  --paper: light-dark(#fffdf9, #15171a);
  --ink: light-dark(#1b1a17, #ece8df);
  --soft: light-dark(#5d5a53, #aaa59a);
  --rule: light-dark(#d8d2c5, #363a40);
  --strong: light-dark(#1b1a17, #8d887d);
  --mark: light-dark(#9c2f1c, #ee9677);
  --tint: light-dark(#f5f0e6, #1e2125);
  --serif: "Iowan Old Style", Charter, "Bitstream Charter", "Sitka Text", Cambria, "Noto Serif", Georgia, "Liberation Serif", serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, "Liberation Sans", sans-serif;
}
.dark { color-scheme: dark; }
@media (prefers-color-scheme: dark) { .art { filter: brightness(0.86); } }
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 400 1.0625rem/1.55 var(--serif); text-rendering: optimizeLegibility; overflow-wrap: break-word; }
a { color: inherit; text-decoration-color: var(--soft); text-underline-offset: 0.18em; text-decoration-thickness: 1px; }
a:hover { text-decoration-color: currentColor; }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 3px; border-radius: 2px; }
h1, h2, h3, p, ol, ul, figure { margin: 0; padding: 0; }
ol, ul { list-style: none; }
h1, h2, h3 { font-weight: 700; line-height: 1.16; text-wrap: balance; }
img { display: block; max-width: 100%; height: auto; }
code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; font-size: 0.92em; }

.skip { position: absolute; left: 1rem; top: -4rem; z-index: 2; padding: 0.5rem 1rem; background: var(--ink); color: var(--paper); }
.skip:focus { top: 1rem; }
.notice { padding: 0.55rem 1.25rem; background: var(--tint); border-bottom: 1px solid var(--rule); color: var(--soft); font: 0.8125rem/1.45 var(--sans); text-align: center; }
.notice a { color: var(--ink); font-weight: 600; }
.masthead, .sections, main, .footer { width: min(100% - 2.5rem, 75rem); margin-inline: auto; }

.masthead { display: grid; grid-template-columns: 1fr auto 1fr; align-items: center; gap: 0.35rem 1rem; padding-block: 1.9rem 1.1rem; text-align: center; }
.name { grid-area: 1 / 1 / 2 / -1; font-size: clamp(2.3rem, 6.4vw, 4.4rem); font-weight: 700; line-height: 1; letter-spacing: -0.025em; }
.name a, .headline a, .rubric a, .kicker a { text-decoration: none; }
.motto { grid-area: 2 / 2; font-style: italic; color: var(--soft); }
.dateline { grid-area: 2 / 1; justify-self: start; font: 0.8125rem/1.4 var(--sans); color: var(--soft); text-align: left; }
.dateline time { display: inline-block; }
.dateline time::first-letter { text-transform: uppercase; }
.editions { grid-area: 2 / 3; justify-self: end; font: 0.8125rem/1.4 var(--sans); }
.editions ul { display: flex; gap: 0.9rem; }
.editions a { display: block; padding-block: 0.35rem; color: var(--soft); text-decoration: none; }
.editions a:hover { color: var(--ink); text-decoration: underline; }
.editions [aria-current] { color: var(--ink); font-weight: 600; }

.sections { border-block: 1px solid var(--rule); border-top: 3px double var(--strong); }
.sections ul { display: flex; justify-content: safe center; gap: 0 1.6rem; overflow-x: auto; scrollbar-width: none; }
.sections a { display: block; padding: 0.7rem 0.1rem 0.55rem; border-bottom: 3px solid transparent; font: 500 0.9rem/1.4 var(--sans); white-space: nowrap; text-decoration: none; }
.sections a:hover { border-color: var(--rule); }
.sections a:focus-visible { outline-offset: -3px; }
.sections [aria-current] { border-color: var(--mark); color: var(--mark); }

main { padding-block: 2rem 3.5rem; }
.rubric { margin-bottom: 1rem; font: 700 0.9rem/1.3 var(--sans); letter-spacing: 0.01em; }
.rubric a:hover { text-decoration: underline; }
.kicker { margin-bottom: 0.4rem; font: 600 0.8125rem/1.3 var(--sans); color: var(--mark); }
.kicker a, .rubric a { padding-block: 0.35rem; }
.kicker a:hover, .headline a:hover { text-decoration: underline; text-decoration-thickness: 1px; }
.headline { font-size: 1.1875rem; line-height: 1.22; }
.teaser { margin-top: 0.45rem; font-size: 0.975rem; line-height: 1.45; color: var(--soft); }
.credit { display: flex; flex-wrap: wrap; gap: 0 0.9rem; margin-top: 0.55rem; font: 0.78rem/1.45 var(--sans); color: var(--soft); }
.art { width: 100%; aspect-ratio: 16 / 9; object-fit: cover; background: var(--tint); }

.top { display: grid; grid-template-columns: minmax(0, 1fr) 18.5rem; gap: 0 4rem; padding-bottom: 2.5rem; }
.card-lead .headline { font-size: clamp(1.85rem, 3.9vw, 2.9rem); line-height: 1.08; letter-spacing: -0.015em; }
.card-lead .card-text { padding-top: 1.1rem; }
.card-lead .teaser { margin-top: 0.7rem; max-width: 40rem; font-size: 1.1rem; line-height: 1.5; }
.latest { position: relative; }
.latest::before { content: ""; position: absolute; inset: 0 auto 0 -2rem; width: 1px; background: var(--rule); }
.line { padding-block: 0.85rem; border-top: 1px solid var(--rule); }
.line:first-child { padding-top: 0; border-top: 0; }
.line .headline { font-size: 1.0625rem; }
.line-meta { display: flex; flex-wrap: wrap; gap: 0 0.7rem; margin-bottom: 0.2rem; font: 0.78rem/1.45 var(--sans); color: var(--soft); }
.line-section { color: var(--mark); font-weight: 600; }

.strip { padding-block: 1rem 2.5rem; border-top: 1px solid var(--strong); }
.cards { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 2.25rem 1.75rem; }
.card-text { padding-top: 0.75rem; }
.feature { display: grid; grid-template-columns: minmax(0, 1fr) 18.5rem; gap: 0 4rem; }
.card-wide { display: grid; grid-template-columns: minmax(0, 1.35fr) minmax(0, 1fr); gap: 0 1.75rem; align-items: start; }
.card-wide .card-text { padding-top: 0; }
.card-wide .headline { font-size: clamp(1.4rem, 2.2vw, 1.7rem); line-height: 1.15; }
.section-title { margin-bottom: 1.5rem; font-size: clamp(2rem, 4vw, 2.75rem); letter-spacing: -0.015em; }
.section-front > .card-wide { padding-bottom: 2.25rem; margin-bottom: 1.75rem; border-bottom: 1px solid var(--rule); }
.section-front > .card-wide .headline { font-size: clamp(1.6rem, 3.2vw, 2.3rem); }

.spread { display: grid; grid-template-columns: minmax(0, 46rem) minmax(0, 16.5rem); justify-content: space-between; gap: 0 3rem; }
.story h1 { font-size: clamp(2rem, 4.3vw, 3.05rem); line-height: 1.08; letter-spacing: -0.018em; }
.story .kicker { font-size: 0.9rem; }
.standfirst { margin-top: 0.9rem; font-size: 1.25rem; line-height: 1.42; color: var(--soft); }
.story .credit { margin-top: 1.1rem; padding-block: 0.7rem; border-block: 1px solid var(--rule); font-size: 0.85rem; }
.story .author { font-weight: 600; color: var(--ink); }
.story figure { margin-top: 1.4rem; }
figcaption { margin-top: 0.45rem; font: 0.75rem/1.4 var(--sans); color: var(--soft); }
.story-text { max-width: 40rem; margin-top: 1.6rem; font-size: 1.1875rem; line-height: 1.62; hyphens: auto; }
.story-text p + p { margin-top: 1.05em; }
.story-text p:first-child::first-letter { float: left; padding: 0.07em 0.09em 0 0; font-size: 3.35em; font-weight: 700; line-height: 0.82; }
.tags { display: flex; flex-wrap: wrap; gap: 0.25rem 1.1rem; margin-top: 1.75rem; font: 0.85rem/1.5 var(--sans); color: var(--soft); }
.tags li::before { content: "# "; color: var(--mark); }
.story { grid-area: 1 / 1; }
.rail { grid-area: 1 / 2; }
.rail-content { position: sticky; top: 1.5rem; padding-top: 0.7rem; border-top: 1px solid var(--strong); }

related-articles, .kindred { --related-accent: light-dark(#7f1d0d, #ee9677); --related-gap: 1.75rem; }
.box { grid-column: 1 / -1; margin-top: 3rem; }
.box-more { padding-block: 1rem; border-block: 1px solid var(--rule); font: 600 0.95rem/1.4 var(--sans); }
.box-call { margin-top: 0.6rem; font: 0.8125rem/1.5 var(--sans); color: var(--soft); }
.box-call a { overflow-wrap: anywhere; }

.window h1 { font-size: clamp(2rem, 4vw, 2.75rem); letter-spacing: -0.015em; }
.window > p, .window > .plain-text { max-width: 42rem; margin-top: 0.9rem; font-size: 1.125rem; line-height: 1.5; color: var(--soft); text-wrap: pretty; }
.window-ways { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); gap: 0 1.75rem; margin-top: 2rem; }
.window-ways li { padding-block: 0.9rem; border-top: 1px solid var(--rule); }
.window-ways p { margin-top: 0.25rem; font-size: 0.975rem; line-height: 1.45; color: var(--soft); }
.window-boxes { display: grid; grid-template-columns: minmax(0, 1fr); gap: 2.5rem; margin-top: 2rem; }
.window-code { margin-top: 2.5rem; }
.window-code pre { overflow: auto; padding: 1rem; background: var(--tint); font-size: 0.8125rem; line-height: 1.55; }
.window-code h2 { margin-bottom: 0.75rem; font: 700 0.9rem/1.3 var(--sans); }
.window-code p { margin-bottom: 0.75rem; font-size: 0.975rem; color: var(--soft); }
.phone { box-sizing: border-box; width: 390px; max-width: 100%; padding: 1.25rem 1rem; border: 1px solid var(--rule); border-radius: 1.5rem; }

.missing { max-width: 40rem; padding-block: 1.5rem; }
.missing h1 { margin-bottom: 1rem; font-size: clamp(1.9rem, 4vw, 2.6rem); }
.missing .rubric { margin-top: 2.25rem; padding-top: 0.9rem; border-top: 1px solid var(--strong); }
.footer { padding-block: 1.75rem 2.5rem; border-top: 3px double var(--strong); font: 0.85rem/1.55 var(--sans); color: var(--soft); }
.footer-name { margin-bottom: 0.35rem; font: 700 1.25rem/1.2 var(--serif); color: var(--ink); }
.footer a { color: var(--ink); }

@media (min-width: 60.01rem) {
  .strip .cards:has(> :last-child:nth-child(3)) { grid-template-columns: repeat(3, minmax(0, 1fr)); }
}
@media (max-width: 60rem) {
  .top, .feature, .spread { grid-template-columns: minmax(0, 1fr); gap: 2rem; }
  .latest { padding-top: 0.9rem; border-top: 1px solid var(--strong); }
  .latest::before { display: none; }
  .cards { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .story, .rail { grid-area: auto; }
  .rail-content { position: static; }
  .box { margin-top: 0; }
  .masthead { grid-template-columns: 1fr auto; }
  .motto { display: none; }
  .editions { grid-area: 2 / 2; }
  .sections ul { justify-content: flex-start; mask-image: linear-gradient(to right, #000 calc(100% - 2.5rem), transparent); padding-right: 2.5rem; }
}
@media (max-width: 40rem) {
  .masthead, .sections, main, .footer { width: calc(100% - 2rem); }
  .masthead { padding-block: 1.25rem 0.8rem; gap: 0.7rem 1rem; }
  main { padding-block: 1.25rem 2.5rem; }
  .top { padding-bottom: 1.75rem; }
  .card-lead .art, .story figure .art { width: 100vw; max-width: none; margin-inline: -1rem; }
  .strip { padding-bottom: 1.75rem; }
  .cards { grid-template-columns: minmax(0, 1fr); gap: 1.15rem; }
  .cards > .card:not(:first-child), .section-front .cards > .card { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: 0 1rem; align-items: start; padding-top: 1.15rem; border-top: 1px solid var(--rule); }
  .cards > .card:not(:first-child) .card-text, .section-front .cards > .card .card-text { padding-top: 0; }
  .cards > .card:not(:first-child) .art, .section-front .cards > .card .art { aspect-ratio: 4 / 3; }
  .cards > .card:not(:first-child) .teaser, .section-front .cards > .card .teaser { display: none; }
  .cards .headline { font-size: 1.0625rem; }
  .cards > .card:first-child .headline { font-size: 1.3rem; }
  .section-front .cards > .card:first-child { padding-top: 0; border-top: 0; }
  .section-front .cards > .card:first-child .headline { font-size: 1.0625rem; }
  .card-wide { grid-template-columns: minmax(0, 1fr); gap: 0.75rem; }
  .section-front > .card-wide { padding-bottom: 1.25rem; margin-bottom: 1.25rem; }
  .story-text { font-size: 1.125rem; }
}
`;
