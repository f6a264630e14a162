/** Who is at the studio, and what may they do? A key is handed in once; the cookie that comes of it no script can read. */
import { ask, type Session, send } from './api.ts';
import { el, fill } from './dom.ts';

let session: Session = { holder: null, scopes: [] };

export const me = (): Session => session;

export async function readSession(): Promise<Session> {
  session = await ask<Session>('session');
  return session;
}

export const may = (scope: Session['scopes'][number]): boolean =>
  session.scopes.includes('admin') || session.scopes.includes(scope);

export async function signOut(): Promise<void> {
  await send('DELETE', 'session');
  location.reload();
}

/** Resolves when somebody has signed in who may steer boxes. */
export function signIn(main: HTMLElement): Promise<void> {
  return new Promise((resolve) => {
    const problem = el('p', { class: 'problem', role: 'alert' });
    const field = el('input', {
      ...{ id: 'key', type: 'password', autocomplete: 'current-password', required: true },
      ...{ spellcheck: 'false', autocapitalize: 'off' },
    });
    const say = () => {
      const { holder, scopes } = session;
      fill(
        problem,
        holder !== null && `The key “${holder}” is for ${scopes.join(', ')}; the studio needs one for rules.`,
      );
    };
    const submit = async (event: SubmitEvent) => {
      event.preventDefault();
      try {
        session = await send<Session>('POST', 'session', { key: field.value.trim() });
        if (may('rules')) resolve();
        else say();
      } catch (error) {
        fill(problem, (error as Error).message);
        field.select();
      }
    };
    say();
    fill(
      main,
      el(
        'form',
        { class: 'sign-in', onsubmit: submit },
        el('h1', {}, 'Sign in to the studio'),
        el(
          'p',
          { class: 'soft' },
          'With a key that may set rules. Whoever runs Kindred makes one: npm run keys.',
        ),
        el('label', { for: 'key' }, 'Key'),
        field,
        problem,
        el('button', { class: 'strong' }, 'Sign in'),
      ),
    );
    field.focus();
  });
}
