/** What does the collection look like from above? Points on a canvas, coloured by section; pointer and arrow keys go from one to another. */
import type { components } from '../../../client/openapi.ts';
import { el, facts, fill } from '../dom.ts';

type CollectionMap = components['schemas']['CollectionMap'];
type Point = CollectionMap['points'][number];

/** Sections with a colour of their own; the rest share one. */
const COLOURED = 8;
const EDGE = 26;
const NEAR = 22;

interface Arrow {
  readonly x: number;
  readonly y: number;
}
const ARROWS: Readonly<Record<string, Arrow>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

export function mapOf({ points, labels, isWhole }: CollectionMap, signal: AbortSignal): HTMLElement {
  const colourOf = coloursOf(points);
  const canvas = el('canvas', {
    ...{ class: 'map', tabindex: 0, role: 'application', 'aria-roledescription': 'map' },
    'aria-label': 'Map of the collection. Arrow keys go from article to article, Enter opens one.',
  });
  const told = el(
    'p',
    { class: 'map-told', 'aria-live': 'polite' },
    'Choose an article; the arrow keys go from one to the next.',
  );
  const hidden = new Set<number>();
  const legend = legendOf(points, colourOf, (number, isOn) => {
    if (isOn) hidden.delete(number);
    else hidden.add(number);
    draw();
  });
  let at: Point | undefined;

  const placeOf = ({ x, y }: Arrow) => ({
    x: EDGE + x * (canvas.clientWidth - 2 * EDGE),
    y: EDGE + y * (canvas.clientHeight - 2 * EDGE),
  });
  const isShown = (point: Point) => !hidden.has(colourOf(point.section));

  function draw(): void {
    const { clientWidth: width, clientHeight: height } = canvas;
    if (width === 0) return;
    canvas.width = width * devicePixelRatio;
    canvas.height = height * devicePixelRatio;
    const pen = canvas.getContext('2d');
    if (pen === null) return;
    pen.scale(devicePixelRatio, devicePixelRatio);
    // What a custom property holds is not resolved to a colour; what an element has is.
    const { color: ink, backgroundColor: paper, fontFamily } = getComputedStyle(canvas);
    const colours = new Map(
      [...legend.querySelectorAll<HTMLElement>('.swatch')].map((swatch) => [
        Number(swatch.dataset.number),
        getComputedStyle(swatch).borderTopColor,
      ]),
    );
    const radius = points.length > 800 ? 2.5 : 4;
    for (const point of points) {
      if (!isShown(point)) continue;
      const { x, y } = placeOf(point);
      pen.fillStyle = colours.get(colourOf(point.section)) ?? ink;
      pen.beginPath();
      pen.arc(x, y, radius, 0, 2 * Math.PI);
      pen.fill();
    }
    pen.font = `600 ${width < 500 ? 11 : 13}px ${fontFamily}`;
    pen.textAlign = 'center';
    pen.lineWidth = 4;
    pen.lineJoin = 'round';
    for (const { text, ...place } of labels.slice(0, width < 500 ? 12 : labels.length)) {
      const { x, y } = placeOf(place);
      pen.strokeStyle = paper;
      pen.fillStyle = ink;
      pen.strokeText(text, x, y);
      pen.fillText(text, x, y);
    }
    if (at === undefined) return;
    const { x, y } = placeOf(at);
    pen.strokeStyle = ink;
    pen.lineWidth = 2;
    pen.beginPath();
    pen.arc(x, y, radius + 5, 0, 2 * Math.PI);
    pen.stroke();
  }

  function go(point: Point | undefined): void {
    if (point === undefined) return;
    at = point;
    fill(
      told,
      el('a', { href: `#/article/${encodeURIComponent(point.id)}`, dir: 'auto' }, point.title),
      el('span', { class: 'meta' }, facts(point.section)),
    );
    draw();
  }

  function nearest(from: Arrow, suits: (point: Point, dx: number, dy: number) => boolean): Point | undefined {
    let best: Point | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const point of points) {
      if (!isShown(point)) continue;
      const to = placeOf(point);
      const [dx, dy] = [to.x - from.x, to.y - from.y];
      const distance = Math.hypot(dx, dy);
      if (distance >= least || !suits(point, dx, dy)) continue;
      best = point;
      least = distance;
    }
    return best;
  }

  canvas.addEventListener('keydown', (event) => {
    const arrow = ARROWS[event.key];
    if (event.key === 'Enter' && at) location.hash = `#/article/${encodeURIComponent(at.id)}`;
    else if (arrow === undefined) return;
    else if (at === undefined) go(nearest(placeOf({ x: 0.5, y: 0.5 }), () => true));
    else {
      const now = at;
      // What lies more in that direction than beside it.
      go(
        nearest(placeOf(now), (point, dx, dy) => {
          const along = dx * arrow.x + dy * arrow.y;
          const aside = Math.abs(dx * arrow.y) + Math.abs(dy * arrow.x);
          return point !== now && along > 0 && along >= aside;
        }),
      );
    }
    event.preventDefault();
  });
  const under = ({ offsetX: x, offsetY: y }: MouseEvent) =>
    nearest({ x, y }, (_, dx, dy) => Math.hypot(dx, dy) < NEAR);
  canvas.addEventListener('mousemove', (event) => {
    const point = under(event);
    canvas.classList.toggle('is-on', point !== undefined);
    if (point !== at) go(point);
  });
  canvas.addEventListener('click', (event) => {
    const point = under(event);
    // A finger has not pointed before.
    if (point && point === at && matchMedia('(hover: hover)').matches)
      location.hash = `#/article/${encodeURIComponent(point.id)}`;
    go(point);
  });
  const seen = new ResizeObserver(draw);
  seen.observe(canvas);
  signal.addEventListener('abort', () => seen.disconnect());
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw, { signal });

  return el(
    'div',
    {},
    canvas,
    told,
    legend,
    !isWhole &&
      el(
        'p',
        { class: 'soft small' },
        `${points.length.toLocaleString('en')} articles stand for the whole collection.`,
      ),
  );
}

/** The largest sections have a colour each, by size. */
function coloursOf(points: readonly Point[]): (section: string | null) => number {
  const sizes = new Map<string, number>();
  for (const { section } of points) if (section !== null) sizes.set(section, (sizes.get(section) ?? 0) + 1);
  const names = [...sizes].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([name]) => name);
  const numbers = new Map(names.slice(0, COLOURED).map((name, i) => [name, i]));
  return (section) => numbers.get(section ?? '') ?? COLOURED;
}

function legendOf(
  points: readonly Point[],
  colourOf: (section: string | null) => number,
  onToggle: (number: number, isOn: boolean) => void,
): HTMLElement {
  const groups = new Map<number, { name: string; count: number }>();
  for (const { section } of points) {
    const number = colourOf(section);
    const group = groups.get(number) ?? { name: number === COLOURED ? 'others' : (section ?? ''), count: 0 };
    groups.set(number, { ...group, count: group.count + 1 });
  }
  return el(
    'ul',
    { class: 'map-legend', 'aria-label': 'Sections shown' },
    ...[...groups]
      .sort(([a], [b]) => a - b)
      .map(([number, { name, count }]) => {
        const button = el(
          'button',
          {
            ...{ type: 'button', 'aria-pressed': 'true', class: `swatch-button section-${number}` },
            onclick: () => {
              const isOn = button.getAttribute('aria-pressed') !== 'true';
              button.setAttribute('aria-pressed', String(isOn));
              onToggle(number, isOn);
            },
          },
          el('span', { class: 'swatch', 'data-number': number, 'aria-hidden': 'true' }),
          el('span', { dir: 'auto' }, name),
          el('span', { class: 'soft figure' }, String(count)),
        );
        return el('li', {}, button);
      }),
  );
}
