import { setImmediate as othersTurn } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { NO_RULES } from '../../src/box/rules/rules.ts';
import { DEFAULT_BOX } from '../../src/box/settings.ts';
import type { Collection } from '../../src/service/collection.ts';
import { collectionOf } from '../../src/service/memory-collection.ts';
import { surveyBoxes } from '../../src/service/survey/coverage.ts';
import { mapOf } from '../../src/service/survey/map.ts';
import { sampleOf } from '../../src/service/survey/sample.ts';
import { Turns } from '../../src/service/survey/turns.ts';
import { article, NOW } from './made-collection.ts';

const TOPICS = ['ferry harbour storm crane', 'chess queen rook tournament', 'budget vote school council'];
const PER_TOPIC = 20;
const LONE = TOPICS.length * PER_TOPIC;

describe('the collection as a whole', () => {
  let collection: Collection;
  beforeAll(async () => {
    const topical = Array.from({ length: LONE }, (_, i) => {
      const words = (TOPICS[i % TOPICS.length] as string).split(' ');
      const body = `${words.join(' ')} ${words[i % 4]} ${words[(i * 3) % 4]} day${i % 7}.`;
      return article(i + 1, i + 1, { title: `Story ${words[i % 4]}`, body });
    });
    const lone = article(LONE + 1, LONE + 1, { title: 'Xylophone', body: 'Xylophone zephyr.' });
    collection = await collectionOf([...topical, lone], 1, async () => {});
  });

  it('is a map on which related articles are near, the same each time, with words at home among theirs', async () => {
    const sample = sampleOf(collection, 2_000);
    const map = await mapOf(collection, sample, new Turns());
    expect(await mapOf(collection, sample, new Turns())).toEqual(map);
    expect(map.points).toHaveLength(LONE + 1);
    const topicOf = (id: string) => (Number(id.slice(1)) - 1) % TOPICS.length;
    const mean = (isSame: boolean) => {
      let [sum, pairs] = [0, 0];
      for (const a of map.points)
        for (const b of map.points) {
          if (a === b || [a, b].some(({ card }) => card.id === `a${LONE + 1}`)) continue;
          if ((topicOf(a.card.id) === topicOf(b.card.id)) !== isSame) continue;
          sum += Math.hypot(a.x - b.x, a.y - b.y);
          pairs++;
        }
      return sum / pairs;
    };
    expect(mean(true)).toBeLessThan(mean(false) / 2);
    for (const { x, y } of map.points)
      for (const value of [x, y]) expect(value >= 0 && value <= 1).toBe(true);
    const words = new Set(map.labels.map(({ term }) => collection.termText(term)));
    expect(words.size).toBeGreaterThan(0);
  });

  it('tells which articles have no box, and in how many boxes the others are', async () => {
    const settings = { ...DEFAULT_BOX, minScore: 0, duplicates: 'keep' as const };
    const sample = sampleOf(collection, 2_000);
    const { coverage, without, withoutCount, mostShown, isWhole } = await surveyBoxes(
      ...([collection, sample, settings, NO_RULES, NOW, new Turns()] as const),
    );
    expect(isWhole).toBe(true);
    expect(without.map(({ card }) => card.id)).toEqual([`a${LONE + 1}`]);
    expect(withoutCount).toBe(1);
    expect(coverage).toMatchObject({ boxes: LONE + 1, full: LONE / (LONE + 1), empty: 1 / (LONE + 1) });
    expect(coverage.shown.mean).toBeCloseTo((LONE * settings.limit) / (LONE + 1), 6);
    expect(mostShown[0]?.boxes).toBe(coverage.shown.worst?.count);
  });

  it('is looked at by a sample when it is large, the same each time', () => {
    const sample = sampleOf(collection, 10);
    expect(sample.isWhole).toBe(false);
    expect(sample.docs.length).toBeLessThanOrEqual(10);
    expect(sampleOf(collection, 10)).toEqual(sample);
  });

  it('lets others have their turn while it is made', async () => {
    let others = 0;
    let isDone = false;
    const made = mapOf(collection, sampleOf(collection, 2_000), new Turns(0)).then(() => {
      isDone = true;
    });
    while (!isDone) {
      others++;
      await othersTurn();
    }
    await made;
    expect(others).toBeGreaterThan(20);
  });
});
