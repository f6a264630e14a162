/** What does the report look like? Its stylesheet: light and dark, from 360 px up, no outside font. */

export const REPORT_STYLE = `:root {
  color-scheme: light dark;
  --paper: #fdfdfb; --ink: #1c1e21; --soft: #5b6068; --rule: #dcdfe3; --track: #eef0f2;
  --good: #1d7a46; --bad: #b3301f;
  --s0: #2c6fbb; --s1: #c9711a; --s2: #2f8f6b; --s3: #9250a8; --s4: #a89012; --s5: #b8476c;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16181b; --ink: #e9e9e6; --soft: #a3a8b0; --rule: #34383e; --track: #24282d;
    --good: #63c88f; --bad: #f2866f;
    --s0: #6aa9ee; --s1: #eb9a4b; --s2: #5cc29b; --s3: #c48ad8; --s4: #cdb64a; --s5: #e6839f;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 400 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif; overflow-wrap: break-word; }
main { width: min(100% - 2rem, 68rem); margin-inline: auto; padding-block: 2rem 4rem; }
h1, h2, h3 { line-height: 1.2; text-wrap: balance; }
h1 { margin: 0 0 0.75rem; font-size: clamp(1.6rem, 4vw, 2.3rem); letter-spacing: -0.015em; }
h2 { margin: 3rem 0 0.75rem; padding-top: 1rem; border-top: 1px solid var(--rule); font-size: 1.35rem; }
h3 { margin: 0 0 0.15rem; font-size: 1rem; }
section > h3 { margin-top: 1.5rem; }
p { margin: 0 0 0.75rem; max-width: 44rem; }
.soft, figcaption, dd { color: var(--soft); }
.soft, figcaption { font-size: 0.875rem; }
.numbers { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: 0.75rem; margin: 1.5rem 0; }
.numbers div { padding: 0.8rem 0.9rem; border: 1px solid var(--rule); border-radius: 0.5rem; }
.numbers dt { color: var(--soft); font-size: 0.8125rem; }
.numbers dd { margin: 0; color: var(--ink); font-size: 1.5rem; font-weight: 600; line-height: 1.3; font-variant-numeric: tabular-nums; }
.numbers small { display: block; color: var(--soft); font-size: 0.75rem; font-weight: 400; line-height: 1.35; }

.s0 { --colour: var(--s0); } .s1 { --colour: var(--s1); } .s2 { --colour: var(--s2); }
.s3 { --colour: var(--s3); } .s4 { --colour: var(--s4); } .s5 { --colour: var(--s5); }
.measures { display: grid; margin-top: 1.25rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1.75rem 2.5rem; }
figure { margin: 0; min-width: 0; }
figcaption { margin-bottom: 0.5rem; }
.bar { display: grid; grid-template-columns: minmax(4rem, 8rem) minmax(0, 1fr) 9.25rem; align-items: center; gap: 0.2rem 0.7rem; padding-block: 0.15rem; font-size: 0.875rem; }
.bar svg { display: block; width: 100%; height: 1.25rem; }
.bar-label { overflow-wrap: anywhere; line-height: 1.25; }
.bar-text { font-size: 0.8125rem; font-variant-numeric: tabular-nums; white-space: nowrap; }
.track { fill: var(--track); }
.value { fill: var(--colour); }
.interval { fill: none; stroke: var(--ink); stroke-width: 1.5; vector-effect: non-scaling-stroke; }
.plot svg { display: block; width: 100%; height: 13rem; }
.grid, .axis { fill: none; stroke: var(--rule); stroke-width: 1; vector-effect: non-scaling-stroke; }
.axis { stroke: var(--soft); }
.area { fill: var(--colour); fill-opacity: 0.28; stroke: var(--colour); stroke-width: 1.75; stroke-linejoin: round; vector-effect: non-scaling-stroke; }
.ticks { position: relative; height: 1.5rem; color: var(--soft); font-size: 0.75rem; font-variant-numeric: tabular-nums; }
.ticks span { position: absolute; top: 0.2rem; transform: translateX(-50%); white-space: nowrap; }
figure:not(.bins) .ticks span:first-child { transform: none; }
figure:not(.bins) .ticks span:last-child { transform: translateX(-100%); }
.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin: 0 0 0.6rem; padding: 0; list-style: none; font-size: 0.875rem; }
.legend li::before { content: ""; display: inline-block; width: 0.8em; height: 0.8em; margin-right: 0.45em; border-radius: 2px; background: var(--colour); }

.wide { overflow-x: auto; margin-block: 0.75rem; }
table { border-collapse: collapse; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
th, td { padding: 0.4rem 1.1rem 0.4rem 0; border-bottom: 1px solid var(--rule); text-align: right; vertical-align: baseline; white-space: nowrap; }
th { color: var(--soft); font-weight: 500; }
th:first-child, td:first-child, .text { text-align: left; }
td.prose { min-width: 24rem; text-align: left; white-space: normal; }
td small { display: block; color: var(--soft); font-size: 0.75rem; }
tr.mean td { font-weight: 600; border-top: 2px solid var(--rule); }
.better { color: var(--good); font-weight: 600; } .worse { color: var(--bad); font-weight: 600; }

.examples { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 28rem), 1fr)); gap: 1rem; padding: 0; margin: 1rem 0; list-style: none; }
.examples > li { padding: 0.9rem 1rem; border: 1px solid var(--rule); border-radius: 0.5rem; min-width: 0; }
.examples ol { margin: 0.6rem 0 0; padding: 0; list-style: none; font-size: 0.9rem; }
.examples ol li { display: grid; grid-template-columns: 1.4rem minmax(0, 1fr) auto; gap: 0.3rem; padding-block: 0.15rem; line-height: 1.4; }
.mark-yes { color: var(--good); font-weight: 700; } .mark-no { color: var(--bad); font-weight: 700; }
.glossary { display: grid; grid-template-columns: auto 1fr; gap: 0.3rem 1.25rem; margin: 1rem 0; font-size: 0.875rem; }
.glossary dt { font-weight: 600; } .glossary dd { margin: 0; }
code { font: 0.8125rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 34rem) {
  .bar { grid-template-columns: minmax(0, 1fr) auto; padding-block: 0.3rem; }
  .bar svg { grid-row: 2; grid-column: 1 / -1; }
}
@media print { .examples > li, figure { break-inside: avoid; } }
`;
