/** Which kind of empty is a box? */

export type EmptyReason =
  | 'no-terms' // the article's text has no word to compare by: it is empty, or stop words only
  | 'excluded-by-rules' // without the editors' rules there would be something
  | 'filtered' // without the request's filter there would be
  | 'only-copies' // what is near enough is the same text
  | 'below-threshold' // some share words with it, all weaker than the least score
  | 'nothing-related'; // no other article that may be shown shares a word with it
