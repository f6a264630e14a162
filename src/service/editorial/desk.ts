/** How do editors decide, and how does every replica learn of it? Decisions are held in memory and read again when any changed. */
import { setTimeout as pause } from 'node:timers/promises';
import { AppError, shown } from '../../article/errors.ts';
import { invalid } from '../../article/invalid.ts';
import { isInForce } from '../../box/rules/rule.ts';
import { takingRevisions } from '../../database/articles.ts';
import type { Database } from '../../database/connect.ts';
import {
  type NewRuleVersion,
  readRuleVersions,
  writePlacement,
  writeRule,
} from '../../database/editorial.ts';
import { type Decisions, NO_DECISIONS, readDecisions, ruleOf, type StoredRule } from './decisions.ts';
import { MOST_PLACEMENTS, type Placement, placementFields, placementName } from './placement-fields.ts';
import {
  DEFAULT_FACTORS,
  MOST_RULES,
  MOST_WEIGHING,
  MOST_WEIGHING_GROUPS,
  type RuleFields,
  ruleFields,
  ruleId,
} from './rule-fields.ts';

/** Another replica's decision is in force here after at most so long and one query. */
const POLL_MS = 400;
/** Versions of a rule that are shown. */
const HISTORY = 100;

export class Desk {
  #decisions: Decisions = NO_DECISIONS;

  constructor(private readonly database: () => Database) {}

  get decisions(): Decisions {
    return this.#decisions;
  }

  /** Takes over what was decided anywhere. An answer that was overtaken by a newer one is dropped. */
  async refresh(): Promise<void> {
    const read = await readDecisions(this.database().orm, this.#decisions);
    const { head } = this.#decisions;
    if (read.head.rules >= head.rules && read.head.placements >= head.placements) this.#decisions = read;
  }

  /** Refreshes again and again until `signal` is aborted. */
  async follow(signal: AbortSignal, onError: (error: unknown) => void): Promise<void> {
    while (!signal.aborted) {
      await pause(POLL_MS, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      await this.refresh().catch((error: unknown) => {
        if (!signal.aborted) onError(error);
      });
    }
  }

  /** Writes a rule, new or over the one with its id. Throws `invalid`. */
  async putRule(id: string, value: unknown, now: number): Promise<StoredRule> {
    const name = parsed(ruleId, id, 'id');
    const result = ruleFields.safeParse(value);
    if (!result.success) throw invalid(result.error, value);
    await this.refresh();
    this.#refuseTooMany(name, result.data, now);
    return this.#write(versionOf(name, result.data));
  }

  /** Deletes a rule; `undoRule` brings it back. Throws `not_found`. */
  async removeRule(id: string): Promise<void> {
    const [newest] = await readRuleVersions(this.database().orm, id, 1);
    if (newest === undefined || newest.isDeleted) throw noRule(id);
    const { revision: _, writtenAt: __, ...version } = newest;
    await this.#write({ ...version, isDeleted: true });
  }

  /** Takes the latest step of a rule back: writing, changing, deleting, or undoing itself. Answers the rule as it is then. */
  async undoRule(id: string): Promise<StoredRule> {
    const [newest, before] = await readRuleVersions(this.database().orm, id, 2);
    if (newest === undefined) throw noRule(id);
    const { revision: _, writtenAt: __, ...version } = before ?? { ...newest, isDeleted: true };
    return this.#write(version);
  }

  /** All versions of a rule, newest first, at most 100. Throws `not_found`. */
  async ruleHistory(id: string): Promise<StoredRule[]> {
    const versions = await readRuleVersions(this.database().orm, id, HISTORY);
    if (versions.length === 0) throw noRule(id);
    return versions.map(ruleOf);
  }

  /** The rules by id; `article`: that name it; `active`: that are in force, or not. */
  rules(wanted: { readonly article?: string; readonly active?: boolean }, now: number): StoredRule[] {
    const { article, active } = wanted;
    const names = ({ target, beside }: StoredRule) =>
      [target, beside].some((each) => each?.kind === 'article' && each.name === article);
    return [...this.#decisions.stored.values()]
      .filter((rule) => article === undefined || names(rule))
      .filter((rule) => active === undefined || isInForce(rule, now) === active)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  placements(): ReadonlyMap<string, Placement> {
    return this.#decisions.placements;
  }

  /** What templates mean by a name. Throws `code`. */
  placement(name: string, code: 'invalid' | 'not_found'): Placement {
    const found = this.#decisions.placements.get(name);
    if (found === undefined) throw new AppError(code, `there is no placement ${shown(name)}`, 'placement');
    return found;
  }

  async putPlacement(name: string, value: unknown): Promise<Placement> {
    const known = parsed(placementName, name, 'name');
    const result = placementFields.safeParse(value);
    if (!result.success) throw invalid(result.error, value);
    await this.refresh();
    const { placements } = this.#decisions;
    if (!placements.has(known) && placements.size >= MOST_PLACEMENTS)
      throw new AppError('invalid', `there may be at most ${MOST_PLACEMENTS} placements`, 'name');
    await takingRevisions(this.database().orm, (orm) => writePlacement(orm, known, result.data));
    await this.refresh();
    return result.data;
  }

  async removePlacement(name: string): Promise<void> {
    await this.refresh();
    this.placement(name, 'not_found');
    await takingRevisions(this.database().orm, (orm) => writePlacement(orm, name, null));
    await this.refresh();
  }

  async #write(version: NewRuleVersion): Promise<StoredRule> {
    const written = await takingRevisions(this.database().orm, (orm) => writeRule(orm, version));
    await this.refresh();
    return ruleOf(written);
  }

  #refuseTooMany(id: string, { action, target, endsAt }: RuleFields, now: number): void {
    const others = [...this.#decisions.stored.values()].filter((rule) => rule.id !== id);
    const refuse = (most: number, what: string) => {
      throw new AppError('invalid', `there may be at most ${most} ${what}`, 'action');
    };
    if (others.length >= MOST_RULES) refuse(MOST_RULES, 'rules');
    if ((action !== 'boost' && action !== 'bury') || (endsAt !== null && endsAt.getTime() <= now)) return;
    const weighing = others.filter(
      (rule) => rule.factor !== null && (rule.endsAt === null || rule.endsAt > now),
    );
    if (weighing.length >= MOST_WEIGHING) refuse(MOST_WEIGHING, 'boosts and buries');
    if (target.kind === 'article') return;
    const groups = weighing.filter((rule) => rule.target.kind !== 'article');
    if (groups.length >= MOST_WEIGHING_GROUPS)
      refuse(MOST_WEIGHING_GROUPS, 'boosts and buries of sections, tags, sources and languages');
  }
}

function versionOf(id: string, fields: RuleFields): NewRuleVersion {
  const { action, target, beside, slot, factor, mutual, startsAt, endsAt, author, reason } = fields;
  return {
    id,
    isDeleted: false,
    action,
    targetKind: target.kind,
    targetName: target.name,
    besideKind: beside?.kind ?? null,
    besideName: beside?.name ?? null,
    slot: action === 'pin' ? (slot ?? 1) : null,
    factor: action === 'boost' || action === 'bury' ? (factor ?? DEFAULT_FACTORS[action]) : null,
    mutual: action === 'block' && mutual,
    startsAt,
    endsAt,
    author,
    reason,
  };
}

function parsed(schema: typeof ruleId | typeof placementName, value: string, field: string): string {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new AppError('invalid', `${field} ${result.error.issues[0]?.message}, got ${shown(value)}`, field);
}

const noRule = (id: string) => new AppError('not_found', `there is no rule ${shown(id)}`, 'id');
