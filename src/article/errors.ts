/** Which failures can a caller act on? One error class, a closed set of codes; HTTP turns codes into statuses in one table. */

export type ErrorCode =
  | 'invalid' // the input breaks a rule; `field` names where
  | 'not_found'
  | 'url_taken' // another article already has this canonical URL
  | 'too_large'
  | 'unsupported_media'
  | 'unauthorized'
  | 'forbidden'
  | 'busy' // a reindex is already running
  | 'unverified' // a built generation failed its checks and was not activated
  | 'no_previous' // there is no generation to roll back to
  | 'index_full' // there is no memory left for more articles
  | 'unavailable' // the database or the index is not there yet; try again
  | 'disk_full' // the disk of the database is full, or nearly so
  | 'config' // a setting is wrong; the process must not start
  | 'locked'; // another process holds the data folder

/** Longer messages are cut: hostile input names things as it likes, and every log line and answer repeats them. */
export const MESSAGE_CHARACTERS = 2_000;

export class AppError extends Error {
  override readonly name = 'AppError';

  constructor(
    readonly code: ErrorCode,
    /** Names the thing and the value, e.g. `limit must be an integer from 1 to 50, got 51`. Shown to the caller. */
    message: string,
    /** Dotted path of the offending field, e.g. `articles.3.url`, where there is one. */
    readonly field?: string,
    options?: ErrorOptions,
  ) {
    super(
      message.length > MESSAGE_CHARACTERS
        ? `${message.slice(0, MESSAGE_CHARACTERS - 1).toWellFormed()}…`
        : message,
      options,
    );
  }
}

/** A value as it is shown in a message: quoted, cut to 80 characters, control characters escaped. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : jsonOf(value);
  const cut = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return typeof value === 'string' ? JSON.stringify(cut) : cut;
}

function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // Nested so deeply that the stack does not suffice.
    return 'something nested too deeply';
  }
}
