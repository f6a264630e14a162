/** In which colours is a section's picture drawn? Two or three moods each. */
import type { Palette } from './art-brush.ts';

const dawn: Palette = {
  sky: ['#f3c9a5', '#fbe7cf'],
  sun: '#e9694a',
  tones: ['#d9a58c', '#a9717a', '#6a4a66', '#33294a'],
  accent: '#e9694a',
  light: '#fff4e0',
};
const noon: Palette = {
  sky: ['#a9cfd8', '#e6f0e8'],
  sun: '#fbf3da',
  tones: ['#8fb5bb', '#5b8e9c', '#2f6379', '#163a52'],
  accent: '#e2673f',
  light: '#f8f5ea',
};
const dusk: Palette = {
  sky: ['#2b3a67', '#d98c74'],
  sun: '#f6d08b',
  tones: ['#8c6580', '#5f4a72', '#3a3560', '#1c2145'],
  accent: '#f2a65a',
  light: '#fdeccb',
};
const slate: Palette = {
  sky: ['#cfd6dc', '#eef0ee'],
  sun: '#d9573f',
  tones: ['#a9b5be', '#74858f', '#475a68', '#24343f'],
  accent: '#d9573f',
  light: '#fafaf5',
};
const ochre: Palette = {
  sky: ['#e9d8b4', '#f7efdd'],
  sun: '#c8452f',
  tones: ['#d3b98a', '#a98a5b', '#6f5b40', '#3b3226'],
  accent: '#1f5a66',
  light: '#fffaf0',
};
const rust: Palette = {
  sky: ['#e7dccb', '#f6f1e6'],
  sun: '#e5b04c',
  tones: ['#e2a33b', '#c8553d', '#2d6a78', '#1d3346'],
  accent: '#c8553d',
  light: '#fbf6ea',
};
const electric: Palette = {
  sky: ['#10213f', '#23568a'],
  sun: '#7fe0d4',
  tones: ['#2d6c9e', '#215080', '#173761', '#0c1d38'],
  accent: '#ffb454',
  light: '#d9f5f0',
};
const mint: Palette = {
  sky: ['#d5ebe0', '#f2f7ee'],
  sun: '#ff9770',
  tones: ['#a3d1bd', '#62aa94', '#2f7d74', '#174d50'],
  accent: '#ff8a65',
  light: '#fffdf5',
};
const night: Palette = {
  sky: ['#0d1030', '#33305f'],
  sun: '#f4c27a',
  tones: ['#6b5b95', '#4a4380', '#2f2d63', '#171842'],
  accent: '#ef7a6d',
  light: '#f8eed8',
};
const rose: Palette = {
  sky: ['#f6ddd6', '#fcf2ea'],
  sun: '#e2705f',
  tones: ['#eab5a6', '#d67d77', '#8f4a63', '#4a2b4b'],
  accent: '#3f8f8a',
  light: '#fffaf4',
};
const moss: Palette = {
  sky: ['#dbe5c8', '#f4f3df'],
  sun: '#f0b849',
  tones: ['#a9bf8c', '#6f9468', '#3d6b50', '#1d4038'],
  accent: '#e08a3c',
  light: '#fdfbea',
};
const poster: Palette = {
  sky: ['#f2e6d0', '#f2e6d0'],
  sun: '#f0b43c',
  tones: ['#f0b43c', '#e4572e', '#2e5e8c', '#1c2541'],
  accent: '#e4572e',
  light: '#fff8ea',
};
const plum: Palette = {
  sky: ['#e9e2ec', '#e9e2ec'],
  sun: '#f2a154',
  tones: ['#f2a154', '#c6476a', '#6b4e9b', '#2b2350'],
  accent: '#2f9c95',
  light: '#fbf7fb',
};
const turf: Palette = {
  sky: ['#2f8f6b', '#2f8f6b'],
  sun: '#f7d154',
  tones: ['#38a37a', '#2f8f6b', '#27795b', '#1b5844'],
  accent: '#f0603c',
  light: '#f5fbf0',
};
const clay: Palette = {
  sky: ['#c8593a', '#c8593a'],
  sun: '#f5d9a6',
  tones: ['#d56b4a', '#c8593a', '#ad4a30', '#7b3325'],
  accent: '#24506b',
  light: '#fff3e4',
};
const court: Palette = {
  sky: ['#2f6f9f', '#2f6f9f'],
  sun: '#f4d35e',
  tones: ['#3a80b3', '#2f6f9f', '#245a85', '#173f61'],
  accent: '#f26b4e',
  light: '#f3f8fb',
};
const olive: Palette = {
  sky: ['#efe6d2', '#e7dac0'],
  sun: '#e9a13b',
  tones: ['#c3bf86', '#8a9a5b', '#b8492f', '#47331f'],
  accent: '#d4552f',
  light: '#fffaf0',
};
const lemon: Palette = {
  sky: ['#cfe0e3', '#bfd4d9'],
  sun: '#f3c94b',
  tones: ['#a9cbb0', '#5f9671', '#d9663f', '#24464f'],
  accent: '#e88a3a',
  light: '#fdfcf4',
};

export const PALETTES = {
  harbour: [noon, dawn, dusk],
  ridges: [dawn, noon, dusk],
  colonnade: [slate, ochre, dusk],
  port: [rust, dawn, noon],
  signals: [electric, dusk],
  orbits: [night, electric],
  petals: [mint, rose, ochre],
  forest: [moss, mint, dusk],
  quay: [noon, rust, dusk],
  tiles: [poster, plum, rust],
  lanes: [turf, clay, court],
  table: [olive, lemon],
} as const satisfies Readonly<Record<string, readonly [Palette, ...Palette[]]>>;

export type SceneName = keyof typeof PALETTES;
