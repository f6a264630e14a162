/** Which failures of a database pass by themselves? They become `unavailable` or `disk_full`; a caller may try those again. */
import { AppError } from '../article/errors.ts';

/** What each SQLSTATE that means "not now" says to the caller; two characters stand for a class. */
const NOT_NOW: Readonly<Record<string, string>> = {
  '08': 'the connection to the database failed',
  '28': 'the database refuses our user',
  '3D': 'there is no such database',
  '40': 'the write met another one',
  '53': 'the database has no room for another connection',
  '55P03': 'another write holds a lock for too long',
  '57': 'the database ended the statement',
  '58030': 'the disk of the database failed',
};

/** Failures before there is a SQLSTATE: those of the socket, and those that the driver names by their message only. */
const OF_SOCKET = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOST|ENET|ENOENT$)/;
const OF_DRIVER = /connection (terminated|ended|error)|not queryable|timeout expired|pool after calling end/i;
/** Of the pool, when all its connections are lent, and of a connection that takes too long to be made. */
const NO_CONNECTION = /timeout exceeded/i;

const REASON_CHARACTERS = 300;
const DISK_FULL = '53100';
/** A write that met another one, and is worth trying again at once. */
const MET_ANOTHER = new Set(['40001', '40P01']);

export const isWorthAnotherTry = (error: unknown): boolean => MET_ANOTHER.has(sqlStateOf(error) ?? '');

/** The error as a caller can act on it; one that is no passing failure of the database comes back as it is. */
export function actionable(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const code = sqlStateOf(error) ?? '';
  if (code === DISK_FULL || causes(error).some(({ message }) => /no space left/i.test(message)))
    return new AppError('disk_full', 'the disk of the database is full', undefined, { cause: error });
  const reason = NOT_NOW[code] ?? NOT_NOW[code.slice(0, 2)];
  if (reason !== undefined) return unavailable(`${reason} (${code})`, error);
  if (OF_SOCKET.test(code)) return unavailable(`the database cannot be reached (${code})`, error);
  if (causes(error).some(({ message }) => NO_CONNECTION.test(message)))
    return unavailable('the database gave no connection in time', error);
  if (causes(error).some(({ message }) => OF_DRIVER.test(message)))
    return unavailable('the connection to the database was lost', error);
  return error;
}

/** What went wrong, in a line to be shown and stored: why a statement failed, never the statement with its values. */
export function reasonOf(error: unknown): string {
  const said = causes(error).find(({ message }) => !message.startsWith('Failed query:'));
  return (said?.message ?? String(error)).replaceAll('\0', '').slice(0, REASON_CHARACTERS);
}

/** Wrappers of errors have no code of their own. */
export function sqlStateOf(error: unknown): string | undefined {
  return causes(error)
    .map((cause) => ('code' in cause && typeof cause.code === 'string' ? cause.code : undefined))
    .find((code) => code !== undefined);
}

/** The error and what it was caused by, outermost first. */
function causes(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let at = error; at instanceof Error; at = at.cause) chain.push(at);
  return chain;
}

const unavailable = (message: string, cause: unknown) =>
  new AppError('unavailable', message, undefined, { cause });
