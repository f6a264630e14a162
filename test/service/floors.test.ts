import { describe, expect, it } from 'vitest';
import { floorAt, floorsOf } from '../../src/service/floors.ts';

/** Docs 0 … n − 1 in one language; scores by a function of the pair. */
const floors = (docs: number, scoreOf: (a: number, b: number) => number) =>
  floorsOf(new Array<string>(docs).fill('en'), (a, b) => ({
    own: scoreOf(a, b),
    expanded: 2 * scoreOf(a, b),
  }));
/** As good as random, between 0 and 1, the same for a pair whatever its order. */
const noise = (a: number, b: number) => Math.abs(Math.sin(12.9898 * (a + b) + 78.233 * a * b)) % 1;

describe('the threshold', () => {
  it('lies where chance ends: it rises with the scores of unrelated articles', () => {
    const low = floorAt(
      floors(500, (a, b) => 0.1 * noise(a, b)),
      'en',
      0,
    );
    const high = floorAt(
      floors(500, (a, b) => 0.2 * noise(a, b)),
      'en',
      0,
    );
    expect(low).toBeGreaterThan(0.09);
    expect(low).toBeLessThan(0.15);
    expect(high).toBeGreaterThan(1.8 * low - 0.03);
  });

  it('is not raised by the related among the pairs, as long as they are fewer than a tenth', () => {
    const scoreOf = (a: number, b: number) => (noise(b, a + 1) < 0.06 ? 0.9 : 0.1 * noise(a, b));
    const without = floorAt(
      floors(500, (a, b) => 0.1 * noise(a, b)),
      'en',
      0,
    );
    expect(floorAt(floors(500, scoreOf), 'en', 0)).toBeLessThan(without + 0.02);
  });

  it('follows the breadth', () => {
    const measured = floors(500, (a, b) => 0.1 * noise(a, b));
    const [narrow, middle, broad] = [0, 0.4, 1].map((breadth) => floorAt(measured, 'en', breadth));
    expect(middle).toBeGreaterThan(narrow as number);
    expect(broad).toBeGreaterThan(middle as number);
    expect(floorAt(measured, 'en', 0.25)).toBe(measured.en?.[1]);
  });

  it('is the usual one where there is nothing to measure, and near it in a collection of five', () => {
    expect(floorAt({}, 'en', 0.5)).toBe(0.16);
    expect(floorAt(floors(1, noise), 'en', 0.5)).toBe(0.16);
    expect(
      floorAt(
        floors(5, () => 1),
        'en',
        0,
      ),
    ).toBeCloseTo((10 * 1 + 200 * 0.1) / 210, 10);
  });

  it('is measured for each language, and the same every time', () => {
    const languages = Array.from({ length: 600 }, (_, doc) => (doc % 3 === 0 ? 'de' : 'en'));
    const scorePair = (a: number, b: number) => {
      expect(languages[a]).toBe(languages[b]);
      const score = languages[a] === 'de' ? 0.02 : 0.2;
      return { own: score, expanded: score };
    };
    const measured = floorsOf(languages, scorePair);
    expect(floorAt(measured, 'en', 0.5)).toBeGreaterThan(floorAt(measured, 'de', 0.5));
    expect(floorsOf(languages, scorePair)).toEqual(measured);
  });
});
