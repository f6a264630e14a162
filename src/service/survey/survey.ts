/** What does the whole collection look like? Made when somebody asks, in small steps, and kept while it is still true or young. */
import type { BoxSettings } from '../../box/settings.ts';
import type { Orm } from '../../database/connect.ts';
import type { Collection } from '../collection.ts';
import type { Decisions } from '../editorial/decisions.ts';
import { writtenForms } from '../wording.ts';
import { type BoxSurvey, surveyBoxes } from './coverage.ts';
import { type MapPoint, mapOf } from './map.ts';
import { sampleOf } from './sample.ts';
import { Turns } from './turns.ts';

/** Articles that are looked at; a larger collection is sampled. */
const MOST_LOOKED_AT = 2_000;
/** Also what has changed since is shown for so long. */
const YOUNG_MS = 60_000;

export interface WordedMap {
  readonly isWhole: boolean;
  readonly points: readonly MapPoint[];
  readonly labels: readonly { readonly text: string; readonly x: number; readonly y: number }[];
}

interface Kept<T> {
  readonly generation: number;
  readonly revision: number;
  readonly decisions: Decisions;
  readonly madeAt: number;
  readonly value: Promise<T>;
}

export class Survey {
  #boxes: Kept<BoxSurvey> | undefined;
  #map: Kept<WordedMap> | undefined;

  constructor(
    private readonly collection: () => Collection,
    private readonly decisions: () => Decisions,
    private readonly orm: () => Orm,
  ) {}

  boxes(settings: BoxSettings): Promise<BoxSurvey> {
    this.#boxes = this.#fresh(this.#boxes, (collection, { rules }) =>
      surveyBoxes(collection, sampleOf(collection, MOST_LOOKED_AT), settings, rules, Date.now(), new Turns()),
    );
    return this.#boxes.value;
  }

  map(): Promise<WordedMap> {
    this.#map = this.#fresh(this.#map, async (collection) => {
      const { labels, ...map } = await mapOf(collection, sampleOf(collection, MOST_LOOKED_AT), new Turns());
      const worded: WordedMap['labels'][number][] = [];
      for (const { term, doc, x, y } of labels) {
        const stem = collection.termText(term);
        // One text at a time: taking one apart is a turn's work.
        const forms = await writtenForms(this.orm(), [collection.keyOf(doc)]);
        worded.push({ text: forms?.get(stem) ?? stem, x, y });
      }
      return { ...map, labels: worded };
    });
    return this.#map.value;
  }

  #fresh<T>(
    kept: Kept<T> | undefined,
    make: (collection: Collection, decisions: Decisions) => Promise<T>,
  ): Kept<T> {
    const [collection, decisions, now] = [this.collection(), this.decisions(), performance.now()];
    const { generation, revision } = collection;
    const isTrue =
      kept?.generation === generation && kept.revision === revision && kept.decisions === decisions;
    // What editors decide is seen at once; that articles come and go need not be.
    const isYoung = kept !== undefined && kept.decisions === decisions && now - kept.madeAt < YOUNG_MS;
    if (kept !== undefined && (isTrue || isYoung)) return kept;
    const value = make(collection, decisions);
    // A failure is told to who asked, and tried again by the next who asks.
    value.catch(() => {
      this.#boxes = undefined;
      this.#map = undefined;
    });
    return { generation, revision, decisions, madeAt: now, value };
  }
}
