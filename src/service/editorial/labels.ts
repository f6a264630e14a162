/** What do people say of pairs: related, or not? */
import { AppError } from '../../article/errors.ts';
import type { Database } from '../../database/connect.ts';
import { deleteLabel, readLabels, type StoredLabel, writeLabel } from '../../database/labels.ts';

export class LabelBook {
  constructor(private readonly database: () => Database) {}

  /** `gain` 1 related … 0 not. The pair has no direction; an author's later label replaces the earlier. */
  async put(id: string, other: string, gain: number, author: string, now: Date): Promise<StoredLabel> {
    if (id === other) throw new AppError('invalid', 'a label is of two different articles', 'other');
    const label = { ...pairOf(id, other), gain, author, labelledAt: now };
    await writeLabel(this.database().orm, label);
    return label;
  }

  /** Throws `not_found`. */
  async remove(id: string, other: string, author: string): Promise<void> {
    if (!(await deleteLabel(this.database().orm, { ...pairOf(id, other), author })))
      throw new AppError('not_found', 'there is no such label of yours', 'other');
  }

  read(article?: string): Promise<StoredLabel[]> {
    return readLabels(this.database().orm, article);
  }
}

const pairOf = (id: string, other: string) => (id < other ? { a: id, b: other } : { a: other, b: id });
