/** When are two articles the same text? */

/**
 * Own vectors at least this similar belong to copies: one agency story under two headlines, a page saved twice.
 * Chosen on labelled duplicates; the figures are in ARCHITECTURE.md.
 */
export const COPY_SIMILARITY = 0.9;
