/** When are two articles the same text? */

/**
 * Own vectors at least this similar belong to copies: one agency story or press release under two headlines, a page saved
 * twice. On BBC News 157 of 158 known copies lie above, and 16 pairs of other articles, most of them one event told twice.
 */
export const COPY_SIMILARITY = 0.8;
