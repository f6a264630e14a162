/** What have editors decided, as of now? One frozen value; other decisions are another value. */
import type { Rule, Target } from '../../box/rules/rule.ts';
import { NO_RULES, Rules } from '../../box/rules/rules.ts';
import type { Orm } from '../../database/connect.ts';
import {
  type EditorialHead,
  type RuleVersion,
  readEditorialHead,
  readPlacements,
  readRules,
} from '../../database/editorial.ts';
import { type Placement, placementFields } from './placement-fields.ts';

/** A rule with what colleagues want to know of it. */
export interface StoredRule extends Rule {
  readonly author: string | null;
  readonly reason: string | null;
  /** Milliseconds since 1970. */
  readonly writtenAt: number;
  readonly isDeleted: boolean;
}

export interface Decisions {
  readonly head: EditorialHead;
  readonly rules: Rules;
  readonly stored: ReadonlyMap<string, StoredRule>;
  readonly placements: ReadonlyMap<string, Placement>;
}

export const NO_DECISIONS: Decisions = {
  head: { rules: 0, placements: 0 },
  rules: NO_RULES,
  stored: new Map(),
  placements: new Map(),
};

/** The decisions of now, or `known` when nothing was written since. */
export async function readDecisions(orm: Orm, known: Decisions): Promise<Decisions> {
  // The head comes first: what is written meanwhile is read again.
  const head = await readEditorialHead(orm);
  if (head.rules === known.head.rules && head.placements === known.head.placements) return known;
  const stored = (await readRules(orm)).map(ruleOf);
  const placements = await readPlacements(orm);
  return {
    head,
    rules: new Rules(stored),
    stored: new Map(stored.map((rule) => [rule.id, rule])),
    placements: new Map(placements.map(({ name, policy }) => [name, placementFields.parse(policy)])),
  };
}

export function ruleOf(version: RuleVersion): StoredRule {
  const { targetKind, targetName, besideKind, besideName, startsAt, endsAt, writtenAt, ...same } = version;
  const beside: Target | null =
    besideKind === null || besideName === null ? null : { kind: besideKind, name: besideName };
  return {
    ...same,
    target: { kind: targetKind, name: targetName },
    beside,
    startsAt: startsAt?.getTime() ?? null,
    endsAt: endsAt?.getTime() ?? null,
    writtenAt: writtenAt.getTime(),
  };
}
