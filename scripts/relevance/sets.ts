/** On which labelled collections is relevance measured, and how is each scored? */
import type { Measure } from '../../src/evaluation/measures.ts';

export interface LabelledSet {
  readonly name: string;
  /** Its folder. */
  readonly folder: string;
  /** Articles with the same value in this field, or sharing one of an array, are relevant. */
  readonly label?: string;
  /** The gain column of its `judgements.tsv`. */
  readonly gain?: string;
  readonly lowerIsBetter?: boolean;
  readonly where?: string;
  /** The first of so many articles. */
  readonly every?: number;
  readonly measures: readonly Measure[];
  /** By language instead of as a whole. */
  readonly byLanguage?: boolean;
  /** How often the most shown article is among the first ten. */
  readonly worst?: boolean;
}

export const SETS: readonly LabelledSet[] = [
  { name: 'AllSides, same story', folder: 'allsides-stories', label: 'cluster', measures: ['p1', 'ndcg10'] },
  {
    name: 'SemEval pairs',
    folder: 'semeval2022-task8-sample',
    gain: 'overall',
    lowerIsBetter: true,
    where: 'augmented=0',
    measures: ['pearson'],
    byLanguage: true,
  },
  {
    name: 'SemEval, all pairs at once',
    folder: 'semeval2022-task8-sample',
    gain: 'overall',
    lowerIsBetter: true,
    where: 'augmented=0',
    measures: ['pearson', 'spearman'],
  },
  {
    name: 'Reuters, every 6th, topics shared',
    folder: 'reuters21578',
    label: 'topics',
    every: 6,
    measures: ['map50'],
    worst: true,
  },
  { name: 'BBC, section', folder: 'bbc', label: 'section', measures: ['map50', 'p5'] },
  { name: 'AG News, section', folder: 'agnews-test', label: 'section', measures: ['p5'] },
  { name: '10kGNAD, section', folder: '10kgnad-test', label: 'section', measures: ['p5', 'map50'] },
  { name: 'Fake News es, topic', folder: 'fakenews-es', label: 'section', measures: ['p5'] },
  { name: 'MEANTIME, topic', folder: 'meantime', label: 'topic', measures: ['p5'], byLanguage: true },
  {
    name: 'Telegram pairs',
    folder: 'telegram-pairs',
    gain: 'same_story',
    measures: ['auc'],
    byLanguage: true,
  },
  { name: 'Business news, chain', folder: 'business-energy-news', label: 'cluster', measures: ['p1'] },
  { name: 'Business news, pairs', folder: 'business-energy-news', gain: 'related', measures: ['auc'] },
];
