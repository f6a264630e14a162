/** What would the box be with other settings? Sliders, and the box that they make beside the present one. */
import type { Item } from '../api.ts';
import { el, fill } from '../dom.ts';

export interface Settings {
  readonly breadth: number;
  readonly halfLifeDays: number;
  readonly diversity: number;
}

const NAMES = ['breadth', 'halfLifeDays', 'diversity'] as const;
/** Days by the place of the slider. */
const HALF_LIVES = [0, 1, 2, 4, 7, 14, 30, 60, 90, 180, 365];

interface Slider {
  readonly label: string;
  readonly ends: readonly [string, string];
  readonly steps: number;
  readonly valueAt: (step: number) => number;
  readonly told: (value: number) => string;
}

const share = { steps: 20, valueAt: (step: number) => step / 20, told: (value: number) => value.toFixed(2) };
const SLIDERS: Readonly<Record<keyof Settings, Slider>> = {
  breadth: { label: 'Breadth', ends: ['same story', 'same subject'], ...share },
  halfLifeDays: {
    ...{ label: 'Age', ends: ['does not count', 'counts for long'] },
    steps: HALF_LIVES.length - 1,
    valueAt: (step) => HALF_LIVES[step] ?? 0,
    told: (days) => (days === 0 ? 'off' : `half after ${days} ${days === 1 ? 'day' : 'days'}`),
  },
  diversity: { label: 'Diversity', ends: ['the most related', 'unlike each other'], ...share },
};

type Sliders = Readonly<
  Record<keyof Settings, { readonly input: HTMLInputElement; readonly output: HTMLElement }>
>;

export class Trial {
  readonly element: HTMLElement;
  readonly #sliders: Sliders;
  readonly #list = el('ol', { class: 'trial-items', 'aria-label': 'The box with these settings' });
  readonly #result: HTMLElement;
  #present: Settings;

  /** `onChange` is told of other settings than the present, or undefined. `onKeep`: where settings can be kept. */
  constructor(
    present: Settings,
    private readonly onChange: (settings: Settings | undefined) => void,
    keeping?: { readonly label: string; readonly run: (settings: Settings) => void },
  ) {
    this.#present = present;
    const made = NAMES.map((name) => [name, this.#slider(name)] as const);
    this.#sliders = Object.fromEntries(made) as unknown as Sliders;
    const back = el('button', { type: 'button', onclick: () => this.reset() }, 'Back to the present');
    const keep =
      keeping && el('button', { type: 'button', onclick: () => keeping.run(this.settings) }, keeping.label);
    this.#result = el(
      'div',
      { class: 'trial-result', hidden: true },
      el('h3', {}, 'With these settings'),
      this.#list,
      el('div', { class: 'commands' }, back, keep),
    );
    this.element = el(
      'section',
      { class: 'trial', 'aria-labelledby': 'trial' },
      el('h2', { id: 'trial' }, 'Try other settings'),
      ...NAMES.map((name) => this.#row(name)),
      this.#result,
    );
    this.#set(present);
  }

  get settings(): Settings {
    return Object.fromEntries(
      NAMES.map((name) => {
        const { steps, valueAt } = SLIDERS[name];
        const step = Number(this.#sliders[name].input.value);
        // A present value between two steps of the slider stays what it is.
        const isPresent = step === stepOf(this.#present[name], steps, valueAt);
        return [name, isPresent ? this.#present[name] : valueAt(step)];
      }),
    ) as unknown as Settings;
  }

  get isChanged(): boolean {
    const { settings } = this;
    return NAMES.some((name) => settings[name] !== this.#present[name]);
  }

  reset(present: Settings = this.#present): void {
    this.#present = present;
    this.#set(present);
    this.#changed();
  }

  /** Shows the box that the settings make, each item with how it stands to the present box. */
  show(items: readonly Item[], present: readonly string[]): void {
    this.#result.hidden = !this.isChanged;
    fill(
      this.#list,
      ...items.map(({ id, title }, i) => {
        const before = present.indexOf(id);
        const [kind, text] =
          before < 0
            ? ['new', 'new']
            : before === i
              ? ['same', '']
              : before > i
                ? ['up', `↑ ${before - i}`]
                : ['down', `↓ ${i - before}`];
        return el(
          'li',
          {},
          el('span', { dir: 'auto' }, title),
          text !== '' && el('span', { class: `mark mark-${kind}` }, text),
        );
      }),
      items.length === 0 && el('li', { class: 'soft' }, 'Nothing would be in the box.'),
    );
  }

  #changed(): void {
    for (const name of NAMES) {
      const { output, input } = this.#sliders[name];
      const text = SLIDERS[name].told(this.settings[name]);
      output.textContent = text;
      input.setAttribute('aria-valuetext', text);
    }
    this.#result.hidden = !this.isChanged;
    this.onChange(this.isChanged ? this.settings : undefined);
  }

  #set(settings: Settings): void {
    for (const name of NAMES) {
      const { steps, valueAt, told } = SLIDERS[name];
      const { input, output } = this.#sliders[name];
      input.value = String(stepOf(settings[name], steps, valueAt));
      output.textContent = told(settings[name]);
      input.setAttribute('aria-valuetext', told(settings[name]));
    }
  }

  #slider(name: keyof Settings): { input: HTMLInputElement; output: HTMLElement } {
    const input = el('input', {
      ...{ type: 'range', id: `trial-${name}`, min: 0, max: SLIDERS[name].steps, step: 1 },
      oninput: () => this.#changed(),
    });
    return { input, output: el('output', { for: input.id, class: 'figure' }) };
  }

  #row(name: keyof Settings): HTMLElement {
    const { label, ends } = SLIDERS[name];
    const { input, output } = this.#sliders[name];
    return el(
      'div',
      { class: 'slider' },
      el('div', { class: 'slider-head' }, el('label', { for: input.id }, label), output),
      input,
      el('div', { class: 'slider-ends', 'aria-hidden': 'true' }, ...ends.map((end) => el('span', {}, end))),
    );
  }
}

/** The step whose value is nearest. */
function stepOf(value: number, steps: number, valueAt: (step: number) => number): number {
  let best = 0;
  for (let step = 1; step <= steps; step++)
    if (Math.abs(valueAt(step) - value) < Math.abs(valueAt(best) - value)) best = step;
  return best;
}
