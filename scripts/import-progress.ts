/** How fast is an import? */

/** Things per second since the call. */
export function speed(): (count: number) => number {
  const startedAt = performance.now();
  return (count) => Math.round(count / ((performance.now() - startedAt) / 1000));
}
