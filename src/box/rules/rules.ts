/** Which rules count beside an article at a moment? A frozen value: other rules are another value. */
import { createHash } from 'node:crypto';
import { byPrecedence, isInForce, keysOf, type Rule, type Target, type Traits, targetKey } from './rule.ts';
import { type TargetSet, targetSet } from './targets.ts';

/** What the rules say of one box. All lists come strongest first. */
export interface Steering {
  readonly pins: readonly Rule[];
  /** What is not shown here beyond `excluded`, with the blocking rule. */
  readonly blocked: readonly { readonly target: Target; readonly rule: Rule }[];
  /** Boosts and buries. */
  readonly weighed: readonly Rule[];
  /** The exclusions in force, the same for all boxes of that moment. */
  readonly excluded: Exclusions;
  /** When a rule begins or ends next, in milliseconds since 1970; Infinity for never. */
  readonly changesAt: number;
}

export interface Exclusions {
  readonly rules: readonly Rule[];
  /** What they exclude; undefined without any. */
  readonly targets: TargetSet | undefined;
}

interface Moment {
  readonly from: number;
  readonly changesAt: number;
  readonly excluded: Exclusions;
  /** Other rules by the key of what they apply beside; '' for everywhere. A mutual block stands under both. */
  readonly byBeside: ReadonlyMap<string, readonly Rule[]>;
}

export class Rules {
  readonly all: readonly Rule[];
  /** The rules of the moment that was asked for last. */
  #moment: Moment | undefined;

  constructor(rules: readonly Rule[]) {
    this.all = [...rules].sort(byPrecedence);
  }

  /** What counts in a box beside an article. `now` in milliseconds since 1970. */
  beside(traits: Traits, now: number): Steering {
    const moment = this.#at(now);
    const pins: Rule[] = [];
    const blocked: { target: Target; rule: Rule }[] = [];
    const weighed: Rule[] = [];
    const keys = moment.byBeside.size > 0 ? keysOf(traits) : new Set<string>();
    for (const key of ['', ...keys]) {
      for (const rule of moment.byBeside.get(key) ?? []) {
        if (rule.action === 'pin') pins.push(rule);
        else if (rule.action !== 'block') weighed.push(rule);
        else if (rule.beside !== null) {
          if (targetKey(rule.beside) === key) blocked.push({ target: rule.target, rule });
          if (rule.mutual && targetKey(rule.target) === key) blocked.push({ target: rule.beside, rule });
        }
      }
    }
    const { excluded, changesAt } = moment;
    return {
      pins: pins.sort(byPrecedence),
      blocked: blocked.sort((a, b) => byPrecedence(a.rule, b.rule)),
      weighed: weighed.sort(byPrecedence),
      excluded,
      changesAt,
    };
  }

  #at(now: number): Moment {
    const known = this.#moment;
    if (known !== undefined && known.from <= now && now < known.changesAt) return known;
    const inForce = this.all.filter((rule) => isInForce(rule, now));
    const byBeside = new Map<string, Rule[]>();
    for (const rule of inForce) {
      if (rule.action === 'exclude') continue;
      const keys = new Set([rule.beside === null ? '' : targetKey(rule.beside)]);
      if (rule.action === 'block' && rule.mutual) keys.add(targetKey(rule.target));
      for (const key of keys) {
        const list = byBeside.get(key);
        if (list) list.push(rule);
        else byBeside.set(key, [rule]);
      }
    }
    const rules = inForce.filter(({ action }) => action === 'exclude');
    let from = Number.NEGATIVE_INFINITY;
    let changesAt = Number.POSITIVE_INFINITY;
    for (const date of this.all.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt])) {
      if (date === null) continue;
      if (date <= now) from = Math.max(from, date);
      else changesAt = Math.min(changesAt, date);
    }
    this.#moment = { from, changesAt, excluded: exclusionsOf(rules), byBeside };
    return this.#moment;
  }
}

/** Named by the revisions: a rule is never changed without another one. */
function exclusionsOf(rules: readonly Rule[]): Exclusions {
  if (rules.length === 0) return { rules, targets: undefined };
  const revisions = rules.map(({ revision }) => revision).join();
  const name = createHash('sha256').update(revisions).digest('base64');
  const targets = rules.map(({ target }) => target);
  return { rules, targets: targetSet(name, targets) };
}

export const NO_RULES: Rules = new Rules([]);

/** The boost or bury that decides for an article; undefined: its relevance counts as it is. */
export function decidingFactor(weighed: readonly Rule[], traits: Traits): Rule | undefined {
  if (weighed.length === 0) return undefined;
  const keys = keysOf(traits);
  return weighed.find(({ target }) => keys.has(targetKey(target)));
}

/** The rule by which an article is kept out of a box; exclusions before blocks. */
export function barringRule({ excluded, blocked }: Steering, traits: Traits): Rule | undefined {
  const keys = keysOf(traits);
  return (
    excluded.rules.find(({ target }) => keys.has(targetKey(target))) ??
    blocked.find(({ target }) => keys.has(targetKey(target)))?.rule
  );
}
