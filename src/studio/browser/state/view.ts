/** How is the service: the index, the sites that are followed, a reindex under way, and who changed what? */
import type { components } from '../../../client/openapi.ts';
import { ApiError, ask, send } from '../api.ts';
import { type Child, counted, el, facts, fill, momentOf } from '../dom.ts';
import { complain, notify } from '../notice.ts';
import { may } from '../session.ts';
import type { View } from '../view.ts';
import { auditSection } from './audit.ts';

type Schemas = components['schemas'];

const EVERY_MS = 1_000;
const PHASES: Readonly<Record<Schemas['Following']['phase'], string>> = {
  starting: 'starting',
  reading: 'is being read',
  waiting: 'in step',
  failing: 'does not answer, is tried again',
  stopped: 'is not followed any more',
};

export const stateView: View = async (main, _place, signal) => {
  const index = el('section', { 'aria-labelledby': 'index' });
  const reindex = new ReindexPane();
  const sources = el('section', {});
  fill(
    main,
    el('h1', { tabindex: -1 }, 'State'),
    index,
    reindex.element,
    sources,
    may('admin') && (await auditSection(signal)),
  );

  async function refresh(): Promise<void> {
    const [state, generation] = await Promise.all([
      fetch('/healthz', { signal, cache: 'no-store' }).then(
        (answer) => answer.json() as Promise<Schemas['Health']>,
      ),
      ask<Schemas['Reindex']>('reindex', {}, { signal }).catch((error: unknown) => {
        if (error instanceof ApiError && error.status === 404) return undefined;
        throw error;
      }),
    ]);
    fill(index, ...indexOf(state));
    reindex.show(generation);
    fill(sources, ...sourcesOf(state.following));
  }

  /** What was told before stands no longer. */
  const gone = () => {
    if (!signal.aborted) fill(index, light('bad', 'The service does not answer'));
  };
  await refresh().catch(gone);
  const timer = window.setInterval(() => {
    if (!document.hidden) void refresh().catch(gone);
  }, EVERY_MS);
  signal.addEventListener('abort', () => clearInterval(timer));
};

function indexOf(state: Schemas['Health']): Child[] {
  const { ready, reason, db, database, stale, syncLagSeconds, articles, generation, indexedAt } = state;
  const fact = (name: string, value: string) =>
    el('div', {}, el('dt', {}, name), el('dd', { class: 'figure' }, value));
  const [kind, text] = !ready
    ? (['bad', `Not ready: ${reason ?? 'the index is being loaded'}`] as const)
    : db === 'down'
      ? (['warm', 'Boxes are answered; the database does not answer, so nothing can be changed'] as const)
      : stale
        ? (['warm', `Boxes are answered; the last ${syncLagSeconds ?? 0} seconds may be missing`] as const)
        : (['good', 'Ready, and every change is in the index'] as const);
  return [
    light(kind, text),
    el(
      'dl',
      { class: 'figures' },
      fact('articles', articles.toLocaleString('en')),
      fact('index generation', String(generation ?? 'none yet')),
      fact('last change visible', indexedAt === null ? 'nothing yet' : momentOf(indexedAt)),
      fact('database', database === 'postgres' ? 'Postgres' : 'embedded'),
    ),
  ];
}

const light = (kind: 'good' | 'warm' | 'bad', text: string) =>
  el('h2', { id: 'index', class: `light light-${kind}` }, text);

/** Stays the same elements, so that a focused button stays focused while the figures change. */
class ReindexPane {
  readonly #bar = el('progress', { 'aria-label': 'Reindexing' });
  readonly #text = el('p', { class: 'meta', role: 'status' });
  readonly #button = el('button', { type: 'button', onclick: () => void this.#start() }, 'Reindex now');
  readonly element = el(
    'section',
    {},
    el('h2', {}, 'Reindexing'),
    el(
      'p',
      { class: 'soft' },
      'Words are counted and neighbours found anew, beside the present index, which answers meanwhile. It happens by itself when a tenth of the articles has changed.',
    ),
    this.#bar,
    this.#text,
    may('write') && el('div', { class: 'commands' }, this.#button),
  );

  show(generation: Schemas['Reindex'] | undefined): void {
    const isBuilding = generation?.status === 'building';
    this.#bar.hidden = !isBuilding;
    this.#button.disabled = isBuilding;
    if (generation === undefined) {
      this.#text.textContent = 'There is no index yet.';
      return;
    }
    const { status, stage, done, total, activatedAt, reason, generation: number } = generation;
    if (isBuilding && total > 0) {
      this.#bar.max = total;
      this.#bar.value = done;
    } else this.#bar.removeAttribute('value');
    const text = isBuilding
      ? `Generation ${number}: ${stage}, ${done.toLocaleString('en')} of ${counted(total, 'article')}`
      : facts(
          `Generation ${number}`,
          status === 'active' && activatedAt !== null && `active since ${momentOf(activatedAt)}`,
          status === 'failed' && `failed: ${reason ?? 'nobody knows why'}`,
          status === 'retired' && 'retired',
        );
    // A screen reader is told only what changed.
    if (this.#text.textContent !== text) this.#text.textContent = text;
  }

  async #start(): Promise<void> {
    try {
      const started = await send<Schemas['Reindex']>('POST', 'reindex');
      this.show(started);
      notify(`Generation ${started.generation} is being built.`);
    } catch (error) {
      complain(error);
    }
  }
}

function sourcesOf(following: Schemas['Health']['following']): Child[] {
  return [
    el('h2', {}, 'Sites that are followed'),
    following === undefined || following.length === 0
      ? el('p', { class: 'soft' }, 'None. Articles come by pushes and imports.')
      : el(
          'ul',
          { class: 'lines' },
          ...following.map(
            ({ source, kind, phase, known, created, updated, removed, lastPassAt, nextPassAt, lastError }) =>
              el(
                'li',
                {},
                el(
                  'div',
                  {},
                  el('strong', {}, source),
                  el(
                    'p',
                    { class: 'meta' },
                    facts(
                      kind,
                      counted(known, 'article'),
                      `${created} new`,
                      `${updated} changed`,
                      `${removed} gone`,
                    ),
                  ),
                  el(
                    'p',
                    { class: 'meta' },
                    facts(
                      lastPassAt && `read ${momentOf(lastPassAt)}`,
                      nextPassAt && `next ${momentOf(nextPassAt)}`,
                    ),
                  ),
                  lastError !== null && el('p', { class: 'problem' }, lastError),
                ),
                el(
                  'span',
                  { class: `mark mark-${phase === 'failing' || phase === 'stopped' ? 'leaving' : 'new'}` },
                  PHASES[phase],
                ),
              ),
          ),
        ),
  ];
}
