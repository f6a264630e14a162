/** What does a page load to show boxes? `/box.js` defines the element, `/box.css` gives the fragment the same look. */
import { boxScript } from '../widget/script.ts';
import type { App } from './dependencies.ts';
import { FRAGMENT_STYLE } from './fragment/style.ts';
import { type Published, publishAt, published } from './published.ts';

export const SCRIPT_ADDRESS = '/box.js';
export const STYLE_ADDRESS = '/box.css';

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

const script = once(async () => published(await boxScript()));
const style = once(async () => published(FRAGMENT_STYLE));

/** Made on the first call. Rejects when the script was not built and cannot be. */
export const boxFiles = async (): Promise<{ readonly script: Published; readonly style: Published }> => ({
  script: await script(),
  style: await style(),
});

export function addBoxFiles(app: App): void {
  publishAt(app, SCRIPT_ADDRESS, 'text/javascript; charset=utf-8', script);
  publishAt(app, STYLE_ADDRESS, 'text/css; charset=utf-8', style);
}
