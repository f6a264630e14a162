/** Which addresses may stand in the fragment? http(s), and templates of the page's own site. */

/** `https://…` or a path; never `//host`, which leaves the site, nor another scheme. */
export const TEMPLATE: RegExp = /^(?:https?:\/\/[^/\\\s]|\/(?![/\\]))[^\s\\]*$/i;

/** The template filled with the id, else what the article gives when it is http(s). */
export function addressOf(
  template: string | undefined,
  id: string,
  given: string | null,
): string | undefined {
  if (template !== undefined) return template.replaceAll('{id}', () => encodeURIComponent(id));
  return given !== null && /^https?:\/\//i.test(given) ? given : undefined;
}
