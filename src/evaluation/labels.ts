/** Which articles belong together, as somebody says? Those that share a group; asked pair by pair, never listed pair by pair. */

export interface Labels {
  /** Articles with at least one group, in the order given. Others are neither queries nor relevant. */
  readonly ids: readonly string[];
  /** Names of the article's groups; empty without label. */
  groupsOf(id: string): readonly string[];
  /** Whether two different articles share a group. Symmetric; false for an article and itself. */
  isRelevant(a: string, b: string): boolean;
  /** Number of other articles that share a group with this one. */
  relevantCount(id: string): number;
}

/** Labels from each article's groups. An id that comes twice has the groups of both. */
export function labelsOfGroups(entries: Iterable<readonly [id: string, groups: readonly string[]]>): Labels {
  const groupsById = new Map<string, string[]>();
  const membersByGroup = new Map<string, string[]>();
  for (const [id, groups] of entries) {
    const known = groupsById.get(id) ?? [];
    for (const group of groups) {
      if (known.includes(group)) continue;
      known.push(group);
      const members = membersByGroup.get(group);
      if (members === undefined) membersByGroup.set(group, [id]);
      else members.push(id);
    }
    if (known.length > 0) groupsById.set(id, known);
  }
  const groupsOf = (id: string): readonly string[] => groupsById.get(id) ?? [];
  // Articles with the same groups have the same count: 21,578 articles, some 650 sets of topics.
  const countBySet = new Map<string, number>();
  return {
    ids: [...groupsById.keys()],
    groupsOf,
    isRelevant(a, b) {
      if (a === b) return false;
      const others = groupsOf(b);
      return groupsOf(a).some((group) => others.includes(group));
    },
    relevantCount(id) {
      const groups = groupsOf(id);
      if (groups.length === 0) return 0;
      const set = JSON.stringify([...groups].sort());
      const known = countBySet.get(set);
      if (known !== undefined) return known;
      const count = sizeOfUnion(groups.map((group) => membersByGroup.get(group) ?? [])) - 1;
      countBySet.set(set, count);
      return count;
    },
  };
}

function sizeOfUnion(lists: readonly (readonly string[])[]): number {
  if (lists.length === 1) return lists[0]?.length ?? 0;
  const union = new Set<string>();
  for (const list of lists) for (const id of list) union.add(id);
  return union.size;
}

/** Groups that reach no further than one part of the collection (a language, say), since a box never does. */
export function withinPart(group: string, part: string | null | undefined): string {
  return part ? `${group} (${part})` : group;
}
