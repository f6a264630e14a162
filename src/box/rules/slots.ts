/** In which slot does a pinned item stand? Its own, or the next free one; no gap is left where a box has too few items. */

/** The wanted slots, strongest first → places in the box, from 0, or undefined where none is left. */
export function slotsOf(wanted: readonly number[], limit: number): (number | undefined)[] {
  const taken = new Set<number>();
  return wanted.map((slot) => {
    for (let place = slot - 1; place < limit; place++) {
      if (taken.has(place)) continue;
      taken.add(place);
      return place;
    }
    return undefined;
  });
}

/** `pinned` at their places among `others`, which keep their order. At most `limit`. */
export function merged<T>(
  pinned: readonly { readonly place: number; readonly item: T }[],
  others: readonly T[],
  limit: number,
): T[] {
  const items: T[] = [];
  const waiting = [...pinned].sort((a, b) => a.place - b.place);
  let next = 0;
  while (items.length < limit) {
    const first = waiting[0];
    if (first !== undefined && (first.place <= items.length || next >= others.length)) {
      items.push(first.item);
      waiting.shift();
    } else if (next < others.length) items.push(others[next++] as T);
    else break;
  }
  return items;
}
