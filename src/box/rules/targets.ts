/** Which docs do some targets mean? Asked of an index doc by doc, so names are sorted by kind once. */
import type { Facts, Test } from '../eligible.ts';
import { type Target, type TargetKind, targetKey } from './rule.ts';

export interface TargetSet {
  /** Equal for sets that mean the same. */
  readonly name: string;
  /** Ids; `isMeant` does not look at them, because an index finds a doc by its id and not the other way round. */
  readonly articles: ReadonlySet<string>;
  readonly groups: Readonly<Record<Exclude<TargetKind, 'article'>, ReadonlySet<string>>>;
}

const NO_TARGETS: TargetSet = {
  name: '',
  articles: new Set(),
  groups: { tag: new Set(), section: new Set(), source: new Set(), language: new Set() },
};

/** `name` must tell the set from all others that are asked for. */
export function targetSet(name: string, targets: readonly Target[]): TargetSet {
  const ids = targets.filter(({ kind }) => kind === 'article').map(({ name: id }) => id);
  return { ...withGroups(NO_TARGETS, targets), name, articles: new Set(ids) };
}

/** The set with the groups among `targets`. */
export function withGroups(set: TargetSet, targets: readonly Target[]): TargetSet {
  const added = targets.filter(({ kind }) => kind !== 'article');
  if (added.length === 0) return set;
  const joined = (kind: Exclude<TargetKind, 'article'>) => {
    const names = added.filter((target) => target.kind === kind).map(({ name }) => name.toLowerCase());
    return new Set([...set.groups[kind], ...names]);
  };
  return {
    name: JSON.stringify([set.name, ...added.map(targetKey)]),
    articles: set.articles,
    groups: {
      tag: joined('tag'),
      section: joined('section'),
      source: joined('source'),
      language: joined('language'),
    },
  };
}

/** Whether a doc is meant by one of the groups. */
export function isMeant({ groups }: TargetSet, facts: Facts): Test {
  const { tag, section, source, language } = groups;
  const tests: Test[] = [];
  if (section.size > 0) tests.push(facts.isIn('section', section));
  if (language.size > 0) tests.push(facts.isIn('language', language));
  if (tag.size > 0) tests.push(facts.hasTag(tag));
  if (source.size > 0) tests.push(facts.isFrom(source));
  return (doc) => tests.some((isOne) => isOne(doc));
}
