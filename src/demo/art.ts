/** Which picture stands beside a story? One scene per section, drawn from the story's id: the same id, the same picture. */
import { brushOf, HEIGHT, type Scene, WIDTH } from './art-brush.ts';
import { quay, signals } from './art-houses.ts';
import { forest, orbits, ridges } from './art-land.ts';
import { PALETTES, type SceneName } from './art-palettes.ts';
import { lanes, petals, table, tiles } from './art-still.ts';
import { harbour } from './art-water.ts';
import { colonnade, port } from './art-works.ts';

const SCENES: Readonly<Record<SceneName, Scene>> = {
  ...{ harbour, ridges, forest, orbits },
  ...{ quay, port, colonnade, signals },
  ...{ petals, tiles, lanes, table },
};

const SECTIONS_OF_SCENE: readonly (readonly [SceneName, readonly string[]])[] = [
  ['ridges', ['world', 'mundo']],
  ['colonnade', ['politics', 'politik']],
  ['port', ['business', 'wirtschaft', 'economia']],
  ['orbits', ['science', 'wissen', 'ciencia']],
  ['tiles', ['culture', 'kultur', 'cultura']],
  ['lanes', ['sport', 'deportes']],
  ['signals', ['technology']],
  ['petals', ['health']],
  ['forest', ['environment']],
  ['quay', ['city']],
  ['table', ['food']],
];

/** A whole SVG document, 16:9. A section without a scene of its own gets the harbour. */
export function drawArt(id: string, section?: string): string {
  const wanted = section?.toLowerCase() ?? '';
  const [name] = SECTIONS_OF_SCENE.find(([, sections]) => sections.includes(wanted)) ?? ['harbour' as const];
  const brush = brushOf(id);
  const palette = brush.pick(PALETTES[name]);
  return document(WIDTH, HEIGHT, SCENES[name](brush, palette));
}

/** The site's mark: a lighthouse on its rock. */
export function drawIcon(): string {
  return document(
    64,
    64,
    '<rect width="64" height="64" rx="12" fill="#163a52"/><path d="M26 22h12l4 28H22z" fill="#f8f5ea"/><path d="M25.300 28h13.400l.9 6H24.400zM23.500 40h17l.9 6H22.600z" fill="#e2673f"/><path d="M27 14h10v8H27z" fill="#fbd38a"/><path d="M24 14l8-7 8 7zM12 50h40v6H12z" fill="#8fb5bb"/>',
  );
}

function document(width: number, height: number, content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${content}</svg>`;
}
