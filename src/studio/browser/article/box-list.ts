/** How does an editor work on a box? A list of its items: arrow keys go from one to the next, keys and buttons steer the one at hand. */
import type { Item } from '../api.ts';
import { type Child, dayOf, el, facts, fill, isWeb } from '../dom.ts';
import { bar } from './bar.ts';
import { draggable } from './drag.ts';
import { block, exclude, label, pin, pinOf, type Subject, unpin, weigh } from './steering.ts';
import { reasonOf } from './words.ts';

interface Command {
  readonly key: string;
  readonly name: string;
  readonly tells?: string;
  readonly run: (subject: Subject, item: Item, place: number) => Promise<void>;
  /** Whether it is set already. */
  readonly isOn?: (subject: Subject, item: Item) => boolean;
}

const COMMANDS: readonly Command[] = [
  {
    ...{ key: 'p', name: 'Pin', tells: 'Keep it in its place' },
    run: (subject, item, place) => (pinOf(subject, item) ? unpin(subject, item) : pin(subject, item, place)),
    isOn: (subject, item) => pinOf(subject, item) !== undefined,
  },
  {
    key: 'r',
    name: 'Boost',
    tells: 'Count it twice here',
    run: (subject, item) => weigh(subject, item, 'boost'),
  },
  {
    key: 'd',
    name: 'Bury',
    tells: 'Count it half here',
    run: (subject, item) => weigh(subject, item, 'bury'),
  },
  { key: 'b', name: 'Block pair', tells: 'Never show the two beside each other', run: block },
  { key: 'x', name: 'Exclude', tells: 'Show it in no box at all', run: exclude },
];
const LABELS: readonly Command[] = [
  {
    ...{ key: 'y', name: 'Yes' },
    run: (subject, item) => label(subject, item, 1),
    isOn: ({ labels }, { id }) => labels.get(id) === 1,
  },
  {
    ...{ key: 'n', name: 'No' },
    run: (subject, item) => label(subject, item, 0),
    isOn: ({ labels }, { id }) => labels.get(id) === 0,
  },
];

export interface BoxListOptions {
  readonly label: string;
  /** What may be moved has places; what is next in line has none. */
  readonly isBox: boolean;
  /** Places of the box. */
  readonly limit: number;
  readonly mayWeigh: boolean;
}

export class BoxList {
  readonly element: HTMLElement;
  #subject: Subject | undefined;
  #items: readonly Item[] = [];
  #longest = 0;
  #leaving: ReadonlySet<string> = new Set();
  /** Id of the item that is open. */
  #open: string | undefined;

  constructor(private readonly options: BoxListOptions) {
    this.element = el('ol', {
      ...{ class: options.isBox ? 'items' : 'items items-next', 'aria-label': options.label },
      onkeydown: (event: KeyboardEvent) => this.#keyed(event),
    });
    if (options.isBox)
      draggable(this.element, (from, to) => {
        const [item, subject] = [this.#items[from], this.#subject];
        if (item && subject) void pin(subject, item, to + 1);
      });
  }

  /** `longest`: of the bars that this list's stand beside. `leaving`: ids that other settings would drop. */
  show(
    subject: Subject,
    items: readonly Item[],
    longest = this.#longest,
    leaving: ReadonlySet<string> = this.#leaving,
  ): void {
    const focused = this.element.contains(document.activeElement);
    const at = this.#items.findIndex(({ id }) => id === this.#open);
    this.#subject = subject;
    this.#items = items;
    if (!items.some(({ id }) => id === this.#open)) {
      const next = at < 0 ? (this.options.isBox ? 0 : -1) : Math.min(at, items.length - 1);
      this.#open = items[next]?.id;
    }
    this.#longest = longest;
    this.#leaving = leaving;
    fill(
      this.element,
      ...items.map((item, i) => this.#entry(subject, item, i, longest, leaving.has(item.id))),
    );
    if (focused) this.#focus(this.#items.findIndex(({ id }) => id === this.#open));
  }

  #entry(subject: Subject, item: Item, i: number, longest: number, isLeaving: boolean): HTMLElement {
    const { id, title, section, publishedAt, explanation, language } = item;
    const isOpen = id === this.#open;
    const said = subject.labels.get(id);
    const rule = explanation && explanation.factor !== 1 ? `counts ${explanation.factor} times` : undefined;
    const head = el(
      'button',
      {
        ...{ type: 'button', class: 'item-title', 'aria-expanded': String(isOpen), dir: 'auto' },
        lang: language === 'und' ? undefined : language,
        onclick: () => this.#toggle(i),
      },
      title,
    );
    const marks: Child[] = [
      item.source === 'pinned' && mark('Pinned', 'pinned'),
      item.source === 'fallback' && mark('Fills up', 'fallback'),
      rule !== undefined && mark(rule, 'weighed'),
      said !== undefined && mark(said === 1 ? 'Labelled related' : 'Labelled not related', 'label'),
      isLeaving && mark('Leaves with the other settings', 'leaving'),
    ];
    return el(
      'li',
      { class: isOpen ? 'item is-open' : 'item', 'data-id': id },
      this.options.isBox &&
        el('span', { class: 'grip', title: 'Drag to another place', 'aria-hidden': 'true' }, String(i + 1)),
      el(
        'div',
        { class: 'item-body' },
        el('h3', {}, head),
        el('p', { class: 'meta' }, facts(section, publishedAt && dayOf(publishedAt)), ...marks),
        el('p', { class: 'reason' }, reasonOf(item)),
        explanation && bar(explanation, longest),
        isOpen && this.#details(subject, item, i),
      ),
    );
  }

  #details(subject: Subject, item: Item, i: number): HTMLElement {
    const { explanation, url } = item;
    const last = Math.min(this.options.limit, this.#items.length);
    const commands = this.options.mayWeigh ? COMMANDS : COMMANDS.filter(({ key }) => key !== 'p');
    const button = ({ key, name, tells, run, isOn }: Command) =>
      el(
        'button',
        {
          ...{ type: 'button', title: tells, 'aria-keyshortcuts': key },
          'aria-pressed': isOn && String(isOn(subject, item)),
          onclick: () => void run(subject, item, i + 1),
        },
        name,
        el('kbd', { 'aria-hidden': 'true' }, key.toUpperCase()),
      );
    const move = (by: number, text: string, keys: string) =>
      el(
        'button',
        {
          ...{
            type: 'button',
            title: `${text} (Shift and arrow)`,
            'aria-label': text,
            'aria-keyshortcuts': keys,
          },
          disabled: i + by < 0 || i + by >= last,
          onclick: () => void pin(subject, item, i + by + 1),
        },
        by < 0 ? '↑' : '↓',
      );
    return el(
      'div',
      { class: 'details' },
      explanation &&
        el(
          'details',
          {},
          el('summary', {}, 'Why, in figures'),
          el('p', {}, explanation.sentence),
          el(
            'ul',
            { class: 'terms' },
            ...explanation.terms.map(({ term, contribution }) =>
              el(
                'li',
                {},
                el('span', { dir: 'auto' }, term),
                el('span', { class: 'figure' }, contribution.toFixed(3)),
              ),
            ),
          ),
        ),
      el(
        'div',
        { class: 'commands', role: 'group', 'aria-label': 'Steer' },
        this.options.isBox && move(-1, 'Pin one place up', 'Shift+ArrowUp'),
        this.options.isBox && move(1, 'Pin one place down', 'Shift+ArrowDown'),
        ...commands.map(button),
      ),
      el(
        'div',
        { class: 'commands question', role: 'group', 'aria-label': 'Is this related?' },
        el('span', { 'aria-hidden': 'true' }, 'Is this related?'),
        ...LABELS.map(button),
        el('a', { href: `#/article/${encodeURIComponent(item.id)}`, class: 'way' }, 'Its own box'),
        isWeb(url) &&
          el('a', { href: url, target: '_blank', rel: 'noopener noreferrer', class: 'way' }, 'Page ↗'),
      ),
    );
  }

  #toggle(i: number): void {
    const item = this.#items[i];
    if (item === undefined || this.#subject === undefined) return;
    this.#open = this.#open === item.id ? undefined : item.id;
    this.show(this.#subject, this.#items);
    this.#focus(i);
  }

  #focus(i: number): void {
    const head = this.element.children[i]?.querySelector<HTMLElement>('.item-title');
    head?.focus();
  }

  #keyed(event: KeyboardEvent): void {
    const from = event.target as HTMLElement;
    const i = [...this.element.children].findIndex((entry) => entry.contains(from));
    const [item, subject] = [this.#items[i], this.#subject];
    if (item === undefined || subject === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (by !== 0 && event.shiftKey && this.options.isBox) {
      const to = i + by;
      if (to >= 0 && to < Math.min(this.options.limit, this.#items.length)) void pin(subject, item, to + 1);
    } else if (by !== 0) {
      this.#goTo(i + by);
    } else {
      const command = [...COMMANDS, ...LABELS].find(({ key }) => key === event.key.toLowerCase());
      if (command === undefined || (command.key === 'p' && !this.options.isBox)) return;
      // The one at hand stays at hand when it moves; a label goes on to the next.
      this.#open = item.id;
      const next = LABELS.includes(command) ? this.#items[i + 1]?.id : undefined;
      void command.run(subject, item, i + 1);
      if (next !== undefined) this.#goTo(i + 1);
    }
    event.preventDefault();
  }

  #goTo(i: number): void {
    const item = this.#items[i];
    if (item === undefined || this.#subject === undefined) return;
    this.#open = item.id;
    this.show(this.#subject, this.#items);
    this.#focus(i);
  }
}

const mark = (text: string, kind: string) => el('span', { class: `mark mark-${kind}` }, text);
