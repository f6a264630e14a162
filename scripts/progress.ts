/** How does long work show how far it is? A bar on a terminal, a plain line every few seconds elsewhere. */
import cliProgress from 'cli-progress';
import { say } from './command.ts';

export interface ProgressDisplay {
  /** `done` of `total` in the unit of the bar; a total of 0 is unknown. `text` stands beside it. */
  update(done: number, total: number, text: string): void;
  end(): void;
}

const LINE_EVERY_MS = 3_000;

/** Time left is estimated from the speed so far. `now` in ms, monotonic. */
export function showProgress(label: string, stream: NodeJS.WriteStream = process.stderr): ProgressDisplay {
  return stream.isTTY ? bar(label, stream) : lines(label, () => performance.now());
}

function bar(label: string, stream: NodeJS.WriteStream): ProgressDisplay {
  const display = new cliProgress.SingleBar(
    {
      stream,
      format: `${label} {bar} {percentage}% {text}, {eta_formatted} left`,
      hideCursor: true,
      clearOnComplete: true,
    },
    cliProgress.Presets.shades_classic,
  );
  let isStarted = false;
  return {
    update(done, total, text) {
      if (!isStarted) display.start(Math.max(1, total), 0, { text });
      isStarted = true;
      display.setTotal(Math.max(1, total));
      display.update(done, { text });
    },
    end() {
      if (isStarted) display.stop();
    },
  };
}

function lines(label: string, now: () => number): ProgressDisplay {
  const startedAt = now();
  let saidAt = startedAt;
  return {
    update(done, total, text) {
      const at = now();
      if (at - saidAt < LINE_EVERY_MS) return;
      saidAt = at;
      const seconds = (at - startedAt) / 1000;
      const left = total > 0 && done > 0 ? `, ${Math.ceil((seconds * (total - done)) / done)} s left` : '';
      const percent = total > 0 ? `${Math.floor((100 * done) / total)}% ` : '';
      say(`${label} ${percent}${text}${left}`);
    },
    end() {},
  };
}
