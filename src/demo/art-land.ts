/** What do landscapes look like? Ranges of hills, woods, a night sky. */
import {
  type Brush,
  disc,
  HEIGHT,
  polygon,
  rect,
  ridge,
  type Scene,
  sky,
  times,
  WIDTH,
} from './art-brush.ts';

/** Ranges behind ranges, the sun between them. */
export const ridges: Scene = (brush, palette) => {
  const [far, middle, near, front] = palette.tones;
  const sunX = brush.between(250, 950);
  return [
    sky(palette),
    disc(sunX, brush.between(170, 260), brush.between(62, 95), palette.sun),
    range(brush, 330, 90, far),
    range(brush, 420, 80, middle),
    range(brush, 510, 70, near),
    range(brush, 600, 50, front),
  ].join('');
};

/** Rows of conifers, each nearer row taller and deeper, mist between them. */
export const forest: Scene = (brush, palette) => {
  const row = (base: number, height: number, tone: string) =>
    times(WIDTH / (height * 0.42) + 2, (i) =>
      conifer(
        brush,
        (i - 0.5) * height * 0.42 + brush.between(-14, 14),
        base,
        height * brush.between(0.7, 1.15),
        tone,
      ),
    ).join('') + rect(0, base - 1, WIDTH, Math.max(0, HEIGHT - base + 1), tone);
  const [far, middle, near, front] = palette.tones;
  const mist = (y: number) => rect(0, y, WIDTH, 26, palette.light, 0.18);
  return [
    sky(palette),
    disc(brush.between(200, 1000), brush.between(130, 210), brush.between(55, 85), palette.sun),
    range(brush, 340, 70, far),
    row(430, 110, middle),
    mist(425),
    row(540, 170, near),
    mist(548),
    row(690, 250, front),
  ].join('');
};

/** A planet with its rings and moons among stars. */
export const orbits: Scene = (brush, palette) => {
  const x = brush.between(420, 780);
  const y = brush.between(300, 380);
  const radius = brush.between(110, 160);
  const [far, middle, near] = palette.tones;
  const tilt = Math.round(brush.between(-24, 24));
  const bands = times(4, (i) =>
    rect(
      x - radius,
      y - radius + (i + 0.6) * radius * 0.46,
      2 * radius,
      radius * brush.between(0.1, 0.24),
      brush.pick([far, palette.light, near]),
      0.55,
    ),
  );
  const orbit = (size: number) =>
    `<ellipse cx="${Math.round(x)}" cy="${Math.round(y)}" rx="${Math.round(size)}" ry="${Math.round(size * 0.32)}" fill="none" stroke="${palette.light}" stroke-width="2.5" opacity="0.55"/>`;
  const moon = (size: number, angle: number) =>
    disc(
      x + size * Math.cos(angle),
      y + size * 0.32 * Math.sin(angle),
      brush.between(12, 26),
      brush.pick([palette.accent, palette.light, far]),
    );
  const sizes = [radius * 1.7, radius * 2.5, radius * 3.4];
  return [
    sky(palette),
    ...times(70, () =>
      disc(
        brush.between(0, WIDTH),
        brush.between(0, HEIGHT),
        brush.between(0.8, 2.6),
        palette.light,
        brush.between(0.3, 0.9),
      ),
    ),
    `<clipPath id="globe">${disc(x, y, radius, '#000')}</clipPath>`,
    `<g transform="rotate(${tilt} ${Math.round(x)} ${Math.round(y)})">`,
    ...sizes.map(orbit),
    disc(x, y, radius, palette.sun),
    `<g clip-path="url(#globe)">${bands.join('')}${disc(x + radius * 0.55, y + radius * 0.1, radius * 1.05, middle, 0.35)}</g>`,
    ...sizes.map((size) => moon(size, brush.between(0.2, 2.9))),
    '</g>',
    ridge(
      [
        [0, 640],
        [300, 590],
        [640, 640],
        [920, 600],
        [WIDTH, 640],
      ],
      near,
    ),
  ].join('');
};

function range(brush: Brush, base: number, rise: number, tone: string): string {
  const steps = 5 + Math.floor(brush.between(0, 3));
  const lift = brush.chance(0.5) ? 0 : 1;
  return ridge(
    times(
      steps + 1,
      (i) =>
        [
          (i * WIDTH) / steps,
          base - ((i + lift) % 2) * rise * brush.between(0.7, 1.5) + brush.between(-15, 15),
        ] as const,
    ),
    tone,
  );
}

function conifer(brush: Brush, x: number, base: number, height: number, tone: string): string {
  const width = height * brush.between(0.36, 0.46);
  return (
    times(3, (i) => {
      const top = base - height + i * height * 0.24;
      const half = (width / 2) * (0.55 + i * 0.22);
      return polygon(
        [
          [x, top],
          [x + half, top + height * 0.42],
          [x - half, top + height * 0.42],
        ],
        tone,
      );
    }).join('') + rect(x - width * 0.05, base - height * 0.2, width * 0.1, height * 0.2, tone)
  );
}
