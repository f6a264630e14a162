/** What do great works look like? The container port with its cranes, a house where laws are made. */
import {
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

/** Containers in stacks below a gantry crane, a ship behind. */
export const port: Scene = (brush, palette) => {
  const ground = 590;
  const colours = [
    palette.tones[0],
    palette.tones[1],
    palette.tones[2],
    palette.accent,
    palette.light,
  ] as const;
  const stacks = times(9, (i) => {
    const x = 20 + i * 132;
    return times(brush.between(1, 4.4), (level) =>
      container(x, ground - (level + 1) * 58, 126, 55, brush.pick(colours), palette),
    ).join('');
  });
  return [
    sky(palette),
    disc(brush.between(180, 1000), brush.between(140, 220), brush.between(60, 90), palette.sun),
    ridge(
      [
        [0, 430],
        [330, 400],
        [760, 440],
        [WIDTH, 405],
      ],
      palette.tones[0],
      0.5,
    ),
    rect(0, 460, WIDTH, 140, palette.tones[2], 0.4),
    crane(brush.between(140, 420), ground, brush.between(330, 390), palette),
    crane(brush.between(700, 900), ground, brush.between(330, 390), palette),
    ...stacks,
    rect(0, ground, WIDTH, HEIGHT, palette.tones[3]),
    ...times(8, (i) => rect(40 + i * 150, ground + 38, 80, 6, palette.light, 0.35)),
  ].join('');
};

/** Steps, columns and a roof: a house where laws are made. */
export const colonnade: Scene = (brush, palette) => {
  const [far, middle, near, front] = palette.tones;
  const columns = brush.pick([6, 7, 8]);
  const span = 720;
  const left = (WIDTH - span) / 2 + brush.between(-130, 130);
  const right = left + span;
  const centre = left + span / 2;
  const roof = brush.chance(0.5)
    ? polygon(
        [
          [left - 36, 252],
          [right + 36, 252],
          [centre, 112],
        ],
        near,
      ) +
      polygon(
        [
          [left + 60, 240],
          [right - 60, 240],
          [centre, 146],
        ],
        middle,
      )
    : rect(centre - 170, 190, 340, 62, near) +
      path(d`M${centre - 140} 192 A140 130 0 0 1 ${centre + 140} 192 Z`, middle) +
      rect(centre - 5, 20, 10, 50, front) +
      polygon(
        [
          [centre + 5, 20],
          [centre + 66, 34],
          [centre + 5, 50],
        ],
        palette.accent,
      );
  const pitch = span / columns;
  return [
    sky(palette),
    disc(
      brush.chance(0.5) ? left - 60 : right + 60,
      brush.between(180, 260),
      brush.between(80, 120),
      palette.sun,
    ),
    ridge(
      [
        [0, 470],
        [300, 440],
        [900, 470],
        [WIDTH, 440],
      ],
      far,
    ),
    roof,
    rect(left - 30, 250, span + 60, 34, front),
    rect(left, 284, span, 236, middle),
    ...times(columns, (i) => {
      const x = left + (i + 0.5) * pitch;
      return (
        rect(x - 26, 284, 52, 236, palette.light) +
        rect(x + 8, 284, 18, 236, far) +
        rect(x - 34, 284, 68, 12, palette.light) +
        rect(x - 34, 508, 68, 12, palette.light)
      );
    }),
    ...times(4, (i) =>
      rect(left - 40 - i * 46, 520 + i * 34, span + 80 + i * 92, 36, i % 2 === 0 ? near : front),
    ),
    rect(0, 650, WIDTH, 30, front),
  ].join('');
};

function container(
  x: number,
  y: number,
  width: number,
  height: number,
  colour: string,
  { tones }: Palette,
): string {
  return (
    rect(x, y, width, height, colour) +
    times(7, (i) => rect(x + 10 + i * 16.5, y + 8, 5, height - 16, tones[3], 0.16)).join('')
  );
}

function crane(x: number, ground: number, height: number, { tones, accent }: Palette): string {
  const top = ground - height;
  const legs = d`M${x} ${ground} L${x + 26} ${top} M${x + 190} ${ground} L${x + 164} ${top} M${x + 12} ${ground - height * 0.45} L${x + 178} ${ground - height * 0.45}`;
  const mast = d`M${x + 26} ${top} L${x + 95} ${top - 92} L${x + 164} ${top} M${x + 95} ${top - 92} L${x - 110} ${top} M${x + 95} ${top - 92} L${x + 300} ${top}`;
  return (
    stroke(legs, tones[3], 13) +
    stroke(mast, tones[3], 6) +
    rect(x - 130, top - 8, 450, 20, accent) +
    stroke(d`M${x - 60} ${top + 12} L${x - 60} ${top + 110}`, tones[3], 4) +
    rect(x - 100, top + 108, 80, 32, accent)
  );
}
