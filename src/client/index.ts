/** `kindred/client`: Kindred for programs, in Node from version 20 on and in browsers. */
export { ConnectionError, ProblemError, TimeoutError } from './errors.ts';
export { Kindred, type KindredOptions } from './kindred.ts';
export type { SendOptions } from './send.ts';
export type * from './shapes.ts';
