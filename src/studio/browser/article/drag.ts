/** How is an item dragged to a place? By its number, with mouse, pen or finger; the keyboard has keys for it. */

/** `onDrop` gets both places, from 0. */
export function draggable(list: HTMLElement, onDrop: (from: number, to: number) => void): void {
  list.addEventListener('pointerdown', (down) => {
    const grip = (down.target as HTMLElement).closest<HTMLElement>('.grip');
    const dragged = grip?.closest('li');
    if (!grip || !dragged || down.button !== 0) return;
    down.preventDefault();
    const entries = [...list.children] as HTMLElement[];
    const from = entries.indexOf(dragged);
    let to = from;
    grip.setPointerCapture(down.pointerId);
    dragged.classList.add('is-dragged');

    const move = ({ clientY }: PointerEvent) => {
      dragged.style.transform = `translateY(${clientY - down.clientY}px)`;
      to = placeAt(entries, dragged, clientY);
      for (const [i, entry] of entries.entries()) {
        entry.classList.toggle('drop-above', i === to && to < from);
        entry.classList.toggle('drop-below', i === to && to > from);
      }
    };
    const end = (event: PointerEvent) => {
      grip.removeEventListener('pointermove', move);
      for (const type of ['pointerup', 'pointercancel'] as const) grip.removeEventListener(type, end);
      dragged.style.transform = '';
      dragged.classList.remove('is-dragged');
      for (const entry of entries) entry.classList.remove('drop-above', 'drop-below');
      if (event.type === 'pointerup' && to !== from) onDrop(from, to);
    };
    grip.addEventListener('pointermove', move);
    for (const type of ['pointerup', 'pointercancel'] as const) grip.addEventListener(type, end);
  });
}

/** The entry that the pointer is over; above the first it is the first, below the last the last. */
function placeAt(entries: readonly HTMLElement[], dragged: HTMLElement, y: number): number {
  const others = entries.map((entry) => {
    if (entry === dragged) return undefined;
    const { top, height } = entry.getBoundingClientRect();
    return top + height / 2;
  });
  const own = entries.indexOf(dragged);
  let place = own;
  for (const [i, middle] of others.entries()) {
    if (middle === undefined) continue;
    if (i < own && y < middle) return i;
    if (i > own && y > middle) place = i;
  }
  return place;
}
