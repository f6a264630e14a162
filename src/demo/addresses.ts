/** Where is what on the demonstration site? */
import { MAIN_LANGUAGE } from './newspaper.ts';

/** Where the site is mounted. */
export const BASE = '/demo';

export const STYLE_ADDRESS = `${BASE}/site.css`;
/** Of the service. */
export const SCRIPT_ADDRESS = '/box.js';
export const BOX_STYLE_ADDRESS = '/box.css';
export const WINDOW_ADDRESS = `${BASE}/boxes/`;

export const storyAddress = (id: string) => `${BASE}/${encodeURIComponent(id)}`;
export const artAddress = (id: string) => `${BASE}/art/${encodeURIComponent(id)}.svg`;
export const sectionAddress = (slug: string) => `${BASE}/section/${encodeURIComponent(slug)}`;
export const editionAddress = (language: string) =>
  language === MAIN_LANGUAGE ? `${BASE}/` : `${BASE}/edition/${encodeURIComponent(language)}`;

/** The call that fills the box of a story, with the words that brought each item there. */
export const lookupAddress = (id: string) =>
  `/v1/articles/${encodeURIComponent(id)}/related?limit=4&fallback=section&explain=true`;

/** As the box writes them, which knows ids only. */
export const LINK_TEMPLATE = `${BASE}/{id}`;
export const IMAGE_TEMPLATE = `${BASE}/art/{id}.svg`;

export const windowAddress = (slug: string) => `${WINDOW_ADDRESS}${slug}`;
