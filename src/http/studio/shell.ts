/** What is the studio's page before its script runs? A head, and what a browser without scripts is told. */
import { html } from 'hono/html';
import type { BoxSettings } from '../../box/settings.ts';
import { ICON_ADDRESS, type Markup } from '../pages/layout.ts';
import type { Published } from '../published.ts';

/** Of the shell: its own script and style, its own service, the preview in a frame; nothing of anybody else, and no text ever becomes code. */
export const SHELL_POLICY = [
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; frame-src 'self'",
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
].join('; ');

export const STUDIO_SCRIPT = '/studio/studio.js';
export const STUDIO_STYLE = '/studio/studio.css';

/** `defaults`: what a box is when nobody wishes anything, where the sliders stand at first. */
export function shell(files: { script: Published; style: Published }, defaults: BoxSettings): Markup {
  const { limit, breadth, diversity, halfLifeDays } = defaults;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Kindred studio</title>
<link rel="icon" href="${ICON_ADDRESS}" type="image/svg+xml">
<link rel="stylesheet" href="${STUDIO_STYLE}?v=${files.style.version}">
<script type="module" src="${STUDIO_SCRIPT}?v=${files.script.version}"></script>
</head>
<body data-defaults="${JSON.stringify({ limit, breadth, diversity, halfLifeDays })}">
<noscript><main><h1>Kindred studio</h1><p>The studio needs scripts. Everything it does can be done over the <a href="/docs/api">API</a> and on the command line as well.</p></main></noscript>
</body>
</html>`;
}
