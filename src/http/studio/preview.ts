/** What does a reader see beside an article? A page with the box alone, for a frame in the studio: no script, nothing to click. */
import { z } from '@hono/zod-openapi';
import { html } from 'hono/html';
import type { Lookup } from '../../service/service.ts';
import { STYLE_ADDRESS } from '../box-files.ts';
import { boxParameters } from '../contract.ts';
import { fragment, LAYOUTS } from '../fragment/markup.ts';
import type { Markup } from '../pages/layout.ts';
import { STUDIO_STYLE } from './shell.ts';

/** Takes the place of a publisher's picture: the frame keeps its tint. */
export const BLANK_PICTURE = '/studio/blank.svg';

export const previewParameters = boxParameters.extend({
  layout: z.enum(LAYOUTS).optional(),
  /** Pictures come from the publishers' servers, which the studio asks for nothing unless it is told to. */
  pictures: z.enum(['true', 'false']).optional(),
});

export const previewPolicy = (pictures: boolean): string =>
  [
    `default-src 'none'; style-src 'self'; img-src 'self'${pictures ? ' https: http:' : ''}`,
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types 'none'",
  ].join('; ');

export function previewPage(
  { box }: Lookup,
  options: {
    readonly layout: (typeof LAYOUTS)[number];
    readonly limit: number;
    readonly page: string | null;
    readonly pictures: boolean;
  },
): Markup {
  const { layout, limit, page, pictures } = options;
  const items = box === 'pending' ? [] : box.items;
  const image = !pictures && items.some(({ card }) => card.image !== null) ? BLANK_PICTURE : undefined;
  const content =
    items.length > 0
      ? fragment(items, { layout, limit, page, image, heading: 'You may also like', link: undefined })
      : html`<p>Readers see what the page has of its own: the box is empty.</p>`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>The box as readers see it</title>
<link rel="stylesheet" href="${STYLE_ADDRESS}">
<link rel="stylesheet" href="${STUDIO_STYLE}">
</head>
<body class="preview"><main inert>${content}</main></body>
</html>`;
}
