/** What has this editor done since the studio was opened, and how is the latest step taken back? */
import { complain, type NoticeAction, notify } from './notice.ts';

interface Step {
  readonly what: string;
  readonly back: () => Promise<unknown>;
}

const steps: Step[] = [];
/** Told when something was done or taken back. */
export const changes = new EventTarget();

/** Does it, tells of it, and keeps the way back. */
export async function take(
  what: string,
  work: () => Promise<unknown>,
  back: () => Promise<unknown>,
  more: readonly NoticeAction[] = [],
): Promise<void> {
  try {
    await work();
  } catch (error) {
    complain(error);
    return;
  }
  steps.push({ what, back });
  notify(what, [{ label: 'Undo', key: 'U', run: () => void undo() }, ...more]);
  changes.dispatchEvent(new Event('change'));
}

export async function undo(): Promise<void> {
  const step = steps.pop();
  if (step === undefined) {
    notify('There is nothing to undo.');
    return;
  }
  try {
    await step.back();
  } catch (error) {
    complain(error);
    return;
  }
  notify(`Undone: ${step.what}`);
  changes.dispatchEvent(new Event('change'));
}
