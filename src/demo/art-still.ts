/** What do pictures without a horizon look like? Leaves, tiles, a running track, a laid table. */
import {
  type Brush,
  d,
  disc,
  HEIGHT,
  type Palette,
  path,
  rect,
  ring,
  type Scene,
  sky,
  stroke,
  times,
  WIDTH,
} from './art-brush.ts';

/** Stems with pairs of leaves before a large pale disc. */
export const petals: Scene = (brush, palette) => {
  const stems = times(brush.between(3, 5), (i) => i);
  const step = WIDTH / (stems.length + 1);
  return [
    sky(palette),
    disc(brush.between(380, 820), brush.between(290, 360), brush.between(200, 250), palette.sun, 0.9),
    disc(brush.between(100, 1100), brush.between(100, 560), brush.between(60, 110), palette.light, 0.7),
    ...stems.map((i) =>
      stem(brush, (i + 1) * step + brush.between(-50, 50), brush.between(90, 230), palette),
    ),
  ].join('');
};

/** Quarter circles, discs and bars on a grid, as on a poster of the twenties. */
export const tiles: Scene = (brush, palette) => {
  const size = 150;
  const colours = [...palette.tones, palette.light, palette.accent] as const;
  const tile = (x: number, y: number): string => {
    const ground = brush.pick(colours);
    const figure = brush.pick(colours.filter((colour) => colour !== ground) as [string, ...string[]]);
    const far = [x + size, y + size] as const;
    const shape = brush.pick([
      path(d`M${x} ${y} L${far[0]} ${y} A${size} ${size} 0 0 1 ${x} ${far[1]} Z`, figure),
      path(d`M${far[0]} ${far[1]} L${x} ${far[1]} A${size} ${size} 0 0 1 ${far[0]} ${y} Z`, figure),
      path(d`M${x} ${far[1]} L${x} ${y} A${size} ${size} 0 0 1 ${far[0]} ${far[1]} Z`, figure),
      disc(x + size / 2, y + size / 2, size * 0.36, figure),
      rect(x, y, size / 2, size, figure),
      path(d`M${x} ${y + size / 2} A${size / 2} ${size / 2} 0 0 1 ${far[0]} ${y + size / 2} Z`, figure),
      '',
    ]);
    return rect(x, y, size + 0.5, size + 0.5, ground) + shape;
  };
  return times(5, (row) => times(8, (column) => tile(column * size, row * size - 37)).join('')).join('');
};

/** The bend of a running track, or the middle of a pitch. */
export const lanes: Scene = (brush, palette) => {
  const mirrored = brush.chance(0.5);
  const x = mirrored ? WIDTH + 60 : -60;
  const y = HEIGHT + brush.between(40, 140);
  const [pale, , deep, deepest] = palette.tones;
  const first = brush.between(330, 430);
  const runner = brush.between(3.75, 4.05) + (mirrored ? 0 : 1.35);
  const at = (radius: number, angle: number) =>
    [x + radius * Math.cos(angle), y + radius * Math.sin(angle)] as const;
  const [ballX, ballY] = at(first + 3.5 * 92, runner);
  const track = [
    rect(0, 0, WIDTH, HEIGHT, deepest),
    disc(x, y, first + 8 * 92, palette.sky[0]),
    ...times(4, (i) => ring(x, y, first + (2 * i + 0.5) * 92, pale, 92)),
    ...times(9, (i) => ring(x, y, first + i * 92, palette.light, 5, 0.9)),
    disc(x, y, first, deep),
    disc(ballX + 8, ballY + 10, 40, deepest, 0.5),
    disc(ballX, ballY, 40, palette.sun),
  ];
  const centre = brush.between(420, 780);
  const pitch = [
    ...times(8, (i) => rect(i * 150, 0, 150, HEIGHT, i % 2 === 0 ? pale : deep)),
    rect(centre - 3, 0, 6, HEIGHT, palette.light),
    ring(centre, HEIGHT / 2, 190, palette.light, 6),
    disc(centre, HEIGHT / 2, 12, palette.light),
    disc(centre + brush.between(-330, 330), brush.between(150, 520), 44, palette.sun),
    disc(centre + (mirrored ? 250 : -250), brush.between(150, 520), 30, palette.accent),
  ];
  return (brush.chance(0.6) ? track : pitch).join('');
};

/** Plates and fruit on a striped cloth, seen from above. */
export const table: Scene = (brush, palette) => {
  const [leaf, deepLeaf, , shade] = palette.tones;
  const stripe = brush.between(70, 130);
  const x = brush.between(420, 780);
  const y = brush.between(310, 365);
  const side = x > WIDTH / 2 ? -1 : 1;
  const slices = times(brush.between(3, 5), (i) => {
    const angle = brush.between(0, 0.6) + (i * 2 * Math.PI) / 5;
    return citrus(
      x + 92 * Math.cos(angle),
      y + 92 * Math.sin(angle),
      brush.between(48, 66),
      brush.pick([palette.sun, palette.accent, palette.sun]),
      palette,
    );
  });
  return [
    sky(palette),
    ...times(WIDTH / stripe / 2 + 1, (i) => rect(i * stripe * 2, 0, stripe, HEIGHT, palette.light, 0.45)),
    plate(x, y, 255, shade, palette),
    ...slices,
    ...times(4, () =>
      leafAt(
        x + brush.between(-130, 130),
        y + brush.between(-130, 130),
        brush.between(60, 95),
        brush.between(0, 360),
        brush.pick([leaf, deepLeaf]),
      ),
    ),
    plate(x + side * 480, y + brush.between(-150, 150), 150, shade, palette),
    disc(x + side * 480, y + brush.between(-60, 60), 62, palette.accent),
    citrus(x - side * 400, y + brush.between(-170, -90), brush.between(62, 84), palette.sun, palette),
    disc(x - side * 430, y + brush.between(120, 190), brush.between(52, 72), palette.tones[2]),
    leafAt(x - side * 430, y + 110, 84, brush.between(200, 320), deepLeaf),
  ].join('');
};

function stem(brush: Brush, x: number, top: number, { tones, accent, light }: Palette): string {
  const [far, middle, near, front] = tones;
  const colour = brush.pick([far, middle, near, front]);
  const pairs = Math.floor((HEIGHT - top) / 92);
  const length = brush.between(95, 140);
  const leaves = times(pairs, (i) => {
    const y = top + 70 + i * 92;
    const size = length * (0.7 + i * 0.09);
    return leafAt(x, y, size, -38, colour) + leafAt(x, y, size, -142, colour);
  });
  const blossom = brush.chance(0.5)
    ? disc(x, top, 34, accent) + disc(x, top, 14, light)
    : leafAt(x, top + 40, length, -90, colour);
  return stroke(d`M${x} ${top + 20} L${x} ${HEIGHT}`, colour, 8) + leaves.join('') + blossom;
}

/** A leaf that starts at the point and points along the angle, in degrees. */
function leafAt(x: number, y: number, length: number, degrees: number, colour: string): string {
  const half = length * 0.26;
  const data = d`M0 0 Q${length / 2} ${-2 * half} ${length} 0 Q${length / 2} ${2 * half} 0 0 Z`;
  return `<g transform="translate(${Math.round(x)} ${Math.round(y)}) rotate(${Math.round(degrees)})">${path(data, colour, 0.92)}</g>`;
}

function plate(x: number, y: number, radius: number, shade: string, { light, sky: [top] }: Palette): string {
  return (
    disc(x + 10, y + 16, radius, shade, 0.22) + disc(x, y, radius, light) + ring(x, y, radius * 0.74, top, 5)
  );
}

function citrus(x: number, y: number, radius: number, colour: string, { light }: Palette): string {
  const spokes = times(8, (i) => {
    const angle = (i * Math.PI) / 4;
    return d`M${x} ${y} L${x + radius * 0.78 * Math.cos(angle)} ${y + radius * 0.78 * Math.sin(angle)}`;
  });
  return (
    disc(x, y, radius, colour) +
    ring(x, y, radius * 0.84, light, radius * 0.08) +
    stroke(spokes.join(' '), light, radius * 0.06)
  );
}
