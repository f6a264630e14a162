/** What do the boxes of a collection show that has only just begun? The rest of the story, or nothing. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { DEFAULT_BOX } from '../../src/box/settings.ts';
import { collectionOf } from '../../src/service/memory-collection.ts';
import { rankAll } from '../../src/service/rank-all.ts';
import { article, NOW } from './made-collection.ts';

const SAMPLES = new URL(
  '../../samples/newsroom/technology-science-health-environment.ndjson',
  import.meta.url,
);
const TEXTS = new Map(
  readFileSync(fileURLToPath(SAMPLES), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; title: string; body: string })
    .map((record) => [record.id, record]),
);

const MEASLES = [
  'three-children-at-kelby-primary-catch-measles',
  'measles-count-reaches-27-as-kelby-bingo-hall-turns-clinic',
  'kelby-measles-outbreak-slows-after-2-100-vaccinations',
];
const CUTTLEFISH = [
  'cuttlefish-remember-which-researcher-fed-them-the-good-prawns',
  'rival-team-casts-doubt-on-the-cuttlefish-that-knew-their-keeper',
];
const INSULIN = [
  'pharmacies-ration-insulin-pens-after-fire-at-a-factory',
  'insulin-pens-return-to-the-shelves-as-jutland-plant-restarts',
];
const RANSOM = [
  'ransomware-halts-cranes-at-northquay-container-terminal',
  'lorries-queue-for-nine-miles-as-hackers-freeze-the-docks',
  'northquay-refuses-ransom-and-rebuilds-its-systems-from-tape',
  'fake-payslip-opened-the-door-to-northquay-hackers-inquiry-finds',
];
const PETREL = [
  'petrel-probe-slips-into-orbit-around-a-mile-wide-asteroid',
  'asteroid-is-a-heap-of-rubble-with-a-boulder-like-a-loaf',
  'petrel-falls-silent-after-a-wheel-jams-in-deep-space',
  'whisper-from-a-forgotten-antenna-brings-petrel-back-from-the-dead',
];
const ALONE = [
  'retired-bus-driver-cracks-a-tiling-puzzle-that-beat-professors',
  'dentists-van-finds-children-who-have-never-seen-a-toothbrush',
  'choir-helps-people-with-parkinsons-to-find-their-voices',
  'bottle-machines-swallow-a-million-empties-in-their-first-month',
  'lighthouse-cable-brings-fast-broadband-to-garrow-head-at-last',
];

/** The box of each, by id. */
async function boxesOf(ids: readonly string[]): Promise<Record<string, string[]>> {
  const articles = ids.map((id, i) => {
    const { title, body } = TEXTS.get(id) as NonNullable<ReturnType<typeof TEXTS.get>>;
    return article(i + 1, i + 1, { id, title, body, section: null, tags: [] });
  });
  const boxes = await rankAll(await collectionOf(articles, 0), ids, DEFAULT_BOX, NOW);
  return Object.fromEntries(boxes.map(({ id, related }) => [id, related.map((item) => item.id)]));
}

const of = (story: readonly string[], count: number) => story.slice(0, count);

describe('the boxes of a collection', () => {
  it.each<[string, readonly (readonly string[])[]]>([
    ['one article', [of(MEASLES, 1)]],
    ['two that have nothing to do with each other', [of(MEASLES, 1), of(CUTTLEFISH, 1)]],
    ['two on one story', [INSULIN]],
    ['five: two stories and one alone', [of(MEASLES, 2), CUTTLEFISH, of(ALONE, 1)]],
    ['five that have nothing to do with each other', ALONE.map((id) => [id])],
  ])('of %s show the rest of the story, or nothing', async (_, stories) => {
    const boxes = await boxesOf(stories.flat());
    for (const story of stories)
      for (const id of story) {
        const others = story.filter((other) => other !== id);
        expect(new Set(boxes[id]), id).toEqual(new Set(others));
      }
  });

  it('of twenty begin with the story, and no stranger stands before one of it', async () => {
    const stories = [MEASLES, CUTTLEFISH, INSULIN, RANSOM, PETREL];
    const boxes = await boxesOf([...stories.flat(), ...ALONE]);
    for (const story of stories)
      for (const id of story) {
        const others = story.filter((other) => other !== id);
        const isOfStory = (boxes[id] ?? []).map((shown) => others.includes(shown));
        expect(isOfStory[0], id).toBe(true);
        expect(isOfStory.lastIndexOf(true), id).toBe(isOfStory.filter(Boolean).length - 1);
      }
  });
});
