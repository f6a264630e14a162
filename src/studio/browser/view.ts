/** What is a view of the studio? */

/** What a box is when nobody wishes anything. */
export interface Defaults {
  readonly limit: number;
  readonly breadth: number;
  readonly diversity: number;
  readonly halfLifeDays: number;
}

/** What stands in the address: `#/article/{id}?placement={name}`. */
export interface Place {
  readonly id: string;
  readonly placement?: string;
}

/** Fills `main`; `signal` is aborted when another view takes its place. */
export type View = (
  main: HTMLElement,
  place: Place,
  signal: AbortSignal,
  defaults: Defaults,
) => Promise<void>;
