/** `npm run rules`: editors' rules from the command line. A running server follows within a second. */
import { randomUUID } from 'node:crypto';
import type { StoredRule } from '../src/service/editorial/decisions.ts';
import { Desk } from '../src/service/editorial/desk.ts';
import { choiceOption, numberOption, run, say, UsageError, withDatabase } from './command.ts';

const help = `Steers the boxes: what is pinned, blocked, excluded, boosted or buried.

  npm run rules -- add exclude --target article:story-1 --reason "legal complaint"
  npm run rules -- add pin --target article:story-1 --slot 1 --beside section:world --until 2026-06-01
  npm run rules -- add block --target article:story-1 --beside article:story-2
  npm run rules -- add boost --target tag:election --factor 1.5
  npm run rules -- list [--article story-1] [--active yes] [--json]
  npm run rules -- history ID      all versions, newest first
  npm run rules -- remove ID
  npm run rules -- undo ID         takes the latest step back: adding, changing, removing, or an undo

Of several rules for one article exclude comes before block, block before pin, pin before boost and bury; of boosts and
buries the more specific one decides.

  --target K:NAME      K is article, section, tag, source (a host) or language; a pin is of an article
  --beside K:NAME      beside what it applies; without it everywhere
  --slot N             of a pin: place in the box, 1–50 (default 1)
  --factor F           of a boost above 1, to 10 (default 2); of a bury from 0.1, below 1 (default 0.5)
  --one-way            a block holds in one direction only: the target is not shown beside the other
  --from, --until T    begin and end, such as 2026-05-01 or 2026-05-01T06:00:00Z
  --author, --reason   for colleagues
  --id ID              its name (default: made up); an existing rule with it is replaced
  --json               one JSON object a line to standard output
`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const options = {
  ...{ target: text, beside: text, slot: text, factor: text, from: text, until: text, id: text },
  ...{ author: text, reason: text, article: text, active: text, json: flag, 'one-way': flag },
};

await run({ help, options }, async ({ values, positionals, config }) => {
  const [command, name, ...rest] = positionals;
  const print = (rule: StoredRule) =>
    process.stdout.write(values.json ? `${JSON.stringify(rule)}\n` : line(rule));
  const named = () => {
    if (name === undefined || rest.length > 0) throw new UsageError(`${command} needs one rule id`);
    return name;
  };
  const work: Record<string, (desk: Desk) => Promise<void>> = {
    async add(desk) {
      if (name === undefined || rest.length > 0)
        throw new UsageError('add needs one of pin, block, exclude, boost, bury');
      const slot = numberOption('slot', values.slot, 1, 50);
      const factor = numberOption('factor', values.factor, 0.1, 10);
      const { id = `${name}-${randomUUID().slice(0, 8)}`, target, from, until, author, reason } = values;
      const rule = await desk.putRule(
        id,
        {
          action: name,
          target: targetOf('target', target),
          ...(values.beside !== undefined && { beside: targetOf('beside', values.beside) }),
          ...{ slot, factor, startsAt: from, endsAt: until, author, reason },
          ...(values['one-way'] && { mutual: false }),
        },
        Date.now(),
      );
      print(rule);
    },
    async list(desk) {
      const active =
        values.active === undefined ? undefined : choiceOption('active', values.active, ['yes', 'no'], 'yes');
      const wanted = {
        ...(values.article !== undefined && { article: values.article }),
        ...(active !== undefined && { active: active === 'yes' }),
      };
      const rules = desk.rules(wanted, Date.now());
      for (const rule of rules) print(rule);
      say(`${rules.length} rules`);
    },
    async history(desk) {
      for (const rule of await desk.ruleHistory(named())) print(rule);
    },
    async remove(desk) {
      await desk.removeRule(named());
      say(`removed ${name}; npm run rules -- undo ${name} brings it back`);
    },
    async undo(desk) {
      print(await desk.undoRule(named()));
    },
  };
  const chosen = Object.hasOwn(work, command ?? '') ? work[command ?? ''] : undefined;
  if (chosen === undefined) throw new UsageError('say add, list, history, remove or undo');
  await withDatabase(config, async (database) => {
    const desk = new Desk(() => database);
    await desk.refresh();
    await chosen(desk);
  });
});

function targetOf(option: string, given: string | undefined): { kind: string; name: string } {
  const [, kind, name] = /^(\w+):(.+)$/s.exec(given ?? '') ?? [];
  if (kind === undefined || name === undefined)
    throw new UsageError(
      `--${option} must be such as article:story-1 or section:world, got ${JSON.stringify(given)}`,
    );
  return { kind, name };
}

function line({
  id,
  action,
  target,
  beside,
  slot,
  factor,
  startsAt,
  endsAt,
  author,
  reason,
  isDeleted,
}: StoredRule) {
  const parts = [
    id,
    isDeleted ? `removed (${action})` : action,
    `${target.kind}:${target.name}`,
    beside && `beside ${beside.kind}:${beside.name}`,
    slot !== null && `slot ${slot}`,
    factor !== null && `× ${factor}`,
    startsAt !== null && `from ${new Date(startsAt).toISOString()}`,
    endsAt !== null && `until ${new Date(endsAt).toISOString()}`,
    author && `by ${author}`,
    reason && `because ${JSON.stringify(reason)}`,
  ];
  return `${parts.filter(Boolean).join('  ')}\n`;
}
