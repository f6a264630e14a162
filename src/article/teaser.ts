/** What does a box show below a title? The first words of a story, cut at a word. */

export const TEASER_WORDS = 15;
/** A language without spaces, or one endless word, is cut at this many characters. */
const TEASER_CHARACTERS = 140;

/**
 * About fifteen words ending in "…": `Three people were killed and nine others were injured after a Russian…`.
 * A text that is not longer is returned whole, without an ellipsis. Line breaks and runs of blanks become one blank.
 */
export function teaser(text: string): string {
  const words = text
    .slice(0, 4 * TEASER_CHARACTERS)
    .split(/\s+/u)
    .filter(Boolean);
  const whole = text.length <= 4 * TEASER_CHARACTERS;
  const joined = words.slice(0, TEASER_WORDS).join(' ');
  if (joined.length > TEASER_CHARACTERS) return `${cutAtWord(joined)}…`;
  if (whole && words.length <= TEASER_WORDS) return joined;
  return `${withoutTrailingPunctuation(joined)}…`;
}

function cutAtWord(text: string): string {
  const cut = [...text].slice(0, TEASER_CHARACTERS).join('');
  const blank = cut.lastIndexOf(' ');
  return withoutTrailingPunctuation(blank > TEASER_CHARACTERS / 2 ? cut.slice(0, blank) : cut);
}

function withoutTrailingPunctuation(text: string): string {
  return text.replace(/[\p{P}\p{S}]$/u, '').trimEnd();
}
