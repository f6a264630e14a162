/** What do rows of houses look like? Gables on the quay by day, roofs below a mast at night. */
import {
  type Brush,
  d,
  disc,
  HEIGHT,
  type Palette,
  polygon,
  rect,
  ring,
  type Scene,
  sky,
  stroke,
  times,
  WIDTH,
} from './art-brush.ts';

/** Gabled houses in a row, mirrored in the water before them. */
export const quay: Scene = (brush, palette) => {
  const edge = 500;
  const houses: string[] = [];
  for (let x = -30; x < WIDTH; ) {
    const width = brush.between(95, 165);
    houses.push(house(brush, x, edge, width, brush.between(170, 300), palette));
    x += width;
  }
  const row = houses.join('');
  return [
    sky(palette),
    disc(brush.between(200, 1000), brush.between(90, 150), brush.between(45, 70), palette.sun),
    row,
    rect(0, edge, WIDTH, HEIGHT, palette.tones[2]),
    `<g transform="translate(0 ${2 * edge + 24}) scale(1 -1)" opacity="0.22">${row}</g>`,
    rect(0, edge, WIDTH, 24, palette.tones[3]),
    ...times(9, (i) =>
      rect(brush.between(0, WIDTH - 200), edge + 44 + i * 15, brush.between(80, 260), 4, palette.light, 0.25),
    ),
  ].join('');
};

/** Roofs at night and a mast that sends rings over them. */
export const signals: Scene = (brush, palette) => {
  const x = brush.between(320, 880);
  const top = brush.between(150, 210);
  const [far, middle, near, front] = palette.tones;
  const blocks = (base: number, tone: string, lit: boolean) => {
    const row: string[] = [];
    for (let at = -20; at < WIDTH; ) {
      const width = brush.between(70, 150);
      const height = brush.between(70, 190);
      row.push(
        rect(at, base - height, width, HEIGHT, tone),
        lit ? windows(brush, at + 14, base - height + 18, width - 28, height, palette) : '',
      );
      at += width + brush.between(0, 14);
    }
    return row.join('');
  };
  return [
    sky(palette),
    ...times(7, (i) => ring(x, top, 60 + i * 78, palette.sun, 9 - i, 0.75 - i * 0.095)),
    blocks(560, middle, false),
    stroke(d`M${x} ${top} L${x - 46} 640 M${x} ${top} L${x + 46} 640`, front, 9),
    stroke(
      times(
        5,
        (i) => d`M${x - 8 - i * 8} ${top + 80 + i * 82} L${x + 16 + i * 8} ${top + 162 + i * 82}`,
      ).join(' '),
      front,
      5,
    ),
    disc(x, top, 17, palette.accent),
    disc(x, top, 34, palette.accent, 0.25),
    blocks(640, near, true),
    rect(0, 650, WIDTH, 30, far, 0.2),
  ].join('');
};

function house(
  brush: Brush,
  x: number,
  base: number,
  width: number,
  height: number,
  palette: Palette,
): string {
  const [far, middle, near, front] = palette.tones;
  const wall = brush.pick([far, middle, near, palette.accent, palette.light]);
  const top = base - height;
  const gable = width * brush.between(0.45, 0.75);
  const roof = brush.chance(0.65)
    ? polygon(
        [
          [x, top],
          [x + width / 2, top - gable],
          [x + width, top],
        ],
        brush.chance(0.5) ? wall : front,
      )
    : rect(x, top - 16, width, 18, front);
  const pane = wall === palette.light ? near : palette.light;
  const rows = Math.floor((height - 50) / 62);
  const panes = times(rows, (row) =>
    times(3, (i) =>
      rect(x + width * (0.14 + i * 0.27), top + 20 + row * 62, width * 0.17, 36, pane, 0.85),
    ).join(''),
  );
  return (
    rect(x, top, width + 1, height, wall) +
    roof +
    panes.join('') +
    rect(x + width * 0.4, base - 52, width * 0.22, 52, front)
  );
}

function windows(
  brush: Brush,
  x: number,
  y: number,
  width: number,
  height: number,
  { accent, light }: Palette,
): string {
  const columns = Math.max(1, Math.floor(width / 24));
  return times(Math.floor(height / 30), (row) =>
    times(columns, (i) =>
      brush.chance(0.4)
        ? rect(x + (i * width) / columns, y + row * 30, 10, 14, brush.chance(0.7) ? accent : light, 0.85)
        : '',
    ).join(''),
  ).join('');
}
