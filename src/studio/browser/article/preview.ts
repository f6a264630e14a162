/** What do readers see? The service's own fragment in a frame, as wide as a phone or a desk. */
import { type Query, textOf } from '../api.ts';
import { el } from '../dom.ts';

const WIDTHS = { phone: 390, desk: 860 } as const;
const LAYOUTS = ['list', 'cards', 'strip'] as const;

export class Preview {
  readonly element: HTMLElement;
  readonly #frame = el('iframe', {
    ...{ title: 'The box as readers see it', sandbox: 'allow-same-origin', tabindex: -1 },
    onload: () => this.#fit(),
  });
  readonly #screen = el('div', { class: 'screen' }, this.#frame);
  #width: keyof typeof WIDTHS = 'phone';
  #layout: (typeof LAYOUTS)[number];
  #pictures = false;
  #query: Query = {};

  constructor(
    private readonly id: string,
    layout: (typeof LAYOUTS)[number] = 'list',
  ) {
    this.#layout = layout;
    const choice = <Name extends string>(
      label: string,
      names: readonly Name[],
      now: Name,
      onPick: (name: Name) => void,
    ) =>
      el(
        'fieldset',
        { class: 'choice' },
        el('legend', { class: 'hidden' }, label),
        ...names.map((name) =>
          el(
            'label',
            {},
            el('input', { type: 'radio', name: label, checked: name === now, onchange: () => onPick(name) }),
            el('span', {}, name),
          ),
        ),
      );
    const pictures = el('input', {
      type: 'checkbox',
      onchange: () => {
        this.#pictures = pictures.checked;
        this.#load();
      },
    });
    this.element = el(
      'section',
      { class: 'preview-pane', 'aria-labelledby': 'preview' },
      el('h2', { id: 'preview' }, 'As readers see it'),
      el(
        'div',
        { class: 'choices' },
        choice('Screen', ['phone', 'desk'] as const, this.#width, (name) => {
          this.#width = name;
          this.#fit();
        }),
        choice('Layout', LAYOUTS, this.#layout, (name) => {
          this.#layout = name;
          this.#load();
        }),
        el(
          'label',
          { class: 'check', title: "Loads them from the publisher's servers" },
          pictures,
          'Pictures',
        ),
      ),
      this.#screen,
    );
    new ResizeObserver(() => this.#fit()).observe(this.#screen);
  }

  show(query: Query): void {
    this.#query = query;
    this.#load();
  }

  #load(): void {
    const query = { ...this.#query, layout: this.#layout, ...(this.#pictures && { pictures: true }) };
    const address = `/studio/preview/${encodeURIComponent(this.id)}${textOf(query)}`;
    // Not by `src`: that would be a step in the browser's history.
    if (this.#frame.isConnected && this.#frame.src !== '')
      this.#frame.contentWindow?.location.replace(address);
    else this.#frame.src = address;
  }

  /** The frame is as wide as the screen that it stands for, and made smaller to fit. */
  #fit(): void {
    const page = this.#frame.contentDocument?.documentElement;
    const room = this.#screen.clientWidth;
    if (!page || room === 0) return;
    const width = WIDTHS[this.#width];
    const scale = Math.min(1, room / width);
    const { style } = this.#frame;
    style.width = `${width}px`;
    style.height = '0';
    const height = page.scrollHeight;
    style.height = `${height}px`;
    style.transform = `scale(${scale})`;
    this.#screen.style.height = `${Math.ceil(height * scale)}px`;
  }
}
