/** How well do scores of pairs agree with people's ratings? Correlation, and how well yes and no are told apart. */

export interface PairFigures {
  /** Product-moment correlation of score and gain, −1 … 1. */
  readonly pearson: number | null;
  /** Pearson of the ranks; ties share their mean rank. */
  readonly spearman: number | null;
  /** Probability that a positive pair scores above a negative one, ties half: Mann & Whitney's U / (P · N). */
  readonly auc: number | null;
  /** The best F1 that one threshold on the score can reach: "related" = score ≥ `f1Threshold`. */
  readonly f1: number | null;
  /** The highest such score. */
  readonly f1Threshold: number | null;
}

/**
 * Sorts the pairs once and returns the figures for any resample of them: pair i counted `counts[i]` times, or each once.
 * A pair is positive when its gain is above `threshold`; with null (graded gains) AUC and F1 are null. A figure is null
 * where it is undefined: correlation of a constant, AUC or F1 without both classes.
 */
export function pairMeasures(
  pairs: readonly { readonly score: number; readonly gain: number }[],
  threshold: number | null,
): (counts?: Uint32Array) => PairFigures {
  const scores = Float64Array.from(pairs, ({ score }) => score);
  const gains = Float64Array.from(pairs, ({ gain }) => gain);
  const isPositive = Uint8Array.from(gains, (gain) => (threshold !== null && gain > threshold ? 1 : 0));
  const byScore = ascending(scores);
  const byGain = ascending(gains);
  const once = new Uint32Array(pairs.length).fill(1);
  const scoreRanks = new Float64Array(pairs.length);
  const gainRanks = new Float64Array(pairs.length);
  return (counts = once) => {
    fillRanks(scoreRanks, scores, byScore, counts);
    fillRanks(gainRanks, gains, byGain, counts);
    return {
      pearson: correlation(scores, gains, counts),
      spearman: correlation(scoreRanks, gainRanks, counts),
      auc: threshold === null ? null : areaUnderCurve(scoreRanks, isPositive, counts),
      ...(threshold === null ? NO_F1 : bestF1(scores, byScore, isPositive, counts)),
    };
  };
}

const NO_F1 = { f1: null, f1Threshold: null };

function ascending(values: Float64Array): Uint32Array {
  const order = Uint32Array.from(values, (_, at) => at);
  return order.sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
}

/** 1-based ranks; equal values share the mean of the ranks that they take. */
function fillRanks(ranks: Float64Array, values: Float64Array, order: Uint32Array, counts: Uint32Array): void {
  let before = 0;
  for (let start = 0; start < order.length; ) {
    const value = values[order[start] ?? 0];
    let end = start;
    let tied = 0;
    while (end < order.length && values[order[end] ?? 0] === value) tied += counts[order[end++] ?? 0] ?? 0;
    for (; start < end; start++) ranks[order[start] ?? 0] = before + (tied + 1) / 2;
    before += tied;
  }
}

function correlation(xs: Float64Array, ys: Float64Array, counts: Uint32Array): number | null {
  // Shifted by one of the values, so that a constant has a variance of exactly 0.
  const first = counts.findIndex((count) => count > 0);
  const [x0, y0] = [xs[first] ?? 0, ys[first] ?? 0];
  let [n, sumX, sumY] = [0, 0, 0];
  for (let at = 0; at < xs.length; at++) {
    const count = counts[at] ?? 0;
    n += count;
    sumX += count * ((xs[at] ?? 0) - x0);
    sumY += count * ((ys[at] ?? 0) - y0);
  }
  let [xx, yy, xy] = [0, 0, 0];
  for (let at = 0; at < xs.length; at++) {
    const count = counts[at] ?? 0;
    const dx = (xs[at] ?? 0) - x0 - sumX / n;
    const dy = (ys[at] ?? 0) - y0 - sumY / n;
    xx += count * dx * dx;
    yy += count * dy * dy;
    xy += count * dx * dy;
  }
  const spread = Math.sqrt(xx) * Math.sqrt(yy);
  return spread > 0 ? Math.max(-1, Math.min(1, xy / spread)) : null;
}

function areaUnderCurve(ranks: Float64Array, isPositive: Uint8Array, counts: Uint32Array): number | null {
  let [positives, negatives, rankSum] = [0, 0, 0];
  for (let at = 0; at < ranks.length; at++) {
    const count = counts[at] ?? 0;
    if (isPositive[at]) {
      positives += count;
      rankSum += count * (ranks[at] ?? 0);
    } else negatives += count;
  }
  if (positives === 0 || negatives === 0) return null;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

function bestF1(scores: Float64Array, byScore: Uint32Array, isPositive: Uint8Array, counts: Uint32Array) {
  let [positives, all] = [0, 0];
  for (let at = 0; at < scores.length; at++) {
    all += counts[at] ?? 0;
    if (isPositive[at]) positives += counts[at] ?? 0;
  }
  if (positives === 0 || positives === all) return NO_F1;
  let [found, called, f1, f1Threshold] = [0, 0, 0, Number.POSITIVE_INFINITY];
  for (let end = byScore.length; end > 0; ) {
    const score = scores[byScore[end - 1] ?? 0] ?? 0;
    for (; end > 0 && scores[byScore[end - 1] ?? 0] === score; end--) {
      const at = byScore[end - 1] ?? 0;
      called += counts[at] ?? 0;
      if (isPositive[at]) found += counts[at] ?? 0;
    }
    const here = (2 * found) / (called + positives);
    if (here > f1) [f1, f1Threshold] = [here, score];
  }
  return { f1, f1Threshold };
}
