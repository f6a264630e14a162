/** What does the open harbour look like? A low sun and its path, a headland with a lighthouse, sails. */
import {
  type Brush,
  d,
  disc,
  HEIGHT,
  type Palette,
  path,
  polygon,
  rect,
  ridge,
  type Scene,
  sky,
  stroke,
  times,
  WIDTH,
} from './art-brush.ts';

/** The open water: a low sun and its path, a headland with a lighthouse, sails. */
export const harbour: Scene = (brush, palette) => {
  const horizon = brush.between(330, 390);
  const sunX = brush.between(380, 820);
  const [far, middle, near, front] = palette.tones;
  const onLeft = sunX > WIDTH / 2;
  return [
    sky(palette),
    disc(sunX, horizon - brush.between(20, 90), brush.between(70, 105), palette.sun),
    ridge(
      [
        [0, horizon - 40],
        [260, horizon - brush.between(40, 90)],
        [700, horizon - 18],
        [980, horizon - brush.between(30, 80)],
        [WIDTH, horizon - 30],
      ],
      far,
    ),
    rect(0, horizon, WIDTH, HEIGHT, middle),
    rect(0, horizon + 90, WIDTH, HEIGHT, near, 0.45),
    rect(0, horizon + 200, WIDTH, HEIGHT, near, 0.7),
    ...times(7, (i) =>
      glint(
        sunX + brush.between(-18, 18),
        horizon + 16 + i * 32,
        150 - i * 12 + brush.between(-20, 30),
        palette.sun,
      ),
    ),
    headland(brush, horizon, onLeft, palette),
    ...times(brush.between(2, 4), (i) =>
      sailBoat(
        brush,
        onLeft ? 620 + i * 190 : 140 + i * 190,
        horizon + 70 + i * 48,
        0.7 + i * 0.28,
        front,
        palette,
      ),
    ),
  ].join('');
};

function glint(x: number, y: number, width: number, tone: string): string {
  return `<rect x="${Math.round(x - width / 2)}" y="${Math.round(y)}" width="${Math.round(width)}" height="9" rx="4.5" fill="${tone}" opacity="0.55"/>`;
}

function headland(
  brush: Brush,
  horizon: number,
  onLeft: boolean,
  { tones, light, accent, sun }: Palette,
): string {
  const at = (x: number) => (onLeft ? x : WIDTH - x);
  const x = at(150);
  const top = horizon - brush.between(150, 200);
  const foot = horizon + 4;
  const rock = path(
    d`M${at(-10)} ${horizon + 70} L${at(-10)} ${horizon - 40} Q${at(120)} ${horizon - 30} ${at(210)} ${horizon + 8} T${at(380)} ${horizon + 70} Z`,
    tones[3],
  );
  const tower = polygon(
    [
      [x - 17, top],
      [x + 17, top],
      [x + 27, foot],
      [x - 27, foot],
    ],
    light,
  );
  const bands = [0.2, 0.6].map((share) => {
    const y = top + share * (foot - top);
    const half = 17 + 10 * share;
    return polygon(
      [
        [x - half, y],
        [x + half, y],
        [x + half + 2.4, y + 34],
        [x - half - 2.4, y + 34],
      ],
      accent,
    );
  });
  const lamp =
    rect(x - 13, top - 26, 26, 26, sun) +
    polygon(
      [
        [x - 18, top - 26],
        [x + 18, top - 26],
        [x, top - 46],
      ],
      tones[3],
    ) +
    rect(x - 22, top - 2, 44, 6, tones[3]);
  return rock + tower + bands.join('') + lamp;
}

function sailBoat(
  brush: Brush,
  x: number,
  y: number,
  scale: number,
  tone: string,
  { light, accent }: Palette,
): string {
  const s = (value: number) => value * scale;
  const sail = brush.pick([light, light, accent]);
  return [
    polygon(
      [
        [x + s(4), y - s(118)],
        [x + s(4), y - s(14)],
        [x + s(62), y - s(14)],
      ],
      sail,
    ),
    polygon(
      [
        [x - s(4), y - s(100)],
        [x - s(4), y - s(14)],
        [x - s(40), y - s(14)],
      ],
      sail,
      0.8,
    ),
    stroke(d`M${x} ${y - s(122)} L${x} ${y}`, tone, s(4)),
    path(
      d`M${x - s(58)} ${y - s(8)} L${x + s(72)} ${y - s(8)} Q${x + s(52)} ${y + s(20)} ${x + s(30)} ${y + s(20)} L${x - s(34)} ${y + s(20)} Q${x - s(52)} ${y + s(12)} ${x - s(58)} ${y - s(8)} Z`,
      tone,
    ),
  ].join('');
}
