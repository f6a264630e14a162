/** At which address does a site generator put a file? By its own front matter, by a pattern, or by the generator's custom. */
import { webAddress } from './draft.ts';

export interface Placed {
  /** Relative to the folder, with `/`: `content/sea/thaw.md`. */
  readonly path: string;
  /** What the front matter says: `url`, `permalink`, a path or a whole address. */
  readonly given: string | undefined;
  readonly slug: string | undefined;
  /** ISO 8601. */
  readonly date: string | undefined;
  readonly section: string | undefined;
}

const JEKYLL_NAME = /^(\d{4})-(\d\d)-(\d\d)-(.+)$/;

/** The date in a name such as `2024-01-31-thaw.md`. */
export function dateInName(path: string): string | undefined {
  const found = JEKYLL_NAME.exec(nameOf(path));
  return found ? `${found[1]}-${found[2]}-${found[3]}` : undefined;
}

/**
 * `pattern`: a path with `:path :section :slug :year :month :day`. Without it Jekyll's custom for files in `_posts`,
 * otherwise Hugo's, Eleventy's and Astro's: the path itself. Undefined without `baseUrl`, unless the file has a whole address.
 */
export function permalink(file: Placed, baseUrl: string | undefined, pattern?: string): string | undefined {
  // A permalink with variables is a pattern of its own; one with code in it says nothing.
  if (file.given !== undefined && !/\{[{%]/.test(file.given))
    return webAddress(file.given.includes(':') ? filled(file.given, file) : file.given, baseUrl);
  if (baseUrl === undefined) return undefined;
  const isJekyll = /(?:^|\/)_posts\//.test(file.path);
  return webAddress(
    filled(pattern ?? (isJekyll ? '/:year/:month/:day/:slug.html' : '/:path/'), file),
    baseUrl,
  );
}

function filled(pattern: string, { path, slug, date, section }: Placed): string {
  const [year = '', month = '', day = ''] = (date ?? '').slice(0, 10).split('-');
  const values: Readonly<Record<string, string>> = {
    path: withoutRoot(path, slug),
    section: section ?? '',
    categories: section ?? '',
    slug: slug ?? nameOf(path).replace(/^\d{4}-\d\d-\d\d-/, ''),
    title: slug ?? nameOf(path).replace(/^\d{4}-\d\d-\d\d-/, ''),
    year,
    month,
    day,
  };
  return pattern
    .replace(/:([a-z]+)/g, (whole, name: string) =>
      Object.hasOwn(values, name) ? encodeURI((values[name] ?? '').toWellFormed()) : whole,
    )
    .replace(/(?<!:)\/{2,}/g, '/');
}

/** File name without ending; of `thaw/index.md` the folder's. */
function nameOf(path: string): string {
  const parts = path.replace(/\.[^./]+$/, '').split('/');
  const last = parts.pop() ?? '';
  return last === 'index' ? (parts.pop() ?? last) : last;
}

function withoutRoot(path: string, slug: string | undefined): string {
  const parts = path
    .replace(/\.[^./]+$/, '')
    .replace(/(?:^|\/)index$/, '')
    .replace(/^(?:.*\/)?(?:content|src\/pages|pages)\//, '')
    .split('/');
  if (slug !== undefined) parts[parts.length - 1] = slug;
  return parts.join('/');
}
