/** A server as `npm start` runs it, that says at its end how long its event loop was held up at most. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { readConfig } from '../../src/config.ts';
import { makeLog, packageVersion } from '../../src/process.ts';
import { startServer } from '../../src/server.ts';

const config = readConfig(process.env);
const { url, service, stop } = await startServer(config, makeLog(config.logLevel), packageVersion());
process.send?.({ url });
await service.whenReady();
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
process.on('message', (message) => {
  // The first lookups compile the program; what they cost is not what a server costs.
  if (message === 'reset') delay.reset();
  if (message !== 'stop') return;
  delay.disable();
  process.send?.({ longestTurnMs: delay.max / 1e6, residentBytes: process.memoryUsage.rss() });
  void stop().then(() => process.exit(0));
});
