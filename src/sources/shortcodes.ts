/** What of a WordPress text is no text? Shortcodes such as `[gallery ids="1,2"]`; of captions also what they enclose. */

/** Linear: what a match may run over holds no bracket. */
const TAG = /\[(\/?)([a-z][\w-]{0,60})((?:[\s=/][^[\]]{0,2000})?)\]/gi;
/** These go with everything in them, if that is no longer than a caption can be. */
const ENCLOSING = /^(?:caption|gallery|embed|audio|video|playlist|contact-form)$/i;
const ENCLOSED_CHARACTERS = 5_000;
/** These stand alone and without attributes. `[sic]` and `[1]` are text. */
const ALONE =
  /^(?:gallery|embed|playlist|more|nextpage|toc|contact-form-7|(?:vc|et_pb|fusion|av|tdb?|mk|us)_.+)$/i;

export function withoutShortcodes(content: string): string {
  if (!content.includes('[')) return content;
  const tags = [...content.matchAll(TAG)];
  /** Name → where its closing tags begin and end, in order. */
  const closings = new Map<string, [start: number, end: number][]>();
  for (const { 0: tag, 1: slash, 2: name = '', index } of tags) {
    if (slash !== '/') continue;
    const known = closings.get(name) ?? [];
    known.push([index, index + tag.length]);
    closings.set(name, known);
  }
  const kept: string[] = [];
  let at = 0;
  for (const { 0: tag, 1: slash, 2: name = '', 3: rest = '', index } of tags) {
    const closing = closings.get(name);
    while (closing !== undefined && (closing[0]?.[0] ?? Number.POSITIVE_INFINITY) < index) closing.shift();
    if (index < at) continue;
    const isTag = slash === '/' || closing !== undefined || /[=/]/.test(rest) || ALONE.test(name);
    if (!isTag) continue;
    kept.push(content.slice(at, index));
    const [start, end] = (ENCLOSING.test(name) && slash === '' && closing?.[0]) || [];
    at =
      start !== undefined && end !== undefined && start - index <= ENCLOSED_CHARACTERS
        ? end
        : index + tag.length;
  }
  kept.push(content.slice(at));
  return kept.join('');
}
