/** A server as `npm start` runs it, that says at its end how long its event loop was held up at most, and how much of that it worked. */
import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { readConfig } from '../../src/config.ts';
import { makeLog, packageVersion } from '../../src/process.ts';
import { startServer } from '../../src/server.ts';

const WATCHED_MS = 5;
const config = readConfig(process.env);
const { url, service, stop } = await startServer(config, makeLog(config.logLevel), packageVersion());
process.send?.({ url });
await service.whenReady();
const delay = monitorEventLoopDelay({ resolution: WATCHED_MS });
delay.enable();
let longestWorkMs = 0;
let workedMs = workOfThread();
// Comes once in each turn that is longer; what this thread worked since is the work of that turn, and of WATCHED_MS at most.
setInterval(() => {
  const now = workOfThread();
  longestWorkMs = Math.max(longestWorkMs, now - workedMs);
  workedMs = now;
}, WATCHED_MS).unref();
process.on('message', (message) => {
  // The first lookups compile the program; what they cost is not what a server costs.
  if (message === 'reset') {
    delay.reset();
    longestWorkMs = 0;
  }
  if (message !== 'stop') return;
  delay.disable();
  const longestTurnMs = delay.max / 1e6;
  process.send?.({ longestTurnMs, longestWorkMs, residentBytes: process.memoryUsage.rss() });
  void stop().then(() => process.exit(0));
});

/** Milliseconds for which the main thread had a core, on Linux: a machine that is busy with other work takes it away. NaN elsewhere. */
function workOfThread(): number {
  try {
    return (
      Number(readFileSync(`/proc/${process.pid}/task/${process.pid}/schedstat`, 'utf8').split(' ', 1)[0]) /
      1e6
    );
  } catch {
    return Number.NaN;
  }
}
